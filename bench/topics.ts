/**
 * Which message concerns which topic: the same for the server and for whoever checks.
 */

/** The topics of `count` messages: all equally often, in an order without a pattern that a cache could like. */
export function topicSequence(count: number, topics: number): number[] {
  return Array.from({ length: count }, (_, index) => (index * 37 + Math.floor(index / topics)) % topics)
}
