/**
 * The React Native app as its user has it: installed outside of this repository, bundled by Metro for Android and iOS, and
 * its own tests, which run it under React Native's Jest preset against its server. It is not run on a device.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { useExampleApp } from '../support/example-app.js'
import { ROOT, runNode } from '../support/run.js'

const app = useExampleApp('native')
const read = (...path: string[]) => readFileSync(join(...path), 'utf8')

it.each(['android', 'ios'])('Metro bundles it for %s, for production', (platform) => {
  const bundle = read(app.folder, 'dist', `${platform}.js`)
  const parts = ['__DEV__=false', 'connectionTimeout', 'createReactNativeLifecycle', 'ws://']
  expect(parts.filter((part) => !bundle.includes(part))).toEqual([])
})

it('its own tests pass', async () => {
  const report = join(app.folder, 'report.json')
  const { output } = await runNode(app.folder, 'node_modules/jest/bin/jest.js', '--json', '--outputFile', report)
  const { numPassedTests, numTotalTests, success } = JSON.parse(read(report)) as Record<string, unknown>
  // With what Jest printed, so that a failure says which.
  expect({ numPassedTests, numTotalTests, success, output }).toEqual({
    numPassedTests: 6,
    numTotalTests: 6,
    success: true,
    output: expect.any(String) as string,
  })
})

it('its lifecycle is the recipe, and what stands for the native half of WebSocket is that of the package’s own tests', () => {
  const example = join(ROOT, 'examples', 'native')
  expect(read(example, 'lifecycle.ts')).toBe(read(ROOT, 'docs', 'recipes', 'react-native.ts'))
  expect(read(example, '__tests__', 'nativeSocket.ts')).toBe(
    read(ROOT, '__tests__', 'support', 'reactNative', 'app', 'nativeSocket.ts'),
  )
})
