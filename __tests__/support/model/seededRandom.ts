/**
 * Chance that comes out the same each time: what a test measures with it is a number, not a range.
 */

/** A generator of numbers from 0 to just below 1 (mulberry32). */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Lets `Math.random` draw from a seed, or give the numbers of a list in turn, until the test is over. */
export function useRandom(): { seed(seed: number): void; list(...numbers: number[]): void } {
  afterEach(() => {
    jest.restoreAllMocks()
  })
  const replace = (random: () => number) => void jest.spyOn(Math, 'random').mockImplementation(random)
  return {
    seed: (seed) => replace(createSeededRandom(seed)),
    list(...numbers) {
      let index = 0
      replace(() => numbers[index++ % numbers.length]!)
    },
  }
}
