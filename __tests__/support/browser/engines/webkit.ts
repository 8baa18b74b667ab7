/**
 * WebKitGTK, driven by classic WebDriver (W3C WebDriver), on a display that nobody sees. A driver has one session, a
 * session one browser, and commands go to one of its windows: so each page has all that for itself, in a window of its
 * own, and leaves the browser to the next one.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findWebKitDriver, findXvfb } from '../../../../scripts/find-engines.mjs'
import { NATIVE_COMPLAINT, type Engine, type EnginePage } from './engine'
import { until } from './until'

/** Without a graphics card, and where it runs as root, as containers do. */
const ENVIRONMENT = {
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
}

/** Collects in the page what nobody caught, for the answer of the next `evaluate`. */
const COLLECTOR = `if (!window.uncaught) {
  window.uncaught = []
  addEventListener('error', ({ error, message }) => uncaught.push(String(error ?? message)))
  addEventListener('unhandledrejection', ({ reason }) => uncaught.push(String(reason)))
  const { error } = console
  console.error = (...words) => { uncaught.push(words.join(' ')); error.apply(console, words) }
}`

export async function launchWebKit(): Promise<Engine> {
  const display = await startDisplay()
  const sessions: Session[] = []
  const idle: Session[] = []
  const pages: WebKitPage[] = []
  return {
    async open(onError) {
      let session = idle.pop()
      if (!session) sessions.push((session = await Session.start(display.name)))
      await session.openWindow()
      const page = new WebKitPage(session, onError)
      pages.push(page)
      return page as unknown as EnginePage
    },
    async closePages() {
      await Promise.all(pages.splice(0).map(async (page) => idle.push(await page.close())))
    },
    async close() {
      await Promise.all(sessions.map((session) => session.end()))
      await end(display.process)
    },
  }
}

