/**
 * One measurement: a fresh page, warmed up and without garbage, and the main thread's time meanwhile.
 */
import type { BenchBrowser, BenchPage, SelfTime } from './browser'
import type { AnyScenario, Figures } from './scenario'

/** What to measure, and where. */
export interface Task {
  readonly url: string
  readonly scenario: AnyScenario
  readonly params: unknown
}

/** Measures in a page of its own. */
export async function measure(browser: BenchBrowser, { url, scenario, params }: Task): Promise<Figures> {
  const page = await browser.open(url)
  try {
    await warmUp(page, scenario, params)
    await start(page, scenario, params)
    await page.collectGarbage()
    const before = await page.mainThread()
    const figures = await whileTyping(page, scenario.keyEvery, () => page.evaluate<Figures>('bench.finish()'))
    const after = await page.mainThread()
    const all = {
      ...figures,
      cpu: after.cpu - before.cpu,
      task: after.task - before.task,
      script: after.script - before.script,
    }
    return { ...all, ...scenario.derive?.(all, params) }
  } finally {
    await page.close()
  }
}

/** As `measure`, but tells which functions the time went to. */
export async function profile(browser: BenchBrowser, { url, scenario, params }: Task): Promise<SelfTime[]> {
  const page = await browser.open(url)
  try {
    await warmUp(page, scenario, params)
    await start(page, scenario, params)
    await page.collectGarbage()
    const end = await page.profile()
    await page.evaluate('bench.finish()')
    return await end()
  } finally {
    await page.close()
  }
}

async function warmUp(page: BenchPage, scenario: AnyScenario, params: unknown): Promise<void> {
  const small = scenario.warmUp?.(params)
  if (small === undefined) return
  await start(page, scenario, small)
  await page.evaluate('bench.finish()')
}

async function start(page: BenchPage, { id }: AnyScenario, params: unknown): Promise<void> {
  await page.evaluate(`bench.start(${JSON.stringify(id)}, ${JSON.stringify(params)})`)
}

/** Does the work; meanwhile a key is pressed each `ms` milliseconds, however long the page takes to answer. */
async function whileTyping<Result>(
  page: BenchPage,
  ms: number | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = ms === undefined ? undefined : setInterval(() => void page.pressKey(), ms)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
