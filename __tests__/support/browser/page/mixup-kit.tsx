/**
 * Runs in the page: the kit, and beside it, as the global `mixups`, an app that users and rooms take in turn.
 */
import { runAll } from './mixups/run'

export * from './tree-kit'

const tools = { runAll }

declare global {
  /** Beside `kit`, in pages of this entry. */
  var mixups: typeof tools
}

globalThis.mixups = tools
