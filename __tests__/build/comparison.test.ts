/**
 * The sizes of this package in docs/comparison.md are those of the present build.
 */
import { ROOT, runNode } from './support/run.js'

it('the comparison has the sizes of the build', async () => {
  const { code, output } = await runNode(ROOT, 'scripts/comparison.mjs', '--check', '--dist')
  expect([code, output]).toEqual([0, ''])
})
