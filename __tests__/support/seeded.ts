/**
 * Chance that can be repeated: the same seed draws the same numbers, here and in a page.
 */

/** What a seed draws. */
export interface Chance {
  /** An integer from `min` to `max`, both included. */
  between(min: number, max: number): number
  /** One of these. */
  pick<T>(choices: readonly T[]): T
}

/** mulberry32, which is small and good enough for tests. */
export function seeded(seed: number): Chance {
  let state = seed
  const draw = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (min: number, max: number): number => min + Math.floor(draw() * (max - min + 1))
  return { between, pick: (choices) => choices[between(0, choices.length - 1)]! }
}
