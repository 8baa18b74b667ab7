/**
 * React Native, without a phone: its `WebSocket`, `URL` and `Blob` in an app's own tests, under its jest preset, with a
 * real server. What is tested is in `__tests__/support/reactNative/app`.
 */
import { runAppTests } from '../../support/reactNative/runApp'

test('each test of the app passes', async () => {
  const tests = await runAppTests()
  expect(tests.filter(({ result }) => result !== 'passed')).toEqual([])
  expect(tests.length).toBeGreaterThanOrEqual(80)
})
