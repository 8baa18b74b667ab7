/**
 * The recipes of docs/testing.md: each file passes as it is shown, under its own runner, and of its tests those fail that
 * a broken component should fail.
 */
import { TEST_SECONDS } from '../../support/patience'
import type { Consumer } from '../../build/support/consumer'
import {
  compileRecipes,
  createRecipeApp,
  isBeside,
  runJestRecipes,
  runPlaywrightRecipe,
  runVitestRecipes,
  type Change,
  type Failures,
} from '../../support/runners/recipes'

const CONNECTS = 'connects, and sends what is said'
const RECEIVES = 'shows what it receives'
const RETRIES = 'tries again when it is refused'
const COMES_BACK = 'comes back after a cut'
const LOGS_IN = 'logs in'
const DENIED = 'says that the login was denied'
const BURST = 'shows a whole burst'
const ANOTHER = 'another user logs in anew, and sees nothing of the one before'
/** The tests of account.test.tsx. */
const OF_ACCOUNT = [LOGS_IN, DENIED, BURST, ANOTHER]

/** What is broken, by the name of its version. */
const VERSIONS = {
  'as-shown': null,
  'never-connects': ["autoconnectMode: 'self-ready',", ''],
  'sends-nothing': ["node.send({ from: 'me', text: 'hello' })", 'undefined'],
  'shows-only-the-last': ['useReceivedLog(node)', 'useReceivedLog(node, 1)'],
  'hides-the-wait': ['{state.status}', "{state.status === 'reconnecting' ? 'open' : state.status}"],
  'never-reconnects': ['reconnect: backoff(),', ''],
  'lets-everyone-in': [
    "if ((await next()).type !== 'welcome') throw new Error('denied')",
    'await next()',
    'Account.tsx',
  ],
  'sends-no-token': ['send({ token: user.token })', '', 'Account.tsx'],
  'shows-a-part': ['useReceivedLog(node)', 'useReceivedLog(node, 10)', 'Account.tsx'],
  'keeps-the-user': ['destination: user.id,', '', 'Account.tsx'],
} satisfies Record<string, Change | null>

/** The tests of each recipe that fail. */
const EXPECTED: Readonly<Record<keyof typeof VERSIONS, readonly string[]>> = {
  'as-shown': [],
  'never-connects': [CONNECTS, RECEIVES, RETRIES, COMES_BACK],
  'sends-nothing': [CONNECTS],
  'shows-only-the-last': [RECEIVES],
  'hides-the-wait': [RETRIES, COMES_BACK],
  'never-reconnects': [RETRIES, COMES_BACK],
  'lets-everyone-in': [DENIED],
  'sends-no-token': OF_ACCOUNT,
  'shows-a-part': [BURST],
  'keeps-the-user': [ANOTHER],
}

/** The versions that a recipe is run beside. */
const versionsOf = (file: string) =>
  Object.entries<Change | null>(VERSIONS).flatMap(([version, change]) =>
    isBeside(file, change) ? [version as keyof typeof VERSIONS] : [],
  )

function failuresOf(...files: readonly string[]): Failures {
  const failures: Record<string, Record<string, readonly string[]>> = {}
  for (const file of files) {
    for (const version of versionsOf(file)) (failures[version] ??= {})[file] = EXPECTED[version]
  }
  return failures
}

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
  expect(await runJestRecipes(app)).toEqual(failuresOf('jest.test.tsx', 'account.test.tsx'))
})

test('Vitest with jsdom: mock-socket, MSW, and fake timers', async () => {
  expect(await runVitestRecipes(app, 'jsdom')).toEqual(failuresOf('vitest.test.tsx', 'msw.test.tsx'))
})

test('Vitest with happy-dom: mock-socket and fake timers', async () => {
  expect(await runVitestRecipes(app, 'happy-dom')).toEqual(failuresOf('vitest.test.tsx'))
})

test('Playwright with routeWebSocket and its clock', async () => {
  expect(await runPlaywrightRecipe(app, versionsOf('playwright.spec.ts'))).toEqual(failuresOf('playwright.spec.ts'))
})
