/**
 * Runs in the page, as the global `faults`: a node that is told what to do by plain data, and the story that it tells.
 */
import { backoff, createWebSocketNode, ping, text } from '../../../../src/core/index'
import type { CoreNode, NodeState, Signal, UrlOption } from '../../../../src/core/index'
import { CONDITION_SECONDS } from '../../patience'

export { ChurnedReceiver } from './churned-receiver'
export { ChurnedSender } from './churned-sender'

/** What a `url` function does at one attempt. */
export type UrlAnswer = 'fine' | 'throws' | 'rejects' | 'never settles' | 'nonsense'

/** Options and deeds of a node, as data that can be sent to a page. */
export interface NodePlan {
  protocols?: string | string[]
  connectionTimeout?: number
  closeTimeout?: number
  sendQueue?: number
  /** `backoff()`, unless said otherwise with delays of 0.05 to 0.1 s; `codes` makes a `when`. Default: no policy. */
  reconnect?: { attempts?: number; minDelay?: number; maxDelay?: number; stableAfter?: number; codes?: number[] }
  /** `ping()` with the message `ping` and the reply `pong`. Default: no heartbeat. */
  heartbeat?: { interval: number; timeout: number }
  /** What a `url` function does at its first calls; then it is fine. Default: `host` instead of a function. */
  urls?: UrlAnswer[]
  /** Whether the test is called before each attempt, by a `url` function. */
  isWatched?: boolean
  /** Sent before `connect()`. */
  queued?: string[]
  /** Sent at every `reconnecting`. */
  meanwhile?: string
  /** Sent at every `connected`. */
  greeting?: string
  /** Sent for every batch. */
  thanks?: string
  /** The arguments of `close`, called at `connected`. */
  close?: [code: number, reason: string]
}

/** The shortest and the longest delays of the plan's `backoff`, in seconds. */
export const MIN_DELAY = 0.05
export const MAX_DELAY = 0.1

declare global {
  /** The test's, for a plan that is watched. */
  var beforeAttempt: ((attempt: number) => Promise<void>) | undefined
}

const SIGNALS: readonly Signal[] = [
  'connected',
  'connectFailed',
  'received',
  'closing',
  'closed',
  'receiveFailed',
  'reconnecting',
  'sendFailed',
  'gaveUp',
]

/** How a story may end. */
export interface StoryEnd {
  readonly lines: readonly string[]
  readonly status: NodeState['status']
}

/** A node, and what it told: `signal arguments @status`, where packets that follow each other are one line. */
export class Story {
  readonly node: CoreNode<typeof text>
  readonly lines: string[] = []
  /** The delays of `reconnecting`, with the number of the attempt; random, so that no line can name them. */
  readonly delays: [attempt: number, seconds: number][] = []
  readonly #host: string
  readonly #waits = new Set<() => void>()

