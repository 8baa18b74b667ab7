/**
 * What Firefox and WebKitGTK tell otherwise of the faults in `faults/table`.
 */
import type { Difference } from './differences'
import { ENGINE } from './engine'

const CONNECTED = 'connected ws://server/ @open'
const LOST = 'closed 1006 "" @reconnecting'
const REFUSED = 'connectFailed refused @reconnecting'
const retry = (attempt: number): string => `reconnecting ${attempt} @reconnecting`
const open = (protocol: string) => ({ status: 'open', url: 'ws://server/', protocol })

type Row = readonly [test: string, expected: object | readonly object[]]

const rows = (engine: Difference['engine'], reason: string, all: readonly Row[]): Difference[] =>
  all.map(([test, expected]) => ({ file: 'faults/faults', test, engine, expected: [expected].flat(), reason }))

const OPENS_AT_ONCE = { signals: [CONNECTED], handshakes: 1 }
const RETRIED_AS_LOST = { signals: [CONNECTED, LOST, retry(1), CONNECTED] }

/** As everywhere, or so. */
const or = (expected: object): readonly object[] => [{}, expected]

const both = (['firefox', 'webkit'] as const).flatMap((engine) => [
  ...rows(engine, 'a reset may overtake the close frame that came before it', [
    ['in the closing handshake: a close frame, the answer to it, and RST', or(RETRIED_AS_LOST)],
  ]),
  ...rows(engine, "it opens where the server chose none of the protocols offered, with the protocol ''", [
    ['during the handshake: no subprotocol of those offered', { ...OPENS_AT_ONCE, state: open('') }],
  ]),
  ...rows(engine, 'what follows the close frame is no error', [
    [
      'while open: data after the close frame',
      {
        signals: [CONNECTED, 'closing @closed', 'closed 1000 "" @closed', 'gaveUp closed @closed'],
        state: { status: 'closed', url: 'ws://server/', code: 1000, reason: '', wasClean: true },
        handshakes: 1,
      },
    ],
  ]),
])

const webkit = [
  ...rows('webkit', 'it follows a redirection', [
    ['during the handshake: 301 to elsewhere', { signals: [CONNECTED], state: open('') }],
  ]),
  ...rows('webkit', 'it compares protocols without regard to case', [
    ['during the handshake: a subprotocol in other letters', { ...OPENS_AT_ONCE, state: open('CHAT') }],
  ]),
  ...rows('webkit', 'the close codes 1012 to 1014 are errors', [
    ['in the closing handshake: the server closes with 1012: tried again', RETRIED_AS_LOST],
    ['in the closing handshake: the server closes with 1013: tried again', RETRIED_AS_LOST],
    ['in the closing handshake: the server closes with 1014: tried again', RETRIED_AS_LOST],
    [
      'in the closing handshake: the server closes with 1012 and then refuses: a queue that waited is handed back',
      {
        signals: [
          CONNECTED,
          LOST,
          retry(1),
          'connectFailed refused @failed',
          'sendFailed kept @failed',
          'gaveUp failed @failed',
        ],
      },
    ],
    [
      'in the life of the server: an orderly restart: 1012, the port is closed for an attempt, then open again',
      { signals: [CONNECTED, LOST, retry(1), REFUSED, retry(2), CONNECTED] },
    ],
    [
      'in the life of the server: accepted and closed with 1013 each time: that is no success either',
      {
        signals: [
          ...[CONNECTED, LOST, retry(1)],
          ...[CONNECTED, LOST, retry(2)],
          ...[CONNECTED, 'closed 1006 "" @closed', 'gaveUp closed @closed'],
        ],
        state: { status: 'closed', url: 'ws://server/', code: 1006, reason: '', wasClean: false },
      },
    ],
  ]),
]

const CLOSED_WITHOUT_CODE = {
  signals: [CONNECTED, 'closing @reconnecting', 'closed 1005 "" @reconnecting', retry(1), CONNECTED],
}

const firefox = [
  ...rows(
    'firefox',
    'a close frame that comes with the answer and a FIN may not be told, nor what came before it',
    ['a close frame and FIN at once', 'messages, a close frame and FIN at once'].map((name): Row => [
      `in the closing handshake: ${name}`,
      or({ signals: [REFUSED, retry(1), CONNECTED] }),
    ]),
  ),
  ...rows('firefox', 'it opens where the server chose a protocol and none was offered', [
    ['during the handshake: a subprotocol where none was asked for', { ...OPENS_AT_ONCE, state: open('') }],
  ]),
  ...rows('firefox', 'it takes a masked frame as any other', [
    ['while open: a masked frame', { signals: [CONNECTED, 'received a'], handshakes: 1 }],
    [
      'while open: messages, then a broken frame: the messages arrive',
      { signals: [CONNECTED, 'received a b c'], handshakes: 1 },
    ],
    ['while open: a broken frame, without a policy', { signals: [CONNECTED, 'received a'], state: open('') }],
    [
      'in the closing handshake: a masked close frame',
      {
        signals: [CONNECTED, 'closing @closing', 'closed 1000 "" @closed'],
        state: { status: 'closed', url: 'ws://server/', code: 1000, reason: '', wasClean: true },
      },
    ],
  ]),
  ...rows('firefox', 'a close frame with a code that must not be sent, or half of one, is a close without a code', [
    ['while open: a close frame of one byte', CLOSED_WITHOUT_CODE],
    ['while open: a close frame with 1005', CLOSED_WITHOUT_CODE],
  ]),
]

export const FAULT_DIFFERENCES: readonly Difference[] = [...both, ...webkit, ...firefox]

/**
 * Firefox mostly tells no `open` of a connection that dies within a moment of its opening: the attempt has failed then.
 * What the other engines tell as opened and lost counts there as refused, too, in any of the attempts.
 */
export function orNeverOpened<T extends { readonly signals: readonly string[] }>(usual: T): readonly T[] {
  return ENGINE === 'firefox' ? neverOpened(usual.signals).map((signals) => ({ ...usual, signals })) : [usual]
}

/** All the ways to tell each connection that was opened and lost without a packet as lost, or as refused. */
function neverOpened([first, second, ...rest]: readonly string[]): string[][] {
  if (first === undefined) return [[]]
  if (second === undefined) return [[first]]
  const asTold = neverOpened([second, ...rest]).map((signals) => [first, ...signals])
  if (first !== CONNECTED || second !== LOST) return asTold
  return [...asTold, ...neverOpened(rest).map((signals) => [REFUSED, ...signals])]
}
