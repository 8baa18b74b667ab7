/**
 * Faults in the life of a server: it restarts, or it accepts and drops again and again.
 */
import { closeFrame } from '../../../support/servers/frames'
import type { Script } from '../../../support/servers/raw-server'
import {
  afterGreeting,
  closed,
  closedAndRetried,
  CONNECTED,
  gaveUp,
  GREETING,
  onGreeting,
  OPEN,
  retried,
  type Fault,
} from './fault'

const LOST = 'closed 1006 ""'
const REFUSED = 'connectFailed refused'

/** Accepts, and drops once the client has said a word. */
const drop: Script = afterGreeting((peer) => peer.reset())

const PLAN = { greeting: GREETING, reconnect: {} }

export const serverLife: Fault[] = [
  {
    name: 'a restart: connections are reset, the port is closed for two attempts, then open again',
    proxy: [
      onGreeting((link, proxy) => {
        proxy.closePort()
        link.reset()
      }),
    ],
    plan: { ...PLAN, isWatched: true },
    beforeAttempt: (attempt, proxy) => (attempt === 3 ? proxy.openPort() : undefined),
    signals: [CONNECTED, ...retried(LOST, 1), ...retried(REFUSED, 2), ...retried(REFUSED, 3), CONNECTED],
    state: OPEN,
    handshakes: 2,
  },
  {
    name: 'an orderly restart: 1012, the port is closed for an attempt, then open again',
    server: [afterGreeting((peer) => peer.fin(closeFrame(1012, 'restart')))],
    proxy: [onGreeting((_link, proxy) => proxy.closePort())],
    plan: { ...PLAN, isWatched: true },
    beforeAttempt: (attempt, proxy) => (attempt === 2 ? proxy.openPort() : undefined),
    signals: [CONNECTED, ...closedAndRetried(1012, 'restart'), ...retried(REFUSED, 2), CONNECTED],
    state: OPEN,
    handshakes: 2,
  },
  {
    name: 'a start in steps: refused, then 503, then a hung handshake, then fine',
    server: [(peer) => peer.refuse(503), () => undefined],
    proxy: [],
    plan: { isWatched: true, connectionTimeout: 2, reconnect: {} },
    beforeAttempt: (attempt, proxy) =>
      attempt === 0 ? proxy.closePort() : attempt === 1 ? proxy.openPort() : undefined,
    signals: [...retried(REFUSED, 1), ...retried(REFUSED, 2), ...retried('connectFailed timeout', 3), CONNECTED],
    state: OPEN,
    handshakes: 3,
  },
  {
    name: 'accepted and dropped each time: that is no success, and the policy gives up',
    server: [drop, drop, drop, drop],
    plan: { ...PLAN, reconnect: { attempts: 3 } },
    signals: [
      ...[1, 2, 3].flatMap((attempt) => [CONNECTED, ...retried(LOST, attempt)]),
      CONNECTED,
      `${LOST} @closed`,
      gaveUp('closed'),
    ],
    state: closed(1006, '', false),
    handshakes: 4,
  },
  {
    name: 'accepted and closed with 1013 each time: that is no success either',
    server: [1, 2, 3].map((): Script => (peer) => peer.acceptAndClose(closeFrame(1013, 'busy'))),
    plan: { reconnect: { attempts: 2 } },
    signals: [
      ...[1, 2].flatMap((attempt) => [CONNECTED, 'closing @reconnecting', ...retried('closed 1013 "busy"', attempt)]),
      CONNECTED,
      'closing @closed',
      'closed 1013 "busy" @closed',
      gaveUp('closed'),
    ],
    state: closed(1013, 'busy'),
    handshakes: 3,
  },
  {
    name: 'dropped and rejected by turns: one count for both',
    server: [drop, (peer) => peer.refuse(503), drop, (peer) => peer.refuse(503)],
    plan: { ...PLAN, reconnect: { attempts: 3 } },
    signals: [
      CONNECTED,
      ...retried(LOST, 1),
      ...retried(REFUSED, 2),
      CONNECTED,
      ...retried(LOST, 3),
      `${REFUSED} @failed`,
      gaveUp('failed'),
    ],
    state: { status: 'failed', url: OPEN.url, error: 'refused' },
    handshakes: 4,
  },
  {
    name: 'accepted and dropped, where any time that it was open counts as a success: the count starts again',
    server: [drop, drop, drop],
    plan: { ...PLAN, reconnect: { attempts: 1, stableAfter: 0 } },
    signals: [...[1, 2, 3].flatMap(() => [CONNECTED, ...retried(LOST, 1)]), CONNECTED],
    state: OPEN,
    handshakes: 4,
  },
]
