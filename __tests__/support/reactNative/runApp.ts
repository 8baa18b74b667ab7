/**
 * A React Native app's tests, as its author runs them: by Jest with React Native's preset, in a folder with this package
 * among its modules.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, runNode } from '../../build/support/run'
import { TEST_SECONDS } from '../patience'

export const MODULES = join(ROOT, 'platforms', 'react-native', 'node_modules')

export interface AppTest {
  readonly title: string
  readonly result: string
}

/** What each test came to: `passed`, or what went wrong. */
export async function runAppTests(): Promise<AppTest[]> {
  const folder = await mkdtemp(join(tmpdir(), 'react-native-app-'))
  try {
    const installed = join(folder, 'node_modules', 'react-websocket-node')
    await mkdir(installed, { recursive: true })
    await cp(join(ROOT, 'package.json'), join(installed, 'package.json'))
    await cp(join(ROOT, 'dist'), join(installed, 'dist'), { recursive: true })
    const app = join(__dirname, 'app')
    for (const name of await readdir(app)) await cp(join(app, name), join(folder, name))
    await cp(join(ROOT, 'docs', 'code', 'react-native.tsx'), join(folder, 'Root.tsx'))
    const config = {
      rootDir: folder,
      preset: join(MODULES, '@react-native', 'jest-preset'),
      moduleNameMapper: {
        '/recipes/react-native$': join(ROOT, 'docs', 'recipes', 'react-native.ts'),
        '/docs/code/react-native$': join(folder, 'Root.tsx'),
        '^@react-native-community/netinfo$': join(folder, 'netInfo.ts'),
      },
      modulePaths: [join(folder, 'node_modules'), MODULES],
      transform: {
        // The preset's own key, whose `babel-jest` would be looked for in the folder.
        '^.+\\.(js|ts|tsx)$': [
          join(MODULES, 'babel-jest'),
          { babelrc: false, configFile: false, presets: [join(MODULES, '@react-native', 'babel-preset')] },
        ],
      },
      transformIgnorePatterns: ['node_modules/(?!(react-native(-[\\d.]+)?|@react-native)/)'],
      testTimeout: TEST_SECONDS * 1000,
    }
    const report = join(folder, 'report.json')
    await writeFile(join(folder, 'package.json'), '{ "private": true }')
    await writeFile(join(folder, 'jest.json'), JSON.stringify(config))
    const { output } = await runNode(
      folder,
      join(MODULES, 'jest', 'bin', 'jest.js'),
      ...['--config', 'jest.json', '--json', '--outputFile', report, '--runInBand'],
    )
    const text = await readFile(report, 'utf8').catch(() => Promise.reject(new Error(output)))
    return testsIn(text, output)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function testsIn(report: string, output: string): AppTest[] {
  const { testResults } = JSON.parse(report) as {
    testResults: readonly {
      readonly message: string
      readonly assertionResults: readonly {
        readonly fullName: string
        readonly status: string
        readonly failureMessages: readonly string[]
      }[]
    }[]
  }
  return testResults.flatMap(({ message, assertionResults }) =>
    assertionResults.length === 0
      ? [{ title: '(no tests)', result: message || output }]
      : assertionResults.map(({ fullName, status, failureMessages }) => ({
          title: fullName,
          result: status === 'passed' ? status : failureMessages.join('\n') || status,
        })),
  )
}
