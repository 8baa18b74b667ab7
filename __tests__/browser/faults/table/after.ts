/**
 * Faults of a connection that is open: it is lost between frames, in the middle of one, in the middle of a message, or
 * the server breaks the protocol.
 */
import * as frames from '../../../support/servers/frames'
import type { Script } from '../../../support/servers/raw-server'
import { afterGreeting, attend, closed, CONNECTED, gaveUp, GREETING, OPEN, retried, rows, type Fault } from './fault'

const { OPCODE } = frames
const LOST = 'closed 1006 ""'

/** An unfinished text message. */
const beginning = (text: string) => frames.frame(Buffer.from(text), { opcode: OPCODE.TEXT, fin: false })

/** Two messages, the thanks for them, and then what `script` does: the messages are known to have arrived. */
const afterMessages = (script: Script): Script =>
  afterGreeting(async (peer) => {
    peer.write(frames.textFrame('a'), frames.textFrame('b'))
    await peer.nextText()
    await script(peer)
  })

const lost = rows(
  {
    plan: { greeting: GREETING, reconnect: {} },
    signals: [CONNECTED, ...retried(LOST), CONNECTED],
    state: OPEN,
    handshakes: 2,
  },
  [
    { name: 'FIN right behind the answer', server: [(peer) => peer.fin(peer.acceptance())] },
    { name: 'FIN', server: [afterGreeting((peer) => peer.fin())] },
    { name: 'RST', server: [afterGreeting((peer) => peer.reset())] },
    {
      name: 'FIN in the head of a frame',
      server: [afterGreeting((peer) => peer.fin(frames.textFrame('x'.repeat(70_000)).subarray(0, 5)))],
    },
    {
      name: 'FIN in the middle of a frame',
      server: [afterGreeting((peer) => peer.fin(frames.textFrame('cut off').subarray(0, 4)))],
    },
    {
      name: 'RST in the middle of a frame',
      server: [
        afterGreeting((peer) => {
          peer.write(frames.textFrame('cut off').subarray(0, 4))
          peer.reset()
        }),
      ],
    },
    {
      name: 'FIN in the middle of a long frame',
      server: [afterGreeting((peer) => peer.fin(frames.textFrame('x'.repeat(300_000)).subarray(0, 200_000)))],
    },
    {
      name: 'FIN in the middle of a message: its last fragment is lost',
      server: [afterGreeting((peer) => peer.fin(beginning('the first half')))],
    },
    {
      name: 'RST in the middle of a message',
      server: [
        afterGreeting((peer) => {
          peer.write(beginning('the first half'))
          peer.reset()
        }),
      ],
    },
    {
      name: 'messages, and FIN in the middle of the next: the whole ones arrive',
      server: [
        afterGreeting((peer) =>
          peer.fin(frames.textFrame('a'), frames.textFrame('b'), frames.textFrame('cut').subarray(0, 3)),
        ),
      ],
      signals: [CONNECTED, 'received a b', ...retried(LOST), CONNECTED],
    },
    {
      name: 'messages, and RST once they have arrived',
      server: [afterMessages((peer) => peer.reset())],
      plan: { greeting: GREETING, thanks: 'thanks', reconnect: {} },
      signals: [CONNECTED, 'received a b', ...retried(LOST), CONNECTED],
    },
    {
      name: 'FIN, and what is sent before the next connection waits for it',
      server: [
        afterGreeting((peer) => peer.fin()),
        async (peer) => {
          peer.accept()
          const heard = [await peer.nextText(), await peer.nextText()]
          peer.write(frames.textFrame(heard.join(' then ')))
          await attend(peer)
        },
      ],
      plan: { greeting: GREETING, meanwhile: 'meanwhile', sendQueue: 1, reconnect: {} },
      signals: [CONNECTED, ...retried(LOST), CONNECTED, `received meanwhile then ${GREETING}`],
    },
    {
      name: 'FIN, with a policy that retries for another code only',
      server: [afterGreeting((peer) => peer.fin())],
      plan: { greeting: GREETING, reconnect: { codes: [1012] } },
      signals: [CONNECTED, `${LOST} @closed`, gaveUp('closed')],
      state: closed(1006, '', false),
      handshakes: 1,
    },
    {
      name: 'RST, without a policy',
      server: [afterGreeting((peer) => peer.reset())],
      plan: { greeting: GREETING },
      signals: [CONNECTED, `${LOST} @closed`],
      state: closed(1006, '', false),
      handshakes: 1,
    },
  ],
)

