/** @jest-config-loader esbuild-register */
// How the tests run. `unit` and `compiled` need no more than jsdom, `server` talks to real servers, `browser` drives a
// real Chromium, `build` installs the packed package, and `platforms` runs it where its users do: in other runtimes, test
// runners and React Native, each from a folder below platforms/.
import type { Config } from 'jest'

type Project = Exclude<NonNullable<Config['projects']>[number], string>

const OWN_PROJECTS = 'server|browser|storybook|build|platforms|support'

const transformer = (...plugins: unknown[]): [string, Record<string, unknown>] => [
  'babel-jest',
  {
    babelrc: false,
    configFile: false,
    presets: [
      ['@babel/preset-env', { targets: { node: 'current' } }],
      ['@babel/preset-react', { runtime: 'automatic' }],
      '@babel/preset-typescript',
    ],
    plugins,
  },
]

const common = {
  // Sources import './x.js', which is x.ts or x.tsx; the code of the docs imports the package.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^react-websocket-node$': '<rootDir>/src/index.ts',
    '^react-websocket-node/(core|inspector)$': '<rootDir>/src/$1/index.ts',
  },
  transform: { '\\.m?[jt]sx?$': transformer() },
} satisfies Project

/** In jsdom, with what Node and not a browser would get of a package: `ws` is a real client and server there. */
const jsdom = {
  ...common,
  testEnvironment: 'jsdom',
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
} satisfies Project

const node = (displayName: string, folders: string): Project => ({
  ...common,
  displayName,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/__tests__/${folders}/**/*.test.ts?(x)`],
})

/** The tests of the contract that every engine runs; the others are Chromium's alone. */
const CONTRACT =
  '{delivery,firstHour,heartbeat,linger,native,order,page{Cache,Frames,Life},tree,turns,workers,faults/*}'

const engine = (displayName: 'firefox' | 'webkit'): Project => ({
  ...node(displayName, 'browser'),
  testEnvironment: '<rootDir>/__tests__/support/browser/engines/engine-environment.ts',
  testEnvironmentOptions: { engine: displayName },
  testMatch: [`<rootDir>/__tests__/browser/${CONTRACT}.test.ts?(x)`],
})

const config: Config = {
  // The most that a test may take on a slow machine; nothing waits for it. jest takes it from here and not from projects.
  testTimeout: 120_000,
  testSequencer: '<rootDir>/scripts/longest-first.mjs',
  projects: [
    {
      ...jsdom,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts?(x)'],
      testPathIgnorePatterns: [
        '/node_modules/',
        `<rootDir>/__tests__/(${OWN_PROJECTS})/`,
        // Run by the test beside it, once for each component.
        '<rootDir>/__tests__/tasks/tested/first/',
      ],
    },
    {
      // The React tests once more, on the code as the React Compiler rewrites it.
      ...jsdom,
      displayName: 'compiled',
      testMatch: ['<rootDir>/__tests__/react/**/*.test.ts?(x)'],
      transform: {
        '/src/(react|topics)/[^/]+\\.tsx?$': transformer('babel-plugin-react-compiler'),
        ...common.transform,
      },
    },
    node('server', 'server'),
    node('browser', '{browser,storybook}'),
    engine('firefox'),
    engine('webkit'),
    node('build', 'build'),
    node('platforms', 'platforms'),
  ],
}

export default config
