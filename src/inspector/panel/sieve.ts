/**
 * The messages that are listed: those that pass the filter. Each message is looked at once, however long the list is.
 */
import type { Direction, InspectedMessage } from '../model.js'
import { asText } from './show.js'

/** Gives those of the messages that pass; the same array as long as they are the same. */
export type Sieve = (messages: readonly InspectedMessage[]) => readonly InspectedMessage[]

/** What passes; undefined: everything. */
export interface Wanted {
  /** Part of the text, of either case. */
  readonly text: string
  readonly direction: Direction | undefined
  /** Nodes. */
  readonly nodes: ReadonlySet<string> | undefined
}

/** Makes a sieve for lists of which each begins and ends no earlier than the one before, as those of a page do. */
export function createSieve({ text, direction, nodes }: Wanted): Sieve {
  const needle = text.toLowerCase()
  if (!needle && !direction && !nodes) return (messages) => messages
  const isWanted = (message: InspectedMessage): boolean => {
    if ((direction && message.direction !== direction) || (nodes && !nodes.has(message.node))) return false
    return !needle || (message.data !== undefined && asText(message.data).toLowerCase().includes(needle))
  }
  let source: readonly InspectedMessage[] = []
  let kept: readonly InspectedMessage[] = []
  let lastSeen = -Infinity
  return (messages) => {
    if (messages === source) return kept
    source = messages
    const gone = countOlder(kept, messages[0]?.id ?? Infinity)
    const fresh = messages.slice(countOlder(messages, lastSeen + 1)).filter(isWanted)
    if (gone > 0 || fresh.length > 0) kept = kept.slice(gone).concat(fresh)
    lastSeen = messages[messages.length - 1]?.id ?? lastSeen
    return kept
  }
}

/** How many of the messages, which are in order, have a lower id. */
export function countOlder(messages: readonly InspectedMessage[], id: number): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((messages[middle] as InspectedMessage).id < id) low = middle + 1
    else high = middle
  }
  return low
}
