/**
 * Runs in the page: the kit of the tree, and beside it, as the global `life`, what tests of a node's life need.
 */
import { ping } from '../../../../src/index'
import * as apps from './apps'
import * as cycles from './cycles'
import { flood, type Flood } from './flood'
import * as users from './users'
import * as work from './work'

export * from './tree-kit'

const tools = { ...work, ...users, ...cycles, ...apps, flood, ping, flooded: undefined as Flood | undefined }

declare global {
  /** Beside `kit`, in pages of this entry. */
  var life: typeof tools
}

globalThis.life = tools
