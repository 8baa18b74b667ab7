/**
 * What an engine can't show, as data: a file, the beginning of a test's full name (describe and name, as Jest prints
 * them), the engine, and why. `engine-environment.ts` takes these tests out before the run and prints them; a row without
 * a test fails.
 */
import type { EngineName } from './engine'

export interface LeftOut {
  /** Below `__tests__/browser/`, without its ending. */
  readonly file: string
  /** How the full name begins. */
  readonly test: string
  readonly engines: readonly Exclude<EngineName, 'chromium'>[]
  readonly reason: string
}

export const LEFT_OUT: readonly LeftOut[] = [
  {
    file: 'delivery',
    test: 'in a hidden page',
    engines: ['webkit'],
    reason: 'driven, its tab is always in front',
  },
  {
    file: 'firstHour',
    test: 'an upload that takes longer than a ping may be unanswered',
    engines: ['firefox', 'webkit'],
    reason: 'bufferedAmount falls by whole messages (Firefox), or to 0 at once: nothing says that an upload goes on',
  },
  {
    file: 'firstHour',
    test: 'a frame ',
    engines: ['webkit'],
    reason: 'its driver runs functions in a page only; pageFrames has frames that run their own',
  },
  ...['under StrictMode', 'without StrictMode'].map((how): LeftOut => ({
    file: 'tree',
    test: `${how} 200 nodes that mount at once`,
    engines: ['webkit'],
    reason: 'it has 199 sockets at a time, and the next are never told of',
  })),
  {
    file: 'turns',
    test: '1,000 nodes of one host are all open at once',
    engines: ['firefox'],
    reason: 'it has 200 sockets at a time, of all pages together',
  },
  {
    file: 'turns',
    test: 'a node that goes while its socket waits in the queue of the browser',
    engines: ['webkit'],
    reason: 'six may shake hands at once: none waits',
  },
  {
    file: 'turns',
    test: 'a handshake without a timeout keeps its turn for 10 s',
    engines: ['webkit'],
    reason: 'six may shake hands at once: nobody waits for it',
  },
  {
    file: 'turns',
    test: 'a port does not wait for another one of the same host name',
    engines: ['firefox'],
    reason: 'it queues the handshakes of an address, all ports together',
  },
  ...['a wait for the next attempt', 'the back/forward cache coming back offline'].map((test): LeftOut => ({
    file: 'pageLife',
    test,
    engines: ['webkit'],
    reason: 'driven, it is never offline, and its tab always in front',
  })),
  ...[
    'the heartbeat probes at once when the page becomes visible',
    'the heartbeat finds out on becoming visible',
    'the heartbeat is judged by the clock in a hidden page',
  ].map((test): LeftOut => ({
    file: 'pageLife',
    test,
    engines: ['webkit'],
    reason: 'driven, its tab is always in front',
  })),
  {
    file: 'pageLife',
    test: 'a frozen page',
    engines: ['firefox', 'webkit'],
    reason: 'it freezes no page',
  },
  {
    file: 'pageLife',
    test: 'the back/forward cache connecting, and waiting for its turn',
    engines: ['firefox', 'webkit'],
    reason: 'WebKit lets several shake hands at a time, and Firefox does not keep such a page',
  },
  {
    file: 'pageLife',
    test: 'the back/forward cache coming back offline',
    engines: ['firefox'],
    reason: 'it does not keep a page that had a socket',
  },
  {
    file: 'pageLife',
    test: 'the back/forward cache no listener keeps a page out of it',
    engines: ['firefox', 'webkit'],
    reason: 'its driver does not tell of listeners',
  },
]
