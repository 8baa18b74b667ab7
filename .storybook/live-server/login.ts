/**
 * A server that wants a login first: whoever says something else, or has no good token, is closed with 4401. Everything on
 * the wire is JSON text.
 */
import type { Behaviour, Packet, Peer } from './peer.js'

/** What a guest sends: `auth` first, and then what he has to say. */
export type LoginMessage =
  { readonly type: 'auth'; readonly token: string } | { readonly type: 'say'; readonly text: string }

/** What the server sends: its answer to `auth`, and an echo of what was said, with the name of whom it knows. */
export type LoginEvent =
  | { readonly type: 'welcome'; readonly name: string }
  | { readonly type: 'denied'; readonly why: string }
  | { readonly type: 'said'; readonly from: string; readonly text: string }

/** The tokens that are good, and whose they are. */
const GUESTS: Readonly<Record<string, string>> = { 'ada-7': 'Ada', 'grace-9': 'Grace' }
/** A token that is answered with `denied`. */
export const EXPIRED_TOKEN = 'ada-1'

/** What a guest is closed with who is not let in. */
const UNAUTHORIZED = 4401

const MAX_TEXT = 500

export const login: Behaviour = {
  summary: `wants {"type": "auth", "token": "${Object.keys(GUESTS)[0]}"} first, answers with a welcome, and echoes {"type": "say", "text": …}; closes others with ${UNAUTHORIZED}`,
  serve(peer) {
    let name: string | undefined
    return (packet) => {
      const message = readMessage(packet)
      if (name === undefined) name = letIn(peer, message)
      else if (message?.type === 'say') tell(peer, { type: 'said', from: name, text: message.text })
    }
  },
}

/** The name of the guest, if he is let in. */
function letIn(peer: Peer, message: LoginMessage | undefined): string | undefined {
  if (message?.type !== 'auth') {
    peer.close(UNAUTHORIZED, 'Log in first')
    return undefined
  }
  const name = Object.hasOwn(GUESTS, message.token) ? GUESTS[message.token] : undefined
  if (name !== undefined) tell(peer, { type: 'welcome', name })
  else if (message.token === EXPIRED_TOKEN) tell(peer, { type: 'denied', why: 'the token has expired' })
  else peer.close(UNAUTHORIZED, 'Who are you?')
  return name
}

function tell(peer: Peer, event: LoginEvent): void {
  peer.send(JSON.stringify(event))
}

function readMessage(packet: Packet): LoginMessage | undefined {
  try {
    const message: unknown = JSON.parse(typeof packet === 'string' ? packet : new TextDecoder().decode(packet))
    if (typeof message !== 'object' || message === null || !('type' in message)) return undefined
    if (message.type === 'auth' && 'token' in message) return { type: 'auth', token: String(message.token) }
    if (message.type === 'say' && 'text' in message) {
      return { type: 'say', text: String(message.text).slice(0, MAX_TEXT) }
    }
    return undefined
  } catch {
    return undefined
  }
}
