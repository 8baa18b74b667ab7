/**
 * The recipes of docs/testing.md: each file passes as it is shown, under its own runner, and of its tests those fail that
 * a broken component should fail.
 */
import { TEST_SECONDS } from '../../support/patience'
import type { Consumer } from '../../build/support/consumer'
import {
  compileRecipes,
  createRecipeApp,
  runJestRecipe,
  runPlaywrightRecipe,
  runVitestRecipes,
  type Change,
  type Failures,
} from '../../support/runners/recipes'

const CONNECTS = 'connects, and sends what is said'
const RECEIVES = 'shows what it receives'
const REFUSED = 'says that it is refused'
const RETRIES = 'tries again when it is refused'
const COMES_BACK = 'comes back after a cut'

/** What is broken, by the name of its version. */
const VERSIONS = {
  'as-shown': null,
  'never-connects': ["autoconnectMode: 'self-ready',", ''],
  'sends-nothing': ["node.send({ from: 'me', text: 'hello' })", 'undefined'],
  'shows-only-the-last': ['useReceivedLog(node)', 'useReceivedLog(node, 1)'],
  'hides-a-failure': ['{state.status}', "{state.status === 'failed' ? 'closed' : state.status}"],
  'never-reconnects': ['reconnect: backoff(),', ''],
} satisfies Record<string, Change | null>

type Expected = Readonly<Record<keyof typeof VERSIONS, readonly string[]>>

/** mock-socket refuses with code 1000, which is not retried. */
const WITH_MOCK_SOCKET: Expected = {
  'as-shown': [],
  'never-connects': [CONNECTS, RECEIVES, REFUSED, COMES_BACK],
  'sends-nothing': [CONNECTS],
  'shows-only-the-last': [RECEIVES],
  'hides-a-failure': [REFUSED],
  'never-reconnects': [COMES_BACK],
}

const WITH_ROUTES: Expected = {
  'as-shown': [],
  'never-connects': [CONNECTS, RECEIVES, RETRIES, COMES_BACK],
  'sends-nothing': [CONNECTS],
  'shows-only-the-last': [RECEIVES],
  'hides-a-failure': [],
  'never-reconnects': [RETRIES, COMES_BACK],
}

const failuresOf = (files: Readonly<Record<string, Expected>>): Failures =>
  Object.fromEntries(
    Object.keys(VERSIONS).map((version) => [
      version,
      Object.fromEntries(
        Object.entries(files).map(([file, expected]) => [file, expected[version as keyof typeof VERSIONS]]),
      ),
    ]),
  )

// Broken versions wait in vain, for seconds a test.
jest.setTimeout(TEST_SECONDS * 2000)

let app: Consumer
beforeAll(async () => {
  app = await createRecipeApp(VERSIONS)
})
afterAll(() => app.remove())

test('the recipes compile', async () => {
  expect(await compileRecipes(app, 'as-shown')).toBe('')
})

test('Jest with jsdom, mock-socket and fake timers', async () => {
  expect(await runJestRecipe(app)).toEqual(failuresOf({ 'jest.test.tsx': WITH_MOCK_SOCKET }))
})

test('Vitest with jsdom: mock-socket, MSW, and fake timers', async () => {
  expect(await runVitestRecipes(app, 'jsdom')).toEqual(
    failuresOf({ 'vitest.test.tsx': WITH_MOCK_SOCKET, 'msw.test.tsx': WITH_ROUTES }),
  )
})

test('Vitest with happy-dom: mock-socket and fake timers', async () => {
  expect(await runVitestRecipes(app, 'happy-dom')).toEqual(failuresOf({ 'vitest.test.tsx': WITH_MOCK_SOCKET }))
})

test('Playwright with routeWebSocket and its clock', async () => {
  expect(await runPlaywrightRecipe(app, Object.keys(VERSIONS))).toEqual(
    failuresOf({ 'playwright.spec.ts': WITH_ROUTES }),
  )
})
