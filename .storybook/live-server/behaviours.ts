/**
 * The paths of the demonstration server, and what each does to a socket. Plain code: nothing here knows whether the
 * peer is at the other end of a wire (`live.ts`) or in the same page (`simulated.ts`).
 */
import { lines } from './lines.js'
import { login } from './login.js'
import { accept, type Behaviour, type Packet, type Peer } from './peer.js'
import { bounded, shortText, wholeNumber } from './query.js'
import { speakAnswers } from './questions.js'
import { createChat } from './rooms.js'
import { rows } from './rows.js'
import { createSwitches } from './switches.js'
import { speakTopics } from './topicServer.js'

/** All paths begin with this, so that other upgrades on the same port are left alone. */
export const PREFIX = '/ws/'
/** Answers a plain GET with JSON: a page asks here whether there is a live server. */
export const HEALTH_PATH = `${PREFIX}health`

const MINUTE = 60_000
const MAX_PACKETS = 10_000
const SILENT_FOR_TOO_LONG = 4408
const MAX_BURST_BYTES = 8 * 1024 * 1024

/** Packets that a strict reader takes in part only, for the stories about formats. */
const MIXED_PACKETS: readonly Packet[] = [
  '{"kind":"move","x":3,"y":4}',
  '{"kind":"move","x":',
  '{"kind":"move","x":"left","y":4}',
  new TextEncoder().encode('{"kind":"move","x":-1,"y":0}'),
  'hello',
  Uint8Array.of(0xff, 0xfe, 0x00, 0x80),
  '{"kind":"move","x":5,"y":6}',
]

/** A server of its own, with chat rooms of its own: what it does at each path. */
export function createBehaviours(): Readonly<Record<string, Behaviour>> {
  const chat = createChat()
  const switches = createSwitches()
  const topics = createSwitches(speakTopics, 'has topics: {"op": "subscribe", "topics": ["a"]}')
  const questions = createSwitches(speakAnswers, 'answers {"id": 1, "ask": …, "after": 500}')
  return {
    '/ws/echo': {
      summary: 'sends back what it gets',
      serve: (peer) => (packet) => peer.send(packet),
    },
    '/ws/burst': {
      query: '?n=500&size=16',
      summary: 'sends n numbered packets at once, and again on each message that names a count',
      serve: serveBursts,
    },
    '/ws/ticker': {
      query: '?ms=1000&name=…',
      summary: 'sends a number each time so many milliseconds have passed, after that name if there is one',
      serve: serveTicks,
    },
    '/ws/talker': {
      query: '?ms=100&silence=1000',
      summary: 'talks all the time, answers ping with pong, and closes with 4408 whoever is silent for so long',
      serve: serveTalk,
    },
    '/ws/slow-handshake': {
      query: '?ms=1000',
      summary: 'accepts after so many milliseconds, and then echoes',
      answer: (arrival) => accept(arrival, wholeNumber(arrival.url, 'ms', { min: 0, max: MINUTE, fallback: 1000 })),
      serve: (peer) => (packet) => peer.send(packet),
    },
    '/ws/hung-handshake': {
      summary: 'never answers the handshake',
      answer: () => ({ type: 'hang' }),
      serve: () => {},
    },
    '/ws/reject': {
      query: '?status=401',
      summary: 'refuses the handshake with that HTTP status',
      answer: ({ url }) => ({
        type: 'reject',
        status: wholeNumber(url, 'status', { min: 400, max: 599, fallback: 401 }),
      }),
      serve: () => {},
    },
    '/ws/close': {
      query: '?code=1000&reason=…&after=0',
      summary: 'closes with that code after so many milliseconds',
      // A code that may not stand in a close frame can't be shown; RFC 6455 §7.4.1.
      answer: (arrival) => (canBeSent(closeCode(arrival.url)) ? accept(arrival) : { type: 'reject', status: 400 }),
      serve: (peer) => {
        const { url } = peer.arrival
        // A reason of 41 characters fits into the 123 bytes of a close frame in any script of the basic plane.
        peer.later(delay(url), () => peer.close(closeCode(url), shortText(url, 'reason', 41)))
      },
    },
    '/ws/drop': {
      query: '?after=0',
      summary: 'resets the connection after so many milliseconds, without a close frame',
      serve: (peer) => peer.later(delay(peer.arrival.url), () => peer.drop()),
    },
    '/ws/deaf': {
      summary: 'opens, and then reads nothing: a close frame is never answered',
      serve: (peer) => peer.turnDeaf(),
    },
    '/ws/protocols': {
      query: '?prefer=…',
      summary: 'chooses that subprotocol if it is offered, else the first, and reports the choice as JSON',
      answer: (arrival) => {
        const preferred = arrival.protocols.find((name) => name === arrival.url.searchParams.get('prefer'))
        return accept(arrival, 0, preferred)
      },
      serve: (peer) => peer.send(JSON.stringify({ offered: peer.arrival.protocols, chosen: peer.protocol })),
    },
    '/ws/chat': {
      query: '?room=lobby&as=guest',
      summary: 'a chat: JSON {"text": …} goes to everybody in the room',
      serve: (peer) => chat.enter(peer),
    },
    '/ws/login': login,
    '/ws/lines': lines,
    '/ws/rows': rows,
    '/ws/switch': switches.server,
    '/ws/switch-control': switches.control,
    '/ws/topics': topics.server,
    '/ws/topics-control': topics.control,
    '/ws/questions': questions.server,
    '/ws/questions-control': questions.control,
    '/ws/mix': {
      summary: 'sends packets that are good and bad JSON, text and bytes, and again on each message',
      serve: (peer) => {
        const sendAll = () => MIXED_PACKETS.forEach((packet) => peer.send(packet))
        sendAll()
        return sendAll
      },
    },
    '/ws/where': {
      summary: 'sends back the address at which it was reached',
      serve: (peer) => {
        const tell = () => peer.send(peer.arrival.url.href)
        tell()
        return tell
      },
    },
  }
}

