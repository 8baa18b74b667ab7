/**
 * Users' own tests of a component that uses the hook: under every runner, with and without a DOM, on real and on fake
 * time, it behaves the same, and needs nothing but the package.
 */
import type { Consumer } from '../../build/support/consumer'
import { runJest, runNodeTest, runVitest, type Report } from '../../support/runners/runners'
import { SCENE_NAMES, type Times } from '../../support/runners/sceneNames'
import { createUserApp } from '../../support/runners/userApp'

let app: Consumer
beforeAll(async () => {
  app = await createUserApp()
})
afterAll(() => app.remove())

const REAL = { real: [''] } as const
const IN_JEST = { ...REAL, modern: [', sync', ', async'], legacy: [', sync'] } as const

/** By the name of a suite, its times, and the ways in which it advances them. */
type Suites = Readonly<Record<string, Partial<Readonly<Record<Times, readonly string[]>>>>>

test.each<[name: string, run: (app: Consumer) => Promise<Report>, suites: Suites]>([
  ['Jest 30', (app) => runJest(app, '30'), { jsdom: IN_JEST, node: IN_JEST }],
  ['Jest 29', (app) => runJest(app, '29'), { jsdom: IN_JEST, node: IN_JEST }],
  [
    'Jest 27',
    (app) => runJest(app, '27'),
    { jsdom: { ...IN_JEST, modern: [', sync'] }, node: { ...IN_JEST, modern: [', sync'] } },
  ],
  [
    'Vitest',
    runVitest,
    {
      jsdom: { ...REAL, modern: [', sync', ', async'] },
      'happy-dom': { ...REAL, modern: [', sync', ', async'] },
      node: { ...REAL, modern: [', sync', ', async'] },
    },
  ],
  // Its fake timers fake no `performance`.
  ['node --test', runNodeTest, { jsdom: { ...REAL, legacy: [', sync'] }, node: { ...REAL, legacy: [', sync'] } }],
])('under %s', async (_name, run, suites) => {
  const report = await run(app)
  const expected = Object.fromEntries(
    Object.entries(suites).map(([suite, times]) => [
      suite,
      Object.fromEntries(
        Object.entries(times).flatMap(([time, ways]) =>
          ways.flatMap((way) => SCENE_NAMES[time as Times].map((scene) => [`${time}${way}: ${scene}`, 'passed'])),
        ),
      ),
    ]),
  )
  expect(report).toEqual(expected)
})
