/**
 * Faults in the closing handshake, begun by the server or by the page; and which close codes are worth a retry.
 */
import * as frames from '../../../support/servers/frames'
import type { Script } from '../../../support/servers/raw-server'
import { closed, closedAndRetried, CONNECTED, gaveUp, OPEN, retried, rows, type Fault } from './fault'

/** Accepts, and goes on when the close frame of the page is there. */
const afterClose =
  (script: Script): Script =>
  async (peer) => {
    peer.accept()
    await peer.nextClose()
    await script(peer)
  }

const CLOSE_CALL = { close: [3000, 'mine'] as [number, string], reconnect: {} }

/** A user's close ends it, whatever comes back, though there is a policy that would retry. */
const byThePage = rows(
  {
    plan: CLOSE_CALL,
    signals: [CONNECTED, 'closing @closing', 'closed 1006 "" @closed'],
    state: closed(1006, '', false),
    handshakes: 1,
  },
  [
    { name: 'FIN instead of a close frame', server: [afterClose((peer) => peer.fin())] },
    { name: 'RST instead of a close frame', server: [afterClose((peer) => peer.reset())] },
    {
      name: 'FIN in the middle of the close frame',
      server: [afterClose((peer) => peer.fin(frames.closeFrame(3000, 'mine').subarray(0, 5)))],
    },
    {
      name: 'a masked close frame',
      server: [
        afterClose((peer) =>
          peer.write(frames.frame(Buffer.from([3, 232]), { opcode: frames.OPCODE.CLOSE, isMasked: true })),
        ),
      ],
    },
    {
      name: 'messages instead of a close frame, then FIN',
      server: [afterClose((peer) => peer.fin(frames.textFrame('late'), frames.binaryFrame([1])))],
    },
    {
      name: 'another code than the one of the page',
      server: [afterClose((peer) => peer.fin(frames.closeFrame(1013, 'theirs')))],
      signals: [CONNECTED, 'closing @closing', 'closed 1013 "theirs" @closed'],
      state: closed(1013, 'theirs'),
    },
    {
      name: 'a close frame without FIN',
      server: [afterClose((peer) => peer.write(frames.closeFrame(3000, 'mine')))],
      plan: { ...CLOSE_CALL, closeTimeout: 0 },
      signals: [CONNECTED, 'closing @closing', 'closed 3000 "mine" @closed'],
      state: closed(3000, 'mine'),
    },
    {
      name: 'no answer to the close frame',
      server: [(peer) => peer.accept()],
      plan: { ...CLOSE_CALL, closeTimeout: 0.3 },
      signals: [CONNECTED, 'closing @closing', 'closed 1006 "Close timeout" @closed'],
      state: closed(1006, 'Close timeout', false),
      held: 1,
    },
    {
      name: 'messages for ever instead of a close frame',
      server: [
        async (peer) => {
          peer.accept()
          while (!peer.isGone) {
            peer.write(frames.textFrame('more'))
            await new Promise((resolve) => setTimeout(resolve, 10))
          }
        },
      ],
      plan: { ...CLOSE_CALL, closeTimeout: 0.3 },
      signals: [CONNECTED, 'closing @closing', 'closed 1006 "Close timeout" @closed'],
      state: closed(1006, 'Close timeout', false),
      held: 1,
    },
    {
      name: 'a network that stalls as the page closes',
      proxy: [(link) => link.after('down', 1, () => link.after('up', 1, () => link.stall()))],
      plan: { ...CLOSE_CALL, closeTimeout: 0.3 },
      signals: [CONNECTED, 'closing @closing', 'closed 1006 "Close timeout" @closed'],
      state: closed(1006, 'Close timeout', false),
    },
  ],
)

