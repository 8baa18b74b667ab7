/**
 * This package with the last batch rendered, a batch for each packet.
 */
import { createLast } from '../page/ours'

export default createLast('sync')