/** Each packet begins with its number since the connection opened, so that a lost one can be told. */
function serveBursts(peer: Peer): (packet: Packet) => void {
  const { url } = peer.arrival
  const size = wholeNumber(url, 'size', { min: 0, max: 65_536, fallback: 0 })
  const limit = Math.min(MAX_PACKETS, Math.floor(MAX_BURST_BYTES / Math.max(size, 1)))
  let sent = 0
  const burst = (count: number) => {
    for (let i = 0; i < count; i += 1) {
      peer.send(String(sent).padEnd(size, '.'))
      sent += 1
    }
  }
  burst(wholeNumber(url, 'n', { min: 0, max: limit, fallback: 0 }))
  return (packet) => burst(typeof packet === 'string' ? bounded(packet, { min: 0, max: limit, fallback: 0 }) : 0)
}

function serveTicks(peer: Peer): void {
  const { url } = peer.arrival
  const ms = wholeNumber(url, 'ms', { min: 10, max: MINUTE, fallback: 1000 })
  const name = shortText(url, 'name', 40)
  let ticks = 0
  const tick = () => {
    ticks += 1
    peer.send(`${name} ${ticks}`.trim())
    peer.later(ms, tick)
  }
  peer.later(ms, tick)
}

function serveTalk(peer: Peer): (packet: Packet) => void {
  const silence = wholeNumber(peer.arrival.url, 'silence', { min: 100, max: MINUTE, fallback: 1000 })
  let heard = 0
  const watch = () => {
    const before = heard
    peer.later(silence, () => {
      if (heard === before) peer.close(SILENT_FOR_TOO_LONG, 'Are you still there?')
      else watch()
    })
  }
  serveTicks(peer)
  watch()
  return (packet) => {
    heard += 1
    if (packet === 'ping') peer.send('pong')
  }
}

function delay(url: URL): number {
  return wholeNumber(url, 'after', { min: 0, max: MINUTE, fallback: 0 })
}

function closeCode(url: URL): number {
  return wholeNumber(url, 'code', { min: 0, max: 65_535, fallback: 1000 })
}

function canBeSent(code: number): boolean {
  return (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999)
}
