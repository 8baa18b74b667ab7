/**
 * Chromium by the least of its protocol, over a pipe. The domain `Network` is never enabled: with it on, every frame is
 * mirrored to the listener and costs three times what it costs a user.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { requireChromium } from '../scripts/find-chromium.mjs'

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-extensions',
  '--disable-sync',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
  '--remote-debugging-pipe',
]

/** The most that one command may take, in seconds. */
const COMMAND_SECONDS = 120

/** The protocol's commands are many; of what they answer, this file says what it needs. */
type Send = <Answer>(method: string, params?: object) => Promise<Answer>

interface Message {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** What the main thread did since the page began, in milliseconds of CPU. */
export interface MainThread {
  /** All of it, that between tasks too. */
  readonly cpu: number
  /** In tasks. */
  readonly task: number
  /** In JavaScript and what it calls. */
  readonly script: number
}

/** A function of the page's code and what it took of the CPU itself. */
export interface SelfTime {
  readonly name: string
  readonly ms: number
}

/** A fresh page in a context of its own. */
export interface BenchPage {
  /** Evaluates code that answers what JSON can say, or a promise of it. */
  evaluate<Answer>(code: string): Promise<Answer>
  /** Collects garbage, so that none of before is paid for later. */
  collectGarbage(): Promise<void>
  mainThread(): Promise<MainThread>
  /** Presses a key and releases it, as a person would. What has the focus gets it. */
  pressKey(): Promise<void>
  /** Samples where the CPU is; the answer ends it and tells the greatest first. */
  profile(): Promise<() => Promise<SelfTime[]>>
  close(): Promise<void>
}

export interface BenchBrowser {
  /** As it names itself. */
  readonly version: string
  open(url: string): Promise<BenchPage>
  close(): Promise<void>
}

/** Starts a headless Chromium with a profile of its own; both are gone after `close`. */
export async function launchBrowser(): Promise<BenchBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'react-websocket-node-bench-'))
  const browser = spawn(requireChromium(), [...FLAGS, `--user-data-dir=${folder}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  // Also when the benchmark ends without having closed it.
  const kill = () => void browser.kill('SIGKILL')
  process.once('exit', kill)
  const connect = speak(browser.stdio[3] as Writable, browser.stdio[4] as Readable, once(browser, 'exit'))
  const send = connect()
  const { product } = await send<{ product: string }>('Browser.getVersion')

  return {
    version: product,
    async open(url) {
      const { browserContextId } = await send<{ browserContextId: string }>('Target.createBrowserContext')
      const { targetId } = await send<{ targetId: string }>('Target.createTarget', {
        url: 'about:blank',
        browserContextId,
      })
      const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
      const page = pageOf(connect(sessionId), () => send('Target.disposeBrowserContext', { browserContextId }))
      await page.load(url)
      return page
    },
    async close() {
      const exited = once(browser, 'exit')
      // It may be gone before it answers.
      send('Browser.close').catch(() => undefined)
      await exited
      process.off('exit', kill)
      await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

function pageOf(send: Send, dispose: () => Promise<unknown>): BenchPage & { load(url: string): Promise<void> } {
  async function evaluate<Answer>(expression: string): Promise<Answer> {
    const { result, exceptionDetails } = await send<{
      result: { value?: Answer }
      exceptionDetails?: { text: string; exception?: { description?: string } }
    }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value as Answer
  }
  return {
    evaluate,
    async load(url) {
      await send('Performance.enable', { timeDomain: 'threadTicks' })
      await send('Emulation.setFocusEmulationEnabled', { enabled: true })
      await send('Page.navigate', { url })
      for (
        let tries = 0;
        !(await evaluate<boolean>(`typeof bench === 'object' && document.readyState === 'complete'`));
        tries += 1
      ) {
        if (tries > 500) throw new Error(`the page ${url} did not load`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    collectGarbage: () => evaluate('gc()'),
    async mainThread() {
      const { metrics } = await send<{ metrics: { name: string; value: number }[] }>('Performance.getMetrics')
      const ms = (wanted: string): number => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000
      return { cpu: ms('ThreadTime'), task: ms('TaskDuration'), script: ms('ScriptDuration') }
    },
    async pressKey() {
      const key = { key: 'a', code: 'KeyA', windowsVirtualKeyCode: 65 }
      const events = [
        { ...key, type: 'keyDown', text: 'a' },
        { ...key, type: 'keyUp' },
      ]
      // A page that is closed answers none.
      await Promise.allSettled(events.map((event) => send('Input.dispatchKeyEvent', event)))
    },
    async profile() {
      await send('Profiler.enable')
      await send('Profiler.setSamplingInterval', { interval: 200 })
      await send('Profiler.start')
      return async () => selfTimes((await send<{ profile: CpuProfile }>('Profiler.stop')).profile)
    },
    async close() {
      await dispose()
    },
  }
}

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** Adds up the samples of each function. */
export function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): SelfTime[] {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const place = url === '' ? '' : ` (${url.split('/').pop()}:${lineNumber + 1})`
      return [id, `${functionName || '(anonymous)'}${place}`]
    }),
  )
  const times = new Map<string, number>()
  samples.forEach((id, index) => {
    const name = names.get(id) ?? '(unknown)'
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0) / 1000)
  })
  return [...times].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms)
}

/** Commands and answers, one JSON text each, ended by a zero byte. */
function speak(input: Writable, output: Readable, gone: Promise<unknown>): (sessionId?: string) => Send {
  const waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>()
  let lastId = 0
  let rest = ''
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const { id = 0, result, error } = JSON.parse(part) as Message
      if (error) waiting.get(id)?.reject(new Error(error.message))
      else waiting.get(id)?.resolve(result as never)
      waiting.delete(id)
    }
  })
  // What is written to a browser that is gone fails; its answer will be the rejection below.
  input.on('error', () => undefined)
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'))
  })
  return (sessionId) => (method, params) =>
    new Promise((resolve, reject) => {
      const id = (lastId += 1)
      const guard = setTimeout(
        () => reject(new Error(`${method} took over ${COMMAND_SECONDS} s`)),
        COMMAND_SECONDS * 1000,
      )
      const settle =
        <Value>(how: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(guard)
          how(value)
        }
      waiting.set(id, { resolve: settle(resolve), reject: settle(reject) })
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
}
