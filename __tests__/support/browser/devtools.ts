/**
 * A browser on its own protocol (Chrome DevTools), over a pipe. Playwright keeps its pages visible, at full speed and out
 * of the back/forward cache, and mirrors every frame of a socket: where that is the question, tests ask the browser here.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { CDPSession } from 'playwright-core'
import { requireChromium } from '../../../scripts/find-chromium.mjs'

/** Sends a command, typed by its name. */
export type Send = CDPSession['send']

/** What the browser tells of its own accord. */
export interface DevtoolsEvent {
  readonly method: string
  readonly params: unknown
  /** The attached target that it is about; undefined for the browser. */
  readonly sessionId: string | undefined
}

interface Message {
  id?: number
  result?: unknown
  error?: { message: string }
  method?: string
  params?: unknown
  sessionId?: string
}

/** A running browser. */
export interface Devtools {
  /** A session's commands; without an id, the browser's. */
  session(id?: string): Send
  /** Calls `listener` for every event; returns how to stop. */
  on(listener: (event: DevtoolsEvent) => void): () => void
  close(): Promise<void>
}

/** Starts a headless Chromium with a profile of its own, which goes with it. */
export async function launchDevtools(): Promise<Devtools> {
  const profile = await mkdtemp(join(tmpdir(), 'react-websocket-node-tabs-'))
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--enable-precise-memory-info']
  const browser = spawn(requireChromium(), [...flags, '--remote-debugging-pipe', `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const input = browser.stdio[3] as Writable
  const output = browser.stdio[4] as Readable

  const listeners = new Set<(event: DevtoolsEvent) => void>()
  const answers = new Map<number, { resolve(result: never): void; reject(error: Error): void }>()
  let lastId = 0

  const take = ({ id, result, error, method, params, sessionId }: Message): void => {
    if (id === undefined) {
      if (method !== undefined) for (const listener of [...listeners]) listener({ method, params, sessionId })
      return
    }
    if (error) answers.get(id)?.reject(new Error(error.message))
    else answers.get(id)?.resolve(result as never)
    answers.delete(id)
  }

  let rest = ''
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) take(JSON.parse(part) as Message)
  })
  browser.once('exit', () => {
    for (const { reject } of answers.values()) reject(new Error('the browser is gone'))
    answers.clear()
  })

  const session =
    (sessionId?: string): Send =>
    (method, params) =>
      new Promise((resolve, reject) => {
        const id = (lastId += 1)
        answers.set(id, { resolve, reject })
        input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      })

  return {
    session,
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      const exited = once(browser, 'exit')
      // It may be gone before it answers.
      session()('Browser.close').catch(() => undefined)
      await exited
      await rm(profile, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}
