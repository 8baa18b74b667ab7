/**
 * What a row of the table of faults says, and the words that many rows share.
 */
import type { NodeState } from '../../../../src/core/index'
import type { NodePlan } from '../../../support/browser/page/fault-kit'
import type { LinkScript, TcpProxy } from '../../../support/proxy/tcp-proxy'
import { frame, OPCODE, textFrame } from '../../../support/servers/frames'
import type { RawPeer } from '../../../support/servers/raw-peer'
import type { Script } from '../../../support/servers/raw-server'

/** One fault, and all that is told of it. */
export interface Fault {
  name: string
  /** What the server does with its first clients, one after another; those after them are served well. */
  server?: Script[]
  /** What a proxy in front of the server does with its first connections. Default: there is no proxy. */
  proxy?: LinkScript[]
  /** Called before each attempt, if the plan is watched. */
  beforeAttempt?: (attempt: number, proxy: TcpProxy) => Promise<void> | void
  plan?: NodePlan
  /** The node's signals, in order, each with the status that the node had inside the handler. */
  signals: string[]
  state: Record<string, unknown> & { status: NodeState['status'] }
  /** Handshake requests that reached the server. */
  handshakes: number
  /** Sockets that outlive the node: the browser itself waits for a server that never ends them. Default 0. */
  held?: number
}

/** Rows that have the rest in common. */
export function rows(common: Partial<Fault>, cases: readonly (Partial<Fault> & Pick<Fault, 'name'>)[]): Fault[] {
  return cases.map((row) => ({ ...common, ...row }) as Fault)
}

const URL = 'ws://server/'

export const CONNECTED = `connected ${URL} @open`
export const OPEN: Fault['state'] = { status: 'open', url: URL, protocol: '' }

export function closed(code: number, reason = '', wasClean: unknown = true): Fault['state'] {
  return { status: 'closed', url: URL, code, reason, wasClean }
}

export function failed(error: string, url = URL): Fault['state'] {
  return { status: 'failed', url, error }
}

/** The line of an end that no retry follows, under a policy. */
export function gaveUp(cause: 'failed' | 'closed'): string {
  return `gaveUp ${cause} @${cause}`
}

/** The lines of a signal that a retry follows. */
export function retried(signal: string, attempt = 1): string[] {
  return [`${signal} @reconnecting`, `reconnecting ${attempt} @reconnecting`]
}

/** The lines of a close frame by the server that a retry follows. */
export function closedAndRetried(code: number, reason = ''): string[] {
  return ['closing @reconnecting', ...retried(`closed ${code} "${reason}"`)]
}

/** Accepts, answers the heartbeat and the close frame. */
export const serve: Script = async (peer) => {
  peer.accept()
  await attend(peer)
}

/** The part of `serve` that follows the handshake. */
export async function attend(peer: RawPeer): Promise<void> {
  for (;;) {
    const { opcode, payload } = await peer.nextFrame()
    if (opcode === OPCODE.CLOSE) return peer.fin(frame(payload, { opcode }))
    if (payload.toString() === 'ping') peer.write(textFrame('pong'))
  }
}

/** The greeting of a plan: with it, the connection is open on both sides. */
export const GREETING = 'word'

/** Accepts, and goes on once the client has said a word. */
export function afterGreeting(script: Script): Script {
  return async (peer) => {
    peer.accept()
    await peer.nextText()
    await script(peer)
  }
}

/** Acts when the first byte after the handshake comes up from the client. */
export function onGreeting(act: LinkScript): LinkScript {
  return (link, proxy) => link.after('down', 1, () => link.after('up', 1, () => act(link, proxy)))
}