  /** The address reads `server` in the lines. */
  constructor(host: string, plan: NodePlan) {
    this.#host = host
    const { protocols, connectionTimeout, closeTimeout, sendQueue } = plan
    const url = plan.urls || plan.isWatched ? urlFunction(`ws://${host}/`, plan.urls ?? []) : undefined
    this.node = createWebSocketNode({
      ...{ format: text, host, useWSS: false, url, protocols, connectionTimeout, closeTimeout, sendQueue },
      reconnect: plan.reconnect && policyOf(plan.reconnect),
      heartbeat: plan.heartbeat && ping({ message: 'ping', isReply: (wire) => wire === 'pong', ...plan.heartbeat }),
    })
    for (const signal of SIGNALS) this.node.on(signal, (...args) => this.#add(signal, words(signal, args)))
    this.node.subscribe(() => this.#changed())
    act(this.node, plan)
  }

  /** Resolves once the story has one of these ends, or cannot come to any of them any more; or when patience is over. */
  until(ends: readonly StoryEnd[]): Promise<void> {
    const longest = Math.max(...ends.map(({ lines }) => lines.length))
    return new Promise((resolve) => {
      const look = (): void => {
        const isThere = ends.some(
          ({ lines, status }) =>
            this.lines.length === lines.length &&
            lines.every((line, index) => line === this.lines[index]) &&
            this.node.state.status === status,
        )
        if (!isThere && this.lines.length <= longest) return
        clearTimeout(guard)
        this.#waits.delete(look)
        resolve()
      }
      const guard = setTimeout(() => {
        this.#waits.delete(look)
        resolve()
      }, CONDITION_SECONDS * 1000)
      this.#waits.add(look)
      look()
    })
  }

  /** The node's state, errors and causes by their codes. */
  get state(): Record<string, unknown> {
    const { state } = this.node
    const error = 'error' in state ? { error: state.error.code } : {}
    return { ...state, ...('url' in state ? { url: this.#named(state.url) } : {}), ...error }
  }

  #add(signal: Signal, args: readonly unknown[]): void {
    const at = `@${this.node.state.status}`
    if (signal === 'received') {
      const last = this.lines.at(-1)?.startsWith('received ') ? `${this.lines.pop()} ` : 'received '
      this.lines.push(last + (args[1] as readonly string[]).join(' '))
    } else if (signal === 'reconnecting') {
      this.delays.push(args as [number, number])
      this.lines.push(`reconnecting ${String(args[0])} ${at}`)
    } else {
      this.lines.push([signal, ...args.map((arg) => this.#named(show(arg))), at].join(' '))
    }
    this.#changed()
  }

  #changed(): void {
    for (const look of [...this.#waits]) look()
  }

  #named(words: string): string {
    return words.replace(this.#host, 'server')
  }
}

/** The stories of this page; one, in most tests. */
export const stories: Story[] = []

/** Makes a node by a plan, and connects it. */
export function begin(host: string, plan: NodePlan): Story {
  const story = new Story(host, plan)
  stories.push(story)
  for (const message of plan.queued ?? []) story.node.send(message)
  story.node.connect()
  return story
}

/** A whole native conversation with an echo server: whatever was on its way to this page before has arrived after it. */
export { roundTrip } from './kit'

function policyOf({ codes, ...options }: NonNullable<NodePlan['reconnect']>) {
  return backoff({
    minDelay: MIN_DELAY,
    maxDelay: MAX_DELAY,
    ...options,
    when: codes && ((cause) => cause.type === 'closed' && codes.includes(cause.code)),
  })
}

function urlFunction(url: string, answers: readonly UrlAnswer[]): UrlOption {
  let calls = 0
  return (attempt) => {
    switch (answers[calls++]) {
      case 'throws':
        throw new Error('no token')
      case 'rejects':
        return Promise.reject(new Error('no token'))
      case 'never settles':
        return new Promise(() => undefined)
      case 'nonsense':
        return 42 as never
      default:
        return globalThis.beforeAttempt?.(attempt).then(() => url) ?? url
    }
  }
}

function act(node: CoreNode<typeof text>, { greeting, thanks, meanwhile, close }: NodePlan): void {
  if (greeting !== undefined) node.on('connected', () => node.send(greeting))
  if (thanks !== undefined) node.on('received', () => node.send(thanks))
  if (meanwhile !== undefined) node.on('reconnecting', () => node.send(meanwhile))
  if (close !== undefined) node.on('connected', () => node.close(...close))
}

/** What a line tells of a signal: a cause by its type, and nothing that is a matter of time. */
function words(signal: Signal, args: readonly unknown[]): readonly unknown[] {
  return signal === 'connected' ? args.slice(0, 1) : args
}

function show(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'type' in value) return String(value.type)
  if (value instanceof Error) return 'code' in value ? String(value.code) : String(value)
  if (Array.isArray(value)) return value.map(String).join(' ')
  return typeof value === 'string' && !value.startsWith('ws://') ? JSON.stringify(value) : String(value)
}
