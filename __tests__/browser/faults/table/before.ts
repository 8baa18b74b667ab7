/**
 * Faults before the server has a request: nobody listens, or whoever accepts the connection ends it.
 */
import { CONNECTED, failed, gaveUp, OPEN, retried, rows, type Fault } from './fault'

const REFUSED = 'connectFailed refused'

export const before: Fault[] = [
  ...rows(
    {
      proxy: [],
      plan: { isWatched: true },
      beforeAttempt: (attempt, proxy) => (attempt === 0 ? proxy.closePort() : undefined),
      handshakes: 0,
    },
    [
      { name: 'nobody listens', signals: [`${REFUSED} @failed`], state: failed('refused') },
      {
        name: 'nobody listens, until the policy gives up',
        plan: { isWatched: true, reconnect: { attempts: 2 } },
        signals: [...retried(REFUSED, 1), ...retried(REFUSED, 2), `${REFUSED} @failed`, gaveUp('failed')],
        state: failed('refused'),
      },
      {
        name: 'nobody listens, and there is a queue: it is handed back after the last failure',
        plan: { isWatched: true, reconnect: { attempts: 1 }, sendQueue: 3, queued: ['a', 'b'], meanwhile: 'c' },
        signals: [...retried(REFUSED), `${REFUSED} @failed`, 'sendFailed a b c @failed', gaveUp('failed')],
        state: failed('refused'),
      },
    ],
  ),
  {
    name: 'refused three times, then accepted',
    proxy: [],
    plan: { isWatched: true, reconnect: {} },
    beforeAttempt: (attempt, proxy) =>
      attempt === 0 ? proxy.closePort() : attempt === 3 ? proxy.openPort() : undefined,
    signals: [...[1, 2, 3].flatMap((attempt) => retried(REFUSED, attempt)), CONNECTED],
    state: OPEN,
    handshakes: 1,
  },
  ...rows({ plan: { reconnect: {} }, signals: [...retried(REFUSED), CONNECTED], state: OPEN, handshakes: 1 }, [
    { name: 'FIN as soon as the connection is accepted', proxy: [(link) => link.cut()] },
    { name: 'RST as soon as the connection is accepted', proxy: [(link) => link.reset('down')] },
    { name: 'FIN in the middle of the request', proxy: [(link) => link.after('up', 20, () => link.cut())] },
    { name: 'RST in the middle of the request', proxy: [(link) => link.after('up', 60, () => link.reset())] },
  ]),
  ...rows({ signals: ['connectFailed timeout @failed'], state: failed('timeout'), handshakes: 0 }, [
    {
      name: 'a connection that is accepted and passes nothing',
      proxy: [(link) => link.stall()],
      plan: { connectionTimeout: 1 },
    },
    {
      name: 'a request that never arrives in full',
      proxy: [(link) => link.after('up', 30, () => link.stall('up'))],
      plan: { connectionTimeout: 1 },
    },
  ]),
]
