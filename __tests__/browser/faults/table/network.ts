/**
 * Faults between the two ends: delays, stalls, cuts and resets by a proxy in either direction, and half-open
 * connections, which only a heartbeat finds.
 */
import { textFrame } from '../../../support/servers/frames'
import { afterGreeting, attend, CONNECTED, GREETING, onGreeting, OPEN, retried, rows, type Fault } from './fault'

const HEARTBEAT = { interval: 0.1, timeout: 1 }
const LOST = 'closed 1006 ""'
const SILENT = 'closed 1006 "Heartbeat timeout"'

const lost = rows(
  {
    plan: { greeting: GREETING, reconnect: {} },
    signals: [CONNECTED, ...retried(LOST), CONNECTED],
    state: OPEN,
    handshakes: 2,
  },
  [
    { name: 'FIN to both ends', proxy: [onGreeting((link) => link.cut())] },
    { name: 'FIN to the page', proxy: [onGreeting((link) => link.cut('down'))] },
    { name: 'FIN to the server', proxy: [onGreeting((link) => link.cut('up'))] },
    { name: 'RST to both ends', proxy: [onGreeting((link) => link.reset())] },
    { name: 'RST to the page', proxy: [onGreeting((link) => link.reset('down'))] },
    {
      name: 'FIN after bytes that are whole messages and a half',
      server: [afterGreeting((peer) => peer.write(...['a', 'b', 'c'].map(textFrame)))],
      // Each of these frames has three bytes.
      proxy: [onGreeting((link) => link.after('down', 8, () => link.cut()))],
      signals: [CONNECTED, 'received a b', ...retried(LOST), CONNECTED],
    },
    {
      name: 'FIN to both ends while everything is late',
      server: [afterGreeting((peer) => peer.fin(textFrame('a'), textFrame('b')))],
      proxy: [(link) => link.delay(0.05)],
      signals: [CONNECTED, 'received a b', ...retried(LOST), CONNECTED],
    },
  ],
)

const silent = rows(
  {
    plan: { greeting: GREETING, heartbeat: HEARTBEAT, reconnect: {} },
    signals: [CONNECTED, ...retried(SILENT), CONNECTED],
    state: OPEN,
    handshakes: 2,
  },
  [
    { name: 'a stall towards the page', proxy: [onGreeting((link) => link.stall('down'))] },
    { name: 'a stall towards the server', proxy: [onGreeting((link) => link.stall('up'))] },
    { name: 'a stall in both directions', proxy: [onGreeting((link) => link.stall())] },
    { name: 'half-open: the server got RST, the page nothing', proxy: [onGreeting((link) => link.reset('up'))] },
    {
      name: 'a stall after a message: what arrived is told, what did not is not',
      server: [
        afterGreeting(async (peer) => {
          peer.write(...['a', 'b', 'c'].map(textFrame))
          await attend(peer)
        }),
      ],
      proxy: [onGreeting((link) => link.after('down', 4, () => link.stall('down')))],
      signals: [CONNECTED, 'received a', ...retried(SILENT), CONNECTED],
    },
    {
      name: 'a server that never answers the heartbeat',
      server: [(peer) => peer.accept()],
      held: 1,
    },
    {
      name: 'a stall, without a policy',
      proxy: [onGreeting((link) => link.stall())],
      plan: { greeting: GREETING, heartbeat: HEARTBEAT },
      signals: [CONNECTED, `${SILENT} @closed`],
      state: { status: 'closed', url: OPEN.url, code: 1006, reason: 'Heartbeat timeout', wasClean: false },
      handshakes: 1,
    },
    {
      name: 'a stall, and what is sent meanwhile waits for the next connection',
      server: [
        (peer) => attend((peer.accept(), peer)),
        async (peer) => {
          peer.accept()
          const heard = [await peer.nextText(), await peer.nextText()]
          peer.write(textFrame(heard.join(' then ')))
          await attend(peer)
        },
      ],
      proxy: [onGreeting((link) => link.stall())],
      plan: { greeting: GREETING, heartbeat: HEARTBEAT, reconnect: {}, meanwhile: 'kept', sendQueue: 1 },
      signals: [CONNECTED, ...retried(SILENT), CONNECTED, `received kept then ${GREETING}`],
    },
  ],
)

/** The server hears two heartbeats and answers them, and only then says something. */
const sayAfterTwoPings = afterGreeting(async (peer) => {
  for (let heard = 0; heard < 2; heard += 1) {
    await peer.nextText()
    peer.write(textFrame('pong'))
  }
  peer.write(textFrame('a'), textFrame('b'))
  await attend(peer)
})

const harmless = rows({ signals: [CONNECTED, 'received a b'], state: OPEN, handshakes: 1 }, [
  {
    name: 'everything is late, in both directions: a heartbeat finds life',
    server: [sayAfterTwoPings],
    proxy: [(link) => link.delay(0.05)],
    plan: { greeting: GREETING, heartbeat: { interval: 0.1, timeout: 10 }, reconnect: {} },
  },
  {
    name: 'a stall that ends when the heartbeat asks: nothing is lost, nothing is told',
    server: [
      afterGreeting(async (peer) => {
        peer.write(textFrame('a'), textFrame('b'))
        await attend(peer)
      }),
    ],
    proxy: [
      onGreeting((link) => {
        link.stall('down')
        // The greeting has nine bytes more: what comes then is the ping.
        link.after('up', 10, () => link.resume('down'))
      }),
    ],
    plan: { greeting: GREETING, heartbeat: { interval: 0.1, timeout: 10 }, reconnect: {} },
  },
  {
    name: 'half-open, without a heartbeat: nobody can know',
    proxy: [onGreeting((link) => link.reset('up'))],
    plan: { greeting: GREETING, reconnect: {} },
    signals: [CONNECTED],
  },
  {
    name: 'a stall, without a heartbeat: nobody can know',
    proxy: [onGreeting((link) => link.stall())],
    plan: { greeting: GREETING, reconnect: {} },
    signals: [CONNECTED],
  },
])

export const network: Fault[] = [...lost, ...silent, ...harmless]
