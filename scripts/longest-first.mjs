// The order in which Jest begins the test files: those that take longest first, so that no worker is alone with one in the
// end. Jest knows how long each took the last time, and a fresh clone has no last time: then it goes by size, but some small
// files hold long tables.
import TestSequencer from '@jest/test-sequencer'

const LONGEST = [
  'storybook/stories',
  'faults/faults',
  'browser/tree',
  'browser/linger',
  'browser/order',
  'faults/churn',
]

export default class LongestFirst extends TestSequencer {
  /**
   * @override
   * @param {import('@jest/test-result').Test[]} tests
   * @returns {Promise<import('@jest/test-result').Test[]>}
   */
  async sort(tests) {
    const usual = await super.sort(tests)
    return usual.sort((a, b) => rank(a.path) - rank(b.path))
  }
}

/** @param {string} path */
function rank(path) {
  const index = LONGEST.findIndex((name) => path.endsWith(`${name}.test.ts`))
  return index === -1 ? LONGEST.length : index
}
