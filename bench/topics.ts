/**
 * Which message concerns which topic: the same for the server and for whoever checks.
 */

/** How messages fall on topics: all equally often, or the n-th most frequent one a n-th as often as the first. */
export type Load = 'even' | 'zipf'

/** The topics of `count` messages: all equally often, in an order without a pattern that a cache could like. */
export function topicSequence(count: number, topics: number): number[] {
  return Array.from({ length: count }, (_, index) => (index * 37 + Math.floor(index / topics)) % topics)
}

/** The topics of `count` messages of that load, from 0 to `topics` - 1. */
export function loadSequence(load: Load, count: number, topics: number): number[] {
  return load === 'even' ? topicSequence(count, topics) : zipfSequence(count, topics)
}

/** Begins with the same numbers in every run. */
function zipfSequence(count: number, topics: number): number[] {
  let sum = 0
  const upTo = Array.from({ length: topics }, (_, rank) => (sum += 1 / (rank + 1)))
  let seed = 1
  return Array.from({ length: count }, () => {
    // Numerical Recipes' linear congruential generator.
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    const rank = firstAbove(upTo, (seed / 2 ** 32) * sum)
    // Frequent ones stand anywhere in a table; a prime that divides no number of topics here keeps them apart.
    return (rank * 7_919) % topics
  })
}

function firstAbove(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}
