/**
 * How connections end: lost, closed by either side, or for a mistake that the client finds.
 */
import * as frames from '../servers/frames'
import type { Script } from '../servers/raw-server'
import type { Watched } from '../watch'
import { closed, CONNECTED, LOST, lost, rows, type Row } from './row'

/** The server waits for a word of the client, so that the handshake is over on both sides. */
const afterOpen =
  (script: Script): Script =>
  async (peer) => {
    peer.accept()
    await peer.nextText()
    await script(peer)
  }
const sayWord = ({ node }: Watched): void => void node.on('connected', () => node.send('word'))

/** Answers the client's close frame. */
const closingWith =
  (...answer: Uint8Array[]): Script =>
  async (peer) => {
    peer.accept()
    await peer.nextClose()
    peer.fin(...answer)
  }

/** Only `close 1006`, without an `error`. */
export const connectionLost = rows({ signals: [CONNECTED, ...LOST], state: lost }, [
  { name: 'FIN right after open', server: (peer) => peer.fin(peer.acceptance()) },
  { name: 'FIN', server: afterOpen((peer) => peer.fin()), user: sayWord },
  { name: 'RST', server: afterOpen((peer) => peer.reset()), user: sayWord },
  {
    name: 'FIN in the middle of a frame',
    server: afterOpen((peer) => peer.fin(frames.textFrame('cut off').subarray(0, 4))),
    user: sayWord,
  },
  {
    name: 'FIN between the fragments of a message',
    server: afterOpen((peer) => peer.fin(frames.frame(Buffer.from('a'), { opcode: frames.OPCODE.TEXT, fin: false }))),
    user: sayWord,
  },
])

export const ownClose: Row[] = [
  {
    name: 'close() answered by the peer',
    server: closingWith(frames.closeFrame(1000)),
    user: ({ node }) => void node.on('connected', () => node.close()),
    signals: [CONNECTED, 'closing @closing', 'closed 1000 "" @closed'],
    state: closed(1000),
  },
  {
    name: 'close() answered without a code',
    server: closingWith(frames.closeFrame()),
    user: ({ node }) => void node.on('connected', () => node.close()),
    signals: [CONNECTED, 'closing @closing', 'closed 1005 "" @closed'],
    state: closed(1005),
  },
  {
    name: 'the code and reason of the server win over those of close()',
    server: closingWith(frames.closeFrame(4001, 'theirs')),
    user: ({ node }) => void node.on('connected', () => node.close(3000, 'mine')),
    signals: [CONNECTED, 'closing @closing', 'closed 4001 "theirs" @closed'],
    state: closed(4001, 'theirs'),
  },
  {
    name: 'messages after close() are no longer heard',
    server: closingWith(frames.textFrame('late'), frames.binaryFrame([1]), frames.closeFrame(1000)),
    user: ({ node }) => void node.on('connected', () => node.close()),
    signals: [CONNECTED, 'closing @closing', 'closed 1000 "" @closed'],
    state: closed(1000),
    onlyInBrowsers: 'ws goes on to hand over what comes before the close frame of the peer',
  },
  {
    name: 'close() and the peer cuts the connection instead of answering',
    server: closingWith(),
    user: ({ node }) => void node.on('connected', () => node.close(3000)),
    signals: [CONNECTED, 'closing @closing', ...LOST],
    state: lost,
  },
  {
    name: 'close() towards a peer that never answers',
    server: (peer) => peer.accept(),
    options: { closeTimeout: 0.2 },
    user: ({ node }) => void node.on('connected', () => node.close(3000, 'bye')),
    signals: [CONNECTED, 'closing @closing', 'closed 1006 "Close timeout" @closed'],
    state: closed(1006, 'Close timeout', false),
    left: 1,
  },
  {
    name: 'close() with megabytes that the peer does not read',
    server: (peer) => {
      peer.accept()
      peer.stopReading()
    },
    options: { closeTimeout: 0.2 },
    user: ({ node }) =>
      void node.on('connected', () => {
        node.send(new Uint8Array(32 * 2 ** 20))
        node.close()
      }),
    signals: [CONNECTED, 'closing @closing', 'closed 1006 "Close timeout" @closed'],
    state: closed(1006, 'Close timeout', false),
    left: 1,
  },
]

const closesWith = (code: number): Row => ({
  name: `the server closes with ${code}`,
  server: (peer) => peer.acceptAndClose(frames.closeFrame(code, 'its reason')),
  signals: [CONNECTED, 'closing @closed', `closed ${code} "its reason" @closed`],
  state: closed(code, 'its reason'),
})

/** Codes that RFC 6455 §7.4 gives to nobody; a browser takes them as they are. */
const oddCodes = [999, 1016, 2999, 5000].map((code) => ({
  ...closesWith(code),
  onlyInBrowsers: 'ws takes it for a protocol error',
}))

export const serverClose: Row[] = [
  ...[1000, 1001, 1011, 4000, 4999].map(closesWith),
  ...oddCodes,
  {
    name: 'the server closes without a code',
    server: (peer) => peer.acceptAndClose(frames.closeFrame()),
    signals: [CONNECTED, 'closing @closed', 'closed 1005 "" @closed'],
    state: closed(1005),
  },
  {
    name: 'the close frame and FIN at once: a real code, clean or not',
    server: (peer) => peer.fin(peer.acceptance(), frames.closeFrame(4000, 'and gone')),
    signals: [CONNECTED, 'closing @closed', 'closed 4000 "and gone" @closed'],
    state: closed(4000, 'and gone', expect.any(Boolean)),
  },
]

/** `error`, then `close 1006`. */
export const protocolErrors = rows({ signals: [CONNECTED, ...LOST], state: lost }, [
  { name: 'text that is not UTF-8', server: (peer) => peer.accept(frames.invalidTextFrame()) },
  { name: 'a masked frame', server: (peer) => peer.accept(frames.maskedTextFrame('a')) },
  {
    name: 'data after the close frame',
    server: (peer) => peer.accept(frames.closeFrame(1000), frames.textFrame('late')),
    onlyInBrowsers: 'ws passes over what follows the close frame',
  },
  { name: 'an unknown opcode', server: (peer) => peer.accept(frames.frame(Buffer.from('a'), { opcode: 3 })) },
  { name: 'a close frame with a reserved code', server: (peer) => peer.accept(frames.closeFrame(1006)) },
])
