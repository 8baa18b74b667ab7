/**
 * Runs in the page: sends while connections come and go, and keeps account of each message's fate.
 */
import { backoff, createWebSocketNode, text } from '../../../../src/core/index'
import type { CoreNode, NodeState, WebSocketNodeOptions } from '../../../../src/core/index'
import { CONDITION_SECONDS } from '../../patience'
import { seeded } from '../../seeded'

/** What became of the messages, each by its text; no two messages are the same. */
export interface Fates {
  /** `send` answered false. */
  readonly refused: string[]
  /** `send` answered true, in this order. */
  readonly accepted: string[]
  /** Of those, what `sendFailed` told of. */
  readonly failed: string[]
  /** The connections there were, with how many messages were handed to each. */
  readonly connections: { url: string; handed: number }[]
}

/** Where messages go: a host and a route, and the name that they bear in messages. */
export interface Place {
  readonly name: string
  readonly host: string
  readonly route: string
}

/** Messages in one task. */
const FEW = 10

export class ChurnedSender {
  readonly node: CoreNode<typeof text>
  readonly fates: Fates = { refused: [], accepted: [], failed: [], connections: [] }
  readonly #options: WebSocketNodeOptions<typeof text>
  readonly #waits = new Set<() => void>()
  #place: Place
  #closed = 0
  #messages = 0

  constructor(place: Place, sendQueue: number) {
    this.#place = place
    const { connections, failed } = this.fates
    this.#options = {
      ...{ useWSS: false, format: text, sendQueue },
      reconnect: backoff({ minDelay: 0.01, maxDelay: 0.02 }),
      onConnected: (url) => connections.push({ url, handed: 0 }),
      onClosed: () => {
        connections.at(-1)!.handed = this.node.sentCount
        this.#closed += 1
      },
      onSendFailed: (messages) => failed.push(...messages.map(String)),
    }
    this.node = createWebSocketNode({ ...this.#options, host: place.host, route: place.route })
    this.node.subscribe(() => {
      // The signals come after the state.
      queueMicrotask(() => {
        for (const look of [...this.#waits]) look()
      })
    })
  }

  /** Sends so many messages, now. */
  send(count: number): void {
    for (let sent = 0; sent < count; sent += 1) this.sendOne('')
  }

  /** Sends until there have been so many messages, whatever became of them. */
  sendUpTo(total: number): void {
    this.send(total - this.#messages)
  }

  /** The message bears the name of the place that it is meant for. */
  sendOne(words: string): void {
    const message = `${this.#place.name} ${this.#messages++} ${words}`
    const { accepted, refused } = this.fates
    if (this.node.send(message)) accepted.push(message)
    else refused.push(message)
  }

  /**
   * Sends until so many connections have ended: up to `meanwhile` messages before each opens, and `onOpen` on each that
   * does not end before, a few in each task.
   */
  async sendThrough(ends: number, { meanwhile, onOpen }: { meanwhile: number; onOpen: number }): Promise<void> {
    while (this.#closed < ends) {
      const before = this.#closed
      const isOpen = (): boolean => this.node.state.status === 'open'
      const hasEnded = (): boolean => this.#closed > before
      for (let left = meanwhile; left > 0 && !isOpen(); left -= FEW) await this.#sendFew()
      await this.until(isOpen)
      for (let left = onOpen; left > 0 && !hasEnded(); left -= FEW) await this.#sendFew()
      await this.until(hasEnded)
    }
  }

  /** Sends `count` messages in random bursts while it moves between places at random. */
  async sendAround(places: readonly Place[], count: number, seed: number): Promise<void> {
    const chance = seeded(seed)
    let optionsPlace = this.#place
    while (this.#messages < count) {
      const deed = chance.between(1, 100)
      if (deed <= 60) this.send(Math.min(chance.between(1, 40), count - this.#messages))
      else if (deed <= 75) await aWhile(chance.between(0, 15))
      else if (deed <= 85) await this.until(() => this.node.state.status === 'open')
      else {
        const place = chance.pick(places)
        const { status } = this.node.state
        // What `connect` names holds until the options name another place than they did.
        if (place !== optionsPlace) {
          optionsPlace = this.#place = place
          this.node.configure({ ...this.#options, host: place.host, route: place.route })
        } else if (status === 'reconnecting') {
          this.#place = place
          this.node.connect(place.host, place.route)
        }
      }
    }
  }

  /** Sends a last word on one connection after the other, until the server takes it for one. */
  async sendLast(word: string): Promise<void> {
    while (this.node.state.status !== 'closed') {
      const closed = this.#closed
      await this.until(() => this.node.state.status === 'open')
      this.sendOne(word)
      await this.until(() => this.#closed > closed)
    }
  }

  async #sendFew(): Promise<void> {
    this.send(FEW)
    await aWhile(0)
  }

  /** Resolves once `condition` holds, asked after each change of state. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const guard = setTimeout(() => {
        this.#waits.delete(look)
        reject(new Error(`the sender waited ${CONDITION_SECONDS} s in the state ${this.node.state.status}`))
      }, CONDITION_SECONDS * 1000)
      const look = (): void => {
        if (!condition()) return
        clearTimeout(guard)
        this.#waits.delete(look)
        resolve()
      }
      this.#waits.add(look)
      look()
    })
  }

  untilStatus(status: NodeState['status']): Promise<void> {
    return this.until(() => this.node.state.status === status)
  }
}

function aWhile(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
