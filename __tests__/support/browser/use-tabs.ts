/**
 * Real tabs for a test file: they can be hidden behind each other, frozen, and put away into the back/forward cache, as a
 * user's are. One browser for the file, a fresh tab for each test; what a tab reports as an uncaught error fails the test.
 */
import { TEST_SECONDS } from '../patience'
import { bundle, type PageEntry } from './bundle'
import { launchDevtools, type Devtools, type Send } from './devtools'
import { ENGINE } from './engines/engine'
import { openEngineTab } from './engines/engine-tabs'
import { launchFirefox } from './engines/firefox'
import { launchWebKit } from './engines/webkit'
import { startPageServer, type PageServer } from './page-server'

/** A tab with the script loaded. */
export interface Tab {
  /** Runs `work` in the page and gives back what it resolves to. It sees nothing of what surrounds it here. */
  evaluate<R>(work: () => R | Promise<R>): Promise<R>
  evaluate<A, R>(work: (arg: A) => R | Promise<R>, arg: A): Promise<R>
  /** Puts another tab in front. */
  hide(): Promise<void>
  show(): Promise<void>
  /** Takes the network away from the page, and gives it back. */
  setOffline(isOffline: boolean): Promise<void>
  /** Goes to another page of the same origin. */
  goAway(): Promise<void>
  /** Goes back, and says whether that page was kept in the back/forward cache. */
  goBack(): Promise<{ wasKept: boolean }>
  /** The events that something listens to on the page's window and document. */
  listeners(): Promise<string[]>
  /** Commands of the DevTools protocol for this tab; Chromium's alone, as `listeners` and `next` are. */
  readonly send: Send
  /** Resolves at the tab's next event of that name of the DevTools protocol. */
  next(name: string): Promise<unknown>
}

/** The browser of a test file. */
export interface Tabs {
  /** A tab in front. It is closed after the test. */
  open(): Promise<Tab>
  /** The uncaught errors since the last call, for a test that expects some. */
  takeErrors(): string[]
}

interface Navigation {
  readonly frame: { readonly url: string; readonly parentId?: string }
  readonly type: 'Navigation' | 'BackForwardCacheRestore'
}

/** To be called at the top of a test file. */
export function useTabs(entry: PageEntry): Tabs {
  jest.setTimeout(TEST_SECONDS * 1000)
  const errors: string[] = []
  let server: PageServer | undefined
  let source: TabSource | undefined

  beforeAll(async () => {
    server = await startPageServer(await bundle(entry))
    source = await (ENGINE === 'chromium' ? chromiumTabs : engineTabs)((error) => errors.push(error))
  })

  afterEach(async () => {
    await source?.closeTabs()
    expect(errors.splice(0)).toEqual([])
  })

  afterAll(async () => {
    await source?.close()
    await server?.close()
  })

  return {
    async open() {
      if (!source || !server) throw new Error('a tab can be opened in a test only')
      return source.open(server.url)
    },
    takeErrors: () => errors.splice(0),
  }
}

/** A browser that has tabs. */
interface TabSource {
  open(url: string): Promise<Tab>
  closeTabs(): Promise<void>
  close(): Promise<void>
}

async function engineTabs(onError: (error: string) => void): Promise<TabSource> {
  const engine = await (ENGINE === 'firefox' ? launchFirefox() : launchWebKit())
  return {
    open: (url) => openEngineTab(engine, url, onError),
    closeTabs: () => engine.closePages(),
    close: () => engine.close(),
  }
}

async function chromiumTabs(onError: (error: string) => void): Promise<TabSource> {
  const devtools = await launchDevtools()
  devtools.on(({ method, params }) => {
    if (method === 'Runtime.exceptionThrown') onError(uncaught(params as Thrown))
    if (method === 'Runtime.consoleAPICalled') complaint(params as Printed).forEach(onError)
  })
  const opened: string[] = []
  const { targetId: cover } = await devtools.session()('Target.createTarget', { url: 'about:blank' })
  return {
    async open(url) {
      const { targetId } = await devtools.session()('Target.createTarget', { url: 'about:blank' })
      opened.push(targetId)
      const tab = await attach(devtools, targetId, cover)
      await tab.go(url)
      return tab
    },
    async closeTabs() {
      for (const targetId of opened.splice(0)) await devtools.session()('Target.closeTarget', { targetId })
    },
    close: () => devtools.close(),
  }
}

async function attach(
  devtools: Devtools,
  targetId: string,
  cover: string,
): Promise<Tab & { go(url: string): Promise<void> }> {
  const { sessionId } = await devtools.session()('Target.attachToTarget', { targetId, flatten: true })
  const send = devtools.session(sessionId)
  await send('Page.enable')
  await send('Runtime.enable')

  /** Resolves at the tab's next event of that name. */
  const next = <P>(name: string): Promise<P> =>
    new Promise((resolve) => {
      const stop = devtools.on(({ method, params, sessionId: from }) => {
        if (method !== name || from !== sessionId) return
        stop()
        resolve(params as P)
      })
    })

  async function evaluate(work: (arg: never) => unknown, arg?: unknown): Promise<never> {
    const expression = `(${String(work)})(${JSON.stringify(arg) ?? ''})`
    const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    if (answer.exceptionDetails) throw new Error(uncaught(answer))
    return answer.result.value as never
  }

  async function activate(target: string, isHidden: boolean): Promise<void> {
    const changed = evaluate((hidden: boolean) => {
      if (document.hidden === hidden) return
      return new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }))
    }, isHidden)
    await devtools.session()('Target.activateTarget', { targetId: target })
    await changed
  }

  async function go(url: string): Promise<void> {
    const loaded = next('Page.loadEventFired')
    await send('Page.navigate', { url })
    await loaded
  }

  return {
    evaluate: evaluate,
    send,
    next,
    go,
    hide: () => activate(cover, true),
    show: () => activate(targetId, false),
    async setOffline(offline) {
      await send('Network.emulateNetworkConditions', {
        offline,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: -1,
      })
    },
    goAway: async () => go(await evaluate(() => new URL('/away', location.href).href)),
    async goBack() {
      const navigated = next<Navigation>('Page.frameNavigated')
      // The page that is left has no more use for the answer.
      await evaluate(() => void setTimeout(() => history.back()))
      return { wasKept: (await navigated).type === 'BackForwardCacheRestore' }
    },
    async listeners() {
      const types: string[] = []
      for (const expression of ['window', 'document']) {
        const { result } = await send('Runtime.evaluate', { expression })
        const { listeners } = await send('DOMDebugger.getEventListeners', { objectId: result.objectId! })
        types.push(...listeners.map(({ type }) => type))
      }
      return types.sort()
    },
  }
}

interface Thrown {
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } }
}

function uncaught({ exceptionDetails }: Thrown): string {
  return exceptionDetails?.exception?.description ?? exceptionDetails?.text ?? 'an error without words'
}

interface Printed {
  readonly type: string
  readonly args: readonly { readonly value?: string | number | boolean; readonly description?: string }[]
}

function complaint({ type, args }: Printed): string[] {
  return type === 'error' ? [args.map(({ value, description }) => String(value ?? description)).join(' ')] : []
}
