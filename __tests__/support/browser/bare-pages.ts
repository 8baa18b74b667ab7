/**
 * Pages that no automation is attached to. An attached one mirrors every WebSocket frame to the test, which takes longer
 * than the frames themselves, and always holds itself for visible. A bare page asks the page server for the functions
 * that it has to run, and sends their answers there.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CDPSession } from 'playwright-core'
import { html, respond } from './page-server'

/** A page of its own context. */
export interface BarePage {
  /** Runs `work` in the page, and gives what it answers. Both ways only what JSON can say. */
  run<Answer, Argument = undefined>(
    work: (argument: Argument) => Answer | Promise<Answer>,
    ...argument: Argument extends undefined ? [] : [Argument]
  ): Promise<Answer>
  /** Puts another tab in front of it. */
  hide(): Promise<void>
  /** Puts it in front again. */
  show(): Promise<void>
}

/** What the page runs: it asks for work as long as it lives. */
const LOOP = `<script type="module">
  const work = location.pathname + '/work'
  const answer = (outcome) => fetch(work, { method: 'POST', body: JSON.stringify(outcome) })
  addEventListener('error', ({ message }) => answer({ uncaught: message }))
  addEventListener('unhandledrejection', ({ reason }) => answer({ uncaught: String(reason) }))
  for (;;) {
    const code = await (await fetch(work)).text()
    try {
      await answer({ answer: await (0, eval)(code) })
    } catch (error) {
      await answer({ error: String(error) })
    }
  }
</script>`

/** What a page says. */
type Outcome = { answer?: unknown } | { error: string } | { uncaught: string }

/** The pages of one browser. */
export class BarePages {
  readonly #onUncaught: (error: string) => void
  readonly #jobs = new Map<string, Job>()
  readonly #contexts: string[] = []

  /** `onUncaught` hears of errors that nobody in a page caught. */
  constructor(onUncaught: (error: string) => void) {
    this.#onUncaught = onUncaught
  }

  /** Answers the requests of bare pages. */
  readonly route = (request: IncomingMessage, response: ServerResponse): boolean => {
    const [, name, rest] = /^(\/bare\/\d+)(\/work)?$/.exec(request.url ?? '') ?? []
    if (name === undefined) return false
    const job = this.#jobs.get(name)
    if (rest === undefined) respond(response, 'text/html', html(LOOP))
    else if (request.method === 'GET') job?.wantWork((code) => respond(response, 'text/plain', code))
    else void this.#hear(job, request, response)
    return true
  }

  /** Opens one, in front of all others of its context. */
  async open(session: CDPSession, url: string): Promise<BarePage> {
    const name = `/bare/${this.#jobs.size}`
    const job = new Job()
    this.#jobs.set(name, job)
    const { browserContextId } = await session.send('Target.createBrowserContext')
    this.#contexts.push(browserContextId)
    const { targetId } = await session.send('Target.createTarget', { url: new URL(name, url).href, browserContextId })
    return {
      run: (work, ...argument) => job.run(`(${String(work)})(${JSON.stringify(argument[0]) ?? ''})`) as never,
      async hide() {
        await session.send('Target.createTarget', { url: 'about:blank', browserContextId })
        await job.run(untilHidden(true))
      },
      async show() {
        await session.send('Target.activateTarget', { targetId })
        await job.run(untilHidden(false))
      },
    }
  }

  /** Closes all pages. */
  async close(session: CDPSession): Promise<void> {
    for (const browserContextId of this.#contexts.splice(0)) {
      await session.send('Target.disposeBrowserContext', { browserContextId })
    }
  }

  async #hear(job: Job | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    respond(response, 'text/plain', '')
    const outcome = JSON.parse(body) as Outcome
    if ('uncaught' in outcome) this.#onUncaught(outcome.uncaught)
    else job?.finish(outcome)
  }
}

/** Code whose answer comes once the page is hidden, or no longer. */
function untilHidden(isHidden: boolean): string {
  return `new Promise((resolve) => {
    const look = () => document.hidden === ${isHidden} && resolve()
    document.addEventListener('visibilitychange', look)
    look()
  })`
}

/** What one page is asked to do, one function at a time. */
class Job {
  #give: ((code: string) => void) | undefined
  #code: string | undefined
  #settle: { resolve(answer: unknown): void; reject(error: Error): void } | undefined

  /** The page can take work. */
  wantWork(give: (code: string) => void): void {
    this.#give = give
    this.#meet()
  }

  run(code: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#code = code
      this.#settle = { resolve, reject }
      this.#meet()
    })
  }

  finish(outcome: { answer?: unknown } | { error: string }): void {
    if ('error' in outcome) this.#settle?.reject(new Error(outcome.error))
    else this.#settle?.resolve(outcome.answer)
  }

  #meet(): void {
    if (this.#give === undefined || this.#code === undefined) return
    this.#give(this.#code)
    this.#give = this.#code = undefined
  }
}
