/**
 * Tabs of Firefox and WebKitGTK, as far as these can be driven as a user's are: Firefox hides, shows and puts them away,
 * and is offline when told; WebKitGTK puts them away. What they can't do, no test asks of them (`leftOut.ts`).
 */
import type { Page as PuppeteerPage } from 'puppeteer-core'
import type { Tab } from '../use-tabs'
import { ENGINE, type Engine } from './engine'
import { goBack } from './go-back'
import { until } from './until'

declare global {
  /** What a page that was loaded anew does not have. */
  var wasPutAway: true | undefined
}

/** A tab at `url`, in front. */
export async function openEngineTab(engine: Engine, url: string, onError: (error: string) => void): Promise<Tab> {
  const page = await engine.open(onError)
  await page.goto(url)
  const evaluate = page.evaluate.bind(page) as Tab['evaluate']
  const firefox = ENGINE === 'firefox' ? (page as unknown as PuppeteerPage) : undefined
  let cover: PuppeteerPage | undefined

  /** Resolves once the page has it so. */
  const untilPage = (condition: () => boolean, what: string): Promise<void> =>
    until(async () => {
      if (!(await evaluate(condition))) throw new Error('not yet')
    }, what)

  return {
    evaluate,
    async hide() {
      if (!firefox) throw impossible('hide a tab')
      cover ??= await firefox.browserContext().newPage()
      await cover.bringToFront()
      await untilPage(() => document.hidden, 'a hidden tab')
    },
    async show() {
      if (!firefox) throw impossible('show a tab')
      await firefox.bringToFront()
      await untilPage(() => !document.hidden, 'a tab in front')
    },
    async setOffline(isOffline) {
      if (!firefox) throw impossible('be offline')
      await firefox.setOfflineMode(isOffline)
    },
    async goAway() {
      await evaluate(() => void (globalThis.wasPutAway = true))
      await page.goto(new URL('/away', url).href)
    },
    async goBack() {
      await goBack(page)
      await untilPage(() => location.pathname === '/' && document.readyState === 'complete', 'the page before')
      return { wasKept: await evaluate(() => globalThis.wasPutAway === true) }
    },
    listeners: () => Promise.reject(impossible('tell of listeners')),
    send: () => Promise.reject(impossible('speak the DevTools protocol')),
    next: () => Promise.reject(impossible('speak the DevTools protocol')),
  }
}

function impossible(what: string): Error {
  return new Error(`a driven ${ENGINE} can't ${what}: see leftOut.ts`)
}