const byTheServer = rows(
  {
    plan: { reconnect: {} },
    state: OPEN,
    handshakes: 2,
    signals: [CONNECTED, ...closedAndRetried(1001, 'going'), CONNECTED],
  },
  [
    {
      name: 'a close frame, the answer to it, and FIN',
      server: [(peer) => peer.acceptAndClose(frames.closeFrame(1001, 'going'))],
    },
    {
      name: 'a close frame, and never FIN',
      server: [(peer) => peer.accept(frames.closeFrame(1001, 'going'))],
    },
    {
      name: 'a close frame, the answer to it, and RST',
      server: [
        async (peer) => {
          peer.accept(frames.closeFrame(1001, 'going'))
          await peer.nextClose()
          peer.reset()
        },
      ],
    },
    {
      name: 'a close frame and FIN at once',
      server: [(peer) => peer.fin(peer.acceptance(), frames.closeFrame(1001, 'going'))],
    },
    {
      name: 'messages, a close frame and FIN at once',
      server: [(peer) => peer.fin(peer.acceptance(), frames.textFrame('last'), frames.closeFrame(1001, 'going'))],
      signals: [CONNECTED, 'received last', ...closedAndRetried(1001, 'going'), CONNECTED],
    },
    {
      name: 'half of a close frame, and FIN',
      server: [(peer) => peer.fin(peer.acceptance(), frames.closeFrame(1001, 'going').subarray(0, 4))],
      signals: [CONNECTED, ...retried('closed 1006 ""'), CONNECTED],
    },
    {
      name: 'half of a message, and a close frame',
      server: [
        (peer) =>
          peer.acceptAndClose(
            frames.frame(Buffer.from('half'), { opcode: frames.OPCODE.TEXT, fin: false }),
            frames.closeFrame(1001, 'going'),
          ),
      ],
    },
  ],
)

/** By the default of `backoff`, what may pass by itself is tried again. */
const codes = [
  ...[1001, 1011, 1012, 1013, 1014].map((code): Fault => ({
    name: `the server closes with ${code}: tried again`,
    server: [(peer) => peer.acceptAndClose(frames.closeFrame(code, 'why'))],
    plan: { reconnect: {} },
    signals: [CONNECTED, ...closedAndRetried(code, 'why'), CONNECTED],
    state: OPEN,
    handshakes: 2,
  })),
  {
    name: 'the server closes without a code: tried again',
    server: [(peer) => peer.acceptAndClose(frames.closeFrame())],
    plan: { reconnect: {} },
    signals: [CONNECTED, ...closedAndRetried(1005), CONNECTED],
    state: OPEN,
    handshakes: 2,
  },
  ...[1000, 1002, 1003, 1007, 1008, 1009, 1010, 3000, 4000, 4401, 4999].map((code): Fault => ({
    name: `the server closes with ${code}: not tried again`,
    server: [(peer) => peer.acceptAndClose(frames.closeFrame(code, 'why'))],
    plan: { reconnect: {} },
    signals: [CONNECTED, 'closing @closed', `closed ${code} "why" @closed`, gaveUp('closed')],
    state: closed(code, 'why'),
    handshakes: 1,
  })),
  {
    name: 'the server closes with a code that the policy wants to hear',
    server: [(peer) => peer.acceptAndClose(frames.closeFrame(4001, 'again'))],
    plan: { reconnect: { codes: [4001] } },
    signals: [CONNECTED, ...closedAndRetried(4001, 'again'), CONNECTED],
    state: OPEN,
    handshakes: 2,
  },
  {
    name: 'the server closes with 1012 and then refuses: a queue that waited is handed back',
    server: [(peer) => peer.acceptAndClose(frames.closeFrame(1012)), (peer) => peer.refuse(503)],
    plan: { reconnect: { attempts: 1 }, sendQueue: 5, meanwhile: 'kept' },
    signals: [
      CONNECTED,
      ...closedAndRetried(1012),
      'connectFailed refused @failed',
      'sendFailed kept @failed',
      gaveUp('failed'),
    ],
    state: { status: 'failed', url: OPEN.url, error: 'refused' },
    handshakes: 2,
  },
] satisfies Fault[]

export const closing: Fault[] = [...byThePage, ...byTheServer, ...codes]