async function startDisplay(): Promise<{ name: string; process: ChildProcess }> {
  const process = spawn(findXvfb()!, ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = (await once(process.stdio[3]!, 'data')) as [Buffer]
  return { name: `:${String(number).trim()}`, process }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill()
  await exited
}

interface Answer {
  readonly value?: unknown
  readonly error?: string
  readonly uncaught?: readonly string[]
}

/** A driver and its browser. */
class Session {
  readonly #driver: ChildProcess
  readonly #origin: string
  #path = ''
  /** The window that is there from the start; without a window, the session would be over. */
  #first = ''

  private constructor(driver: ChildProcess, origin: string) {
    this.#driver = driver
    this.#origin = origin
  }

  static async start(display: string): Promise<Session> {
    const port = await freePort()
    const driver = spawn(findWebKitDriver()!, ['--host=127.0.0.1', `--port=${port}`], {
      env: { ...process.env, ...ENVIRONMENT, DISPLAY: display },
      stdio: 'ignore',
    })
    const session = new Session(driver, `http://127.0.0.1:${port}`)
    await until(() => session.ask('GET', '/status'), 'the WebKitWebDriver')
    const capabilities = { alwaysMatch: { acceptInsecureCerts: true } }
    const { sessionId } = (await session.ask('POST', '/session', { capabilities })) as { sessionId: string }
    session.#path = `/session/${sessionId}`
    // The driver's own timer would be seen among those of the page.
    await session.ask('POST', '/timeouts', { script: null })
    session.#first = (await session.ask('GET', '/window')) as string
    return session
  }

  /** The commands go to a new window from now on. */
  async openWindow(): Promise<void> {
    const { handle } = (await this.ask('POST', '/window/new', { type: 'window' })) as { handle: string }
    await this.ask('POST', '/window', { handle })
  }

  async closeWindow(): Promise<void> {
    await this.ask('DELETE', '/window')
    await this.ask('POST', '/window', { handle: this.#first })
  }

  async end(): Promise<void> {
    await this.ask('DELETE', '').catch(() => undefined)
    await end(this.#driver)
  }

  /** A command of the session; before there is one, of the driver. */
  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.#origin + this.#path + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const { value } = (await response.json()) as { value: { error?: string; message?: string } | null }
    if (!response.ok) throw new Error(`WebDriver: ${value?.error}: ${value?.message}`)
    return value
  }
}

/** The part of Playwright's page that `EnginePage` has. */
class WebKitPage {
  readonly #session: Session
  readonly #onError: (error: string) => void
  readonly #calls = new CallServer()
  #handles = 0
  #closed: Promise<Session> | undefined

  constructor(session: Session, onError: (error: string) => void) {
    this.#session = session
    this.#onError = onError
  }

  async goto(url: string): Promise<void> {
    await this.#session.ask('POST', '/url', { url })
    await this.evaluate(COLLECTOR)
  }

  async goBack(): Promise<void> {
    await this.#session.ask('POST', '/back', {})
  }

  /** Runs code, or a function with an argument, in the page, and gives what it resolves to. */
  async evaluate(work: string | ((argument: never) => unknown), argument?: unknown): Promise<unknown> {
    const code = typeof work === 'string' ? work : `(${String(work)})(${spell(argument)})`
    const script = `
      const done = arguments[arguments.length - 1]
      const answer = (fields) => done(JSON.stringify({ ...fields, uncaught: window.uncaught?.splice(0) }))
      const fail = (error) => answer({ error: [error, error?.stack].map(String).join(': ') })
      try {
        Promise.resolve((0, eval)(${JSON.stringify(code)})).then((value) => answer({ value }), fail)
      } catch (error) {
        fail(error)
      }`
    const text = await this.#session.ask('POST', '/execute/async', { script, args: [] })
    const { value, error, uncaught = [] } = JSON.parse(String(text)) as Answer
    for (const line of uncaught) if (!NATIVE_COMPLAINT.test(line)) this.#onError(line)
    if (error !== undefined) throw new Error(error)
    return value
  }

  async evaluateHandle(work: (argument: never) => unknown, argument?: unknown): Promise<Handle> {
    const handle = new Handle(this, `window.handle${(this.#handles += 1)}`)
    await this.evaluate(`Promise.resolve((${String(work)})(${spell(argument)})).then((it) => { ${handle.name} = it })`)
    return handle
  }

  /** Puts a function of the test into the page. */
  async exposeFunction(name: string, work: (...words: never[]) => unknown): Promise<void> {
    const url = await this.#calls.add(name, work)
    await this.evaluate(`window[${JSON.stringify(name)}] = async (...words) =>
      JSON.parse(await (await fetch(${JSON.stringify(url)}, { method: 'POST', body: JSON.stringify(words) })).text()).value`)
  }

  async addScriptTag({ content = '' }: { content?: string }): Promise<void> {
    await this.evaluate(
      `{ const script = document.createElement('script'); script.textContent = ${JSON.stringify(content)}; document.head.append(script) }`,
    )
  }

  /** Gives back the session, which another page may have from then on. */
  close(): Promise<Session> {
    this.#closed ??= this.#leave()
    return this.#closed
  }

  async #leave(): Promise<Session> {
    await this.#session.closeWindow()
    await this.#calls.close()
    return this.#session
  }
}

/** A value that stays in the page. */
class Handle {
  readonly name: string
  readonly #page: WebKitPage

  constructor(page: WebKitPage, name: string) {
    this.#page = page
    this.name = name
  }

  evaluate(work: (value: never, argument: never) => unknown, argument?: unknown): Promise<unknown> {
    return this.#page.evaluate(`(${String(work)})(${this.name}, ${spell(argument)})`)
  }
}

/** An argument as code: what JSON can say, undefined, and handles, at any depth. */
function spell(argument: unknown): string {
  if (argument instanceof Handle) return argument.name
  if (Array.isArray(argument)) return `[${argument.map(spell).join()}]`
  if (typeof argument !== 'object' || argument === null) return JSON.stringify(argument) ?? 'undefined'
  return `{${Object.entries(argument)
    .map(([name, value]) => `${JSON.stringify(name)}:${spell(value)}`)
    .join()}}`
}

/** Functions of the test that a page calls by HTTP. */
class CallServer {
  readonly #functions = new Map<string, (...words: never[]) => unknown>()
  readonly #server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      const work = this.#functions.get(request.url!.slice(1))
      void Promise.resolve(work?.(...(JSON.parse(body) as never[]))).then((value) =>
        response.setHeader('access-control-allow-origin', '*').end(JSON.stringify({ value })),
      )
    })
  })

  async add(name: string, work: (...words: never[]) => unknown): Promise<string> {
    this.#functions.set(name, work)
    if (!this.#server.listening) await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${name}`
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
