/**
 * What is reported as an uncaught error, where a test can look at it. What a test does not take fails it.
 */

/** Call it at the top of a test file. The function that it returns takes what was reported so far. */
export function watchUncaught(): () => unknown[] {
  const original = globalThis.reportError
  let reported: unknown[] = []
  const take = () => {
    const taken = reported
    reported = []
    return taken
  }
  beforeEach(() => {
    globalThis.reportError = (error) => void reported.push(error)
  })
  afterEach(() => {
    globalThis.reportError = original
    expect(take()).toEqual([])
  })
  return take
}
