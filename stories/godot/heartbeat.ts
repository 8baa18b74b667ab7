/**
 * A timer that sends is a heartbeat by hand.
 */
import { encoded } from './calls.js'
import { isTrue, numberOf, type Draft } from './draft.js'
import { literal } from './literals.js'
import type { SceneConnection, SceneNode } from './types.js'

/** What `ping` takes, in seconds. */
const LEAST = 0.001
const MOST = 3600

/** `ping(…)` for the first timer that sends to this socket; others are said. */
export function heartbeatOf(node: SceneNode, draft: Draft): string[] {
  const { notes } = draft
  const beats = draft.to(node.path).filter((connection) => isBeat(connection, draft))
  let heartbeat: string | undefined
  for (const connection of beats) {
    draft.handled.add(connection)
    const timer = draft.nodeAt(connection.from)!
    const code = heartbeat === undefined ? pingOf(connection, timer, draft) : undefined
    heartbeat ??= code
    if (code === undefined) {
      notes.add('heartbeat', node.path, `${timer.name} sends to it by a timer that ping() can't stand for: left out.`)
    }
  }
  if (heartbeat === undefined) return []
  draft.imports.add('ping')
  const more = 'and gives the connection up where no packet comes for its timeout, 10 seconds'
  notes.add('heartbeat', node.path, `A timer that sends is a heartbeat by hand: ping() sends the same, ${more}.`)
  return [`heartbeat={${heartbeat}}`]
}

function isBeat({ signal, from, method }: SceneConnection, draft: Draft): boolean {
  const isSending = method === 'send' || method === 'send_string' || method === 'send_dict'
  return signal === 'timeout' && isSending && draft.nodeAt(from)?.type === 'Timer'
}

function pingOf({ method, binds }: SceneConnection, timer: SceneNode, draft: Draft): string | undefined {
  const message = binds.length === 1 ? literal(binds[0]!) : undefined
  const wanted = { send: 'Uint8Array', send_string: 'string', send_dict: 'Readonly<Record<string, unknown>>' }[
    method as 'send'
  ]
  if (message?.type !== wanted || isTrue(timer, 'one_shot')) return undefined
  if (!isTrue(timer, 'autostart')) {
    const guess = `${timer.name} does not start by itself: when a script starts it, is not known here`
    draft.notes.add('heartbeat', timer.path, `${guess}, so ping() beats whenever the node is open.`)
  }
  const wait = numberOf(timer, 'wait_time') ?? 1
  const interval = Number.isFinite(wait) ? Math.min(MOST, Math.max(LEAST, wait)) : MOST
  if (interval !== wait) {
    draft.notes.add('range', timer.path, `wait_time ${wait} is out of what ping() takes, ${LEAST} to ${MOST} seconds.`)
  }
  const text = method === 'send_dict' ? `JSON.stringify(${message.code})` : message.code
  const bytes = method === 'send' ? text : encoded(text)
  return `ping({ message: ${bytes}, interval: ${interval}, always: true })`
}
