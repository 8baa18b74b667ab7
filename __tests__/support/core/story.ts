/**
 * What a node tells, as lines of text: one for each change of state and one for each signal, with the state in which it
 * was told. `-> open` is the subscriber's line, `connected(ws://h/) in open` a listener's.
 */
import type { AnyFormat, Signal, Signals, WebSocketNodeHandle } from '../../../src/core/index.js'

/** All but `packet`, whose packets `received` tells again. */
export const SIGNALS = [
  'connected',
  'connectFailed',
  'received',
  'closing',
  'closed',
  'receiveFailed',
  'reconnecting',
  'gaveUp',
  'sendFailed',
] as const satisfies readonly Signal[]

type Words = { [S in Signal]: (...args: Signals[S]) => string }

/** How each signal reads. */
const WORDS: Words = {
  connected: (url) => `connected(${url})`,
  connectFailed: (error) => `connectFailed(${error.code})`,
  packet: (packet) => `packet(${String(packet)})`,
  received: (_data, packets) => `received(${packets.map(String).join(' ')})`,
  closing: () => 'closing',
  closed: (code, reason) => (reason ? `closed(${code}, ${reason})` : `closed(${code})`),
  receiveFailed: (_error, wire) => `receiveFailed(${String(wire)})`,
  reconnecting: (attempt, delay) => `reconnecting(${attempt}, ${delay})`,
  gaveUp: (cause) => `gaveUp(${cause.type})`,
  sendFailed: (messages) => `sendFailed(${messages.map(String).join(' ')})`,
}

/** One signal as a line. */
export function lineOf<S extends Signal>(
  node: Pick<WebSocketNodeHandle, 'state'>,
  signal: S,
  args: Signals[S],
): string {
  return `${WORDS[signal](...args)} in ${node.state.status}`
}

/** Listens to everything from now on. The lines go into the array that it returns. */
export function storyOf<F extends AnyFormat>(node: WebSocketNodeHandle<F>): string[] {
  const lines: string[] = []
  node.subscribe(() => lines.push(`-> ${node.state.status}`))
  for (const signal of SIGNALS) node.on(signal, (...args) => lines.push(lineOf(node, signal, args as never)))
  return lines
}

/** Only the signals, without the states. */
export function signalsIn(story: readonly string[]): readonly string[] {
  return story.filter((line) => !line.startsWith('->')).map((line) => line.replace(/ in \S+$/, ''))
}
