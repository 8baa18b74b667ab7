/**
 * A node with topics on a fake wire: packets are texts, `BTC 5` is the packet 5 of the topic BTC, and a test plays the
 * server.
 */
import { text, topics, type TopicsOptions } from '../../../src/core/index.js'
import { createStage, type Stage, type TextOptions } from '../core/stage.js'

export type TextTopics = TopicsOptions<typeof text, string>

/** `BTC 5` → BTC; `BTC,ETH 5` → both; what has no blank is of none. */
export const topicOf = (packet: string) => (packet.includes(' ') ? packet.split(' ')[0]!.split(',') : undefined)

/** What the server confirms and refuses: `+BTC`, `-BTC`, with reasons behind a colon. */
export const ANSWERS: Pick<TextTopics, 'isSubscribed' | 'isRejected'> = {
  isSubscribed: (packet) => (packet.startsWith('+') ? packet.slice(1).split(':')[0]!.split(',') : undefined),
  isRejected: (packet) => (packet.startsWith('-') ? packet.slice(1).split(':')[0]!.split(',') : undefined),
}

/** Sends `sub BTC,ETH` and `unsub BTC`. */
export const COMMANDS: Pick<TextTopics, 'subscribe' | 'unsubscribe'> = {
  subscribe: (wanted) => [`sub ${wanted.map(({ topic }) => topic).join(',')}`],
  unsubscribe: (unwanted) => [`unsub ${unwanted.join(',')}`],
}

export function textTopics(options: Partial<TextTopics> = {}) {
  return topics<typeof text, string>(text, { topicOf, ...COMMANDS, ...options })
}

/** Opens the connection that the stage waits for, or asks for one. */
export function openStage(options: TextOptions = {}): Stage & { takeSent(): unknown[]; open(): void } {
  const stage = createStage({ flush: 'sync', ...options })
  let taken = 0
  let wire: unknown
  const topicStage = Object.assign(stage, {
    open() {
      if (['idle', 'closed', 'failed'].includes(stage.node.state.status)) stage.node.connect()
      stage.clock.advance(0)
      stage.peer.open()
      stage.clock.advance(0)
    },
    /** What was sent on the newest connection since the last call. */
    takeSent() {
      if (wire !== stage.wire) taken = 0
      wire = stage.wire
      const sent = stage.wire.sent.slice(taken)
      taken = stage.wire.sent.length
      return sent
    },
  })
  topicStage.open()
  return topicStage
}
