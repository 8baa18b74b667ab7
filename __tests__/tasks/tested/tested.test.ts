/**
 * @jest-environment node
 *
 * The task "Tests of the chat": the answer's tests pass for the right chat, and one of them at least fails for each broken one.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../support/readme.js'

const CHATS = ['right', 'loses', 'early', 'once', 'stays'] as const

const babel = [
  'babel-jest',
  {
    babelrc: false,
    configFile: false,
    presets: [
      ['@babel/preset-env', { targets: { node: 'current' } }],
      ['@babel/preset-react', { runtime: 'automatic' }],
      '@babel/preset-typescript',
    ],
  },
]

/** One run of jest: the answer's file once for each chat. */
const config = {
  rootDir: ROOT,
  projects: CHATS.map((displayName) => ({
    displayName,
    rootDir: ROOT,
    testEnvironment: 'jsdom',
    testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
    testMatch: ['<rootDir>/__tests__/tasks/tested/first/Chat.test.tsx'],
    transform: { '\\.m?[jt]sx?$': babel },
    moduleNameMapper: {
      '^\\./Chat$': `<rootDir>/__tests__/tasks/tested/components/${displayName}.tsx`,
      '^react-websocket-node$': '<rootDir>/src/index.ts',
      '^(\\.{1,2}/.*)\\.js$': '$1',
    },
  })),
}

interface Report {
  readonly testResults: readonly {
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly title: string }[]
  }[]
}

let outcomes: Record<string, { passed: number; failed: number }>
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'react-websocket-node-task-'))
  outcomes = {}
  for (const chat of CHATS) {
    const file = join(folder, `${chat}.json`)
    const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js')
    const args = ['--config', JSON.stringify(config), '--ci', '--runInBand', '--json', `--outputFile=${file}`]
    await new Promise((resolve) => execFile(process.execPath, [jest, ...args, '--selectProjects', chat], resolve))
    const { testResults } = JSON.parse(await readFile(file, 'utf8')) as Report
    const results = testResults.flatMap(({ assertionResults }) => assertionResults)
    const count = (status: string) => results.filter((result) => result.status === status).length
    outcomes[chat] = { passed: count('passed'), failed: count('failed') }
  }
  await rm(folder, { recursive: true })
})

it('pass for the right chat', () => {
  expect(outcomes['right']!.failed).toBe(0)
  expect(outcomes['right']!.passed).toBeGreaterThan(3)
})

it.each(CHATS.slice(1))('at least one fails for the one that is broken: %s', (chat) => {
  expect(outcomes[chat]!.failed).toBeGreaterThan(0)
  // It is the fault that is found, and not that the chat can't be tested.
  expect(outcomes[chat]!.passed).toBeGreaterThan(0)
})
