/** @jest-config-loader esbuild-register */
// How the tests run. `unit` and `compiled` need no more than jsdom, `server` talks to real servers, `browser` drives a
// real Chromium, and `build` installs the packed package.
import type { Config } from 'jest'

type Project = Exclude<NonNullable<Config['projects']>[number], string>

const OWN_PROJECTS = 'server|browser|storybook|build'

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
  // Sources import './x.js', which is x.ts or x.tsx.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.m?[jt]sx?$': transformer() },
} satisfies Project

/** In jsdom, with what Node and not a browser would get of a package: `ws` is a real client and server there. */
const jsdom = {
  ...common,
  testEnvironment: 'jsdom',
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
} satisfies Project

/** @param seconds the most that a test may take; not a wait */
const node = (displayName: string, folders: string, seconds: number): Project => ({
  ...common,
  displayName,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/__tests__/${folders}/**/*.test.ts?(x)`],
  testTimeout: seconds * 1000,
})

const config: Config = {
  projects: [
    {
      ...jsdom,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts?(x)'],
      testPathIgnorePatterns: ['/node_modules/', `<rootDir>/__tests__/(${OWN_PROJECTS})/`],
      testTimeout: 30_000,
    },
    {
      // The React tests once more, on the code as the React Compiler rewrites it.
      ...jsdom,
      displayName: 'compiled',
      testMatch: ['<rootDir>/__tests__/react/**/*.test.ts?(x)'],
      testTimeout: 30_000,
      transform: {
        '/src/react/[^/]+\\.tsx?$': transformer('babel-plugin-react-compiler'),
        ...common.transform,
      },
    },
    node('server', 'server', 120),
    node('browser', '{browser,storybook}', 300),
    node('build', 'build', 300),
  ],
}

export default config
