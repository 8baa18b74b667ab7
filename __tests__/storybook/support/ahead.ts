/**
 * Work that mostly waits, for a table of tests: done a few at a time, ahead of the test that asks what came of it.
 */

/**
 * A function that gives what `work` makes of a key. The first call begins there, and from then on `width` of the keys are
 * worked on at a time, in their order; a key that was passed over is begun when it is asked for.
 */
export function fewAtATime<Outcome>(
  keys: readonly string[],
  width: number,
  work: (key: string) => Promise<Outcome>,
): (key: string) => Promise<Outcome> {
  const outcomes = new Map<string, Promise<Outcome>>()
  let next = 0
  let running = 0

  function begin(key: string): Promise<Outcome> {
    const outcome = work(key)
    outcomes.set(key, outcome)
    running += 1
    // Whoever asks for it hears of its failure; perhaps nobody does, where only some tests run.
    outcome
      .catch(() => undefined)
      .finally(() => {
        running -= 1
        goOn()
      })
    return outcome
  }

  function goOn(): void {
    while (running < width && next < keys.length) {
      const key = keys[next++]!
      if (!outcomes.has(key)) void begin(key)
    }
  }

  return (key) => {
    const begun = outcomes.get(key)
    if (begun) return begun
    next = Math.max(next, keys.indexOf(key) + 1)
    const outcome = begin(key)
    goOn()
    return outcome
  }
}