const closePayload = (...bytes: number[]) => frames.frame(Uint8Array.from(bytes), { opcode: OPCODE.CLOSE })

/** A text frame that says it has 2^63 bytes. */
const ENDLESS = Buffer.from([0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0])

const broken = rows(
  { plan: { reconnect: {} }, signals: [CONNECTED, ...retried(LOST), CONNECTED], state: OPEN, handshakes: 2 },
  [
    { name: 'a masked frame', server: [(peer) => peer.accept(frames.maskedTextFrame('a'))] },
    {
      name: 'a reserved bit',
      server: [(peer) => peer.accept(frames.frame(Buffer.from('a'), { opcode: OPCODE.TEXT | 0x20 }))],
    },
    {
      name: 'the bit of compression where none was agreed',
      server: [(peer) => peer.accept(frames.frame(Buffer.from('a'), { opcode: OPCODE.TEXT | 0x40 }))],
    },
    { name: 'an unknown data opcode', server: [(peer) => peer.accept(frames.frame(Buffer.from('a'), { opcode: 3 }))] },
    {
      name: 'an unknown control opcode',
      server: [(peer) => peer.accept(frames.frame(Buffer.from('a'), { opcode: 11 }))],
    },
    {
      name: 'a control frame of 126 bytes',
      server: [(peer) => peer.accept(frames.frame(new Uint8Array(126), { opcode: OPCODE.PING }))],
    },
    {
      name: 'a control frame in fragments',
      server: [(peer) => peer.accept(frames.frame(Buffer.from('a'), { opcode: OPCODE.PING, fin: false }))],
    },
    {
      name: 'a continuation of nothing',
      server: [(peer) => peer.accept(frames.frame(Buffer.from('a'), { opcode: OPCODE.CONTINUATION }))],
    },
    {
      name: 'a new message inside of a message',
      server: [(peer) => peer.accept(beginning('a'), frames.textFrame('b'))],
    },
    { name: 'a frame that would be endless', server: [(peer) => peer.accept(ENDLESS)] },
    { name: 'text that is not UTF-8', server: [(peer) => peer.accept(frames.invalidTextFrame())] },
    {
      name: 'text whose last character is cut off',
      server: [(peer) => peer.accept(frames.frame(Buffer.from('€').subarray(0, 2), { opcode: OPCODE.TEXT }))],
    },
    {
      name: 'data after the close frame',
      server: [(peer) => peer.accept(frames.closeFrame(1000), frames.textFrame('late'))],
    },
    { name: 'a close frame of one byte', server: [(peer) => peer.accept(closePayload(3))] },
    { name: 'a close frame with 1005', server: [(peer) => peer.accept(frames.closeFrame(1005))] },
    { name: 'a close frame with 1006', server: [(peer) => peer.accept(frames.closeFrame(1006))] },
    {
      name: 'a close reason that is not UTF-8',
      server: [(peer) => peer.accept(closePayload(0x03, 0xe8, 0xff, 0xfe))],
    },
    {
      name: 'messages, then a broken frame: the messages arrive',
      server: [(peer) => peer.accept(frames.textFrame('a'), frames.textFrame('b'), frames.maskedTextFrame('c'))],
      signals: [CONNECTED, 'received a b', ...retried(LOST), CONNECTED],
    },
    {
      name: 'a broken frame, without a policy',
      server: [(peer) => peer.accept(frames.maskedTextFrame('a'))],
      plan: {},
      signals: [CONNECTED, `${LOST} @closed`],
      state: closed(1006, '', false),
      handshakes: 1,
    },
  ],
)

export const after: Fault[] = [...lost, ...broken]
