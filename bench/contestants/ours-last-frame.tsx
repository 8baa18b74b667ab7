/**
 * This package with the last batch rendered, batches by the frame.
 */
import { createLast } from '../page/ours'

export default createLast('frame')
