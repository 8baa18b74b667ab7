/**
 * `react-websocket-node/core` gives the same signals, states and close codes in every runtime, from one script of scenes
 * against servers on loopback. All runtimes play at the same time.
 */
import { startChromiumWorkers, WORKERS, type ChromiumWorkers } from '../../support/runtimes/chromium-workers'
import { causes, causesOf, expectedStories, RUNTIMES, storiesOf } from '../../support/runtimes/expected-stories'
import type { Runtime } from '../../support/runtimes/expected-stories'
import { commands, createApp, runProgram, runWorkerd, type App, type Run } from '../../support/runtimes/programs'
import type { SceneReport } from '../../support/runtimes/scenes'

const programs = Object.keys(commands) as (keyof typeof commands)[]
const processes = [...programs, 'workerd'] as const

let app: App
let workers: ChromiumWorkers
let runs: ReadonlyMap<Runtime, Promise<Run>>

beforeAll(async () => {
  // Chromium first: an extension is watched for a minute.
  workers = await startChromiumWorkers()
  app = await createApp()
  runs = new Map([
    ...programs.map((runtime) => [runtime, runProgram(app, runtime)] as const),
    ['workerd', runWorkerd(app)] as const,
  ])
  // Each test looks at its own.
  for (const run of runs.values()) run.catch(() => undefined)
})

afterAll(async () => {
  await Promise.allSettled(runs?.values() ?? [])
  await workers?.close()
  await app?.remove()
})

async function reportsOf(runtime: Runtime): Promise<readonly SceneReport[]> {
  const worker = WORKERS.find((kind) => kind === runtime)
  return worker ? workers.reports(worker) : (await runs.get(runtime)!).reports
}

test.each(RUNTIMES)('%s tells the same story as every runtime', async (runtime) => {
  expect(storiesOf(await reportsOf(runtime))).toEqual(expectedStories(runtime))
})

test.each(RUNTIMES)('%s: the cause of a failed attempt is what the runtime says about it', async (runtime) => {
  expect(causesOf(await reportsOf(runtime))).toEqual(causes[runtime])
})

test.each(processes)('%s: the process ends by itself after the last dispose()', async (runtime) => {
  expect((await runs.get(runtime)!).exit).toBe('by itself')
})

test("ping() keeps an extension's service worker and its socket for a minute; without, Chromium ends both", async () => {
  expect(await workers.stay).toEqual({ pingingSockets: 1, isPingingOpen: true, isIdleOpen: false })
})
