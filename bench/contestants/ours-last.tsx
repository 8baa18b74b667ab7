/**
 * This package with the last batch rendered.
 */
import { createLast } from '../page/ours'

export default createLast('burst')
