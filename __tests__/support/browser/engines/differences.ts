/**
 * What an engine tells otherwise than the others, as data: a test, and what is expected of it there. A row is about the
 * engine's own socket; what the package makes of it is in `docs/platforms.md`.
 */
import { ENGINE, type EngineName } from './engine'
import { FAULT_DIFFERENCES } from './faultDifferences'

export interface Difference {
  /** Below `__tests__/browser/`, without its ending. */
  readonly file: string
  /** The test's full name (describe and name, as Jest prints them). */
  readonly test: string
  readonly engine: Exclude<EngineName, 'chromium'>
  /** Instead of what is expected elsewhere, or, where the engine itself does now this and now that, each of both. */
  readonly expected: readonly object[]
  readonly reason: string
}

const URL = 'ws://server/'
const CONNECTED = `connected ${URL} @open`
const OPEN = { status: 'open', url: URL, protocol: '' }

/** The test as everywhere. */
const USUAL = {}
const REFUSED = {
  signals: ['connectFailed refused @failed'],
  state: { status: 'failed', url: URL, error: 'refused' },
}
const SUDDEN = 'a connection that dies within a moment of its opening tells no `open`, mostly'

/** Rows of Firefox: a connection that dies as it opens. */
const sudden = (test: string): Difference => ({
  ...{ file: 'native', test, engine: 'firefox', expected: [USUAL, REFUSED], reason: SUDDEN },
})

/** Rows of Firefox: a page with a socket is loaded anew. */
const loadedAnew = ([name, heard]: readonly [string, string[]?]): Difference => ({
  file: 'pageLife',
  test: `the back/forward cache ${name}`,
  engine: 'firefox',
  expected: [{ wasKept: false, signals: undefined, status: undefined, handshakes: 1, ...(heard && { heard }) }],
  reason: 'a page that has a socket as it is left is not put into the back/forward cache, whatever pagehide closes',
})

export const DIFFERENCES: readonly Difference[] = [
  ...FAULT_DIFFERENCES,
  ...(['firefox', 'webkit'] as const).map((engine) => ({
    file: 'native',
    test: 'the handshake fails no subprotocol chosen of those offered',
    engine,
    expected: [{ signals: [CONNECTED], state: OPEN, left: 1 }],
    reason: "it opens, with the protocol ''",
  })),
  ...[
    'while connecting a handshake that is never answered, with connectionTimeout',
    'while connecting close() with a code while connecting',
  ].map((test): Difference => ({
    file: 'native',
    test,
    engine: 'firefox',
    expected: [USUAL, { left: 1 }],
    reason: 'the TCP connection of a handshake that was given up stays until the server ends it',
  })),
  ...[
    'the connection is lost FIN right after open',
    "the server's close the close frame and FIN at once: a real code, clean or not",
    'protocol errors text that is not UTF-8',
    'protocol errors an unknown opcode',
    'packets open, messages and FIN in one TCP write',
    'packets messages and a protocol error in one TCP write',
  ].map(sudden),
  {
    file: 'native',
    test: 'protocol errors a masked frame',
    engine: 'firefox',
    expected: [{ signals: [CONNECTED, 'received "a"'], state: OPEN, left: 1 }],
    reason: 'it takes a masked frame as any other',
  },
  ...(['firefox', 'webkit'] as const).map((engine) => ({
    file: 'native',
    test: 'protocol errors data after the close frame',
    engine,
    expected: [
      {
        signals: [CONNECTED, 'closing @closed', 'closed 1000 "" @closed'],
        state: { status: 'closed', url: URL, code: 1000, reason: '', wasClean: true },
      },
    ],
    reason: 'what follows the close frame is no error',
  })),
  ...[999, 1016, 2999, 5000].map((code): Difference => ({
    file: 'native',
    test: `the server's close the server closes with ${code}`,
    engine: 'webkit',
    expected: [
      {
        signals: [CONNECTED, 'closed 1006 "" @closed'],
        state: { status: 'closed', url: URL, code: 1006, reason: '', wasClean: false },
      },
    ],
    reason: 'a close code that RFC 6455 gives to nobody is an error',
  })),
  {
    file: 'native',
    test: 'protocol errors a close frame with a reserved code',
    engine: 'firefox',
    expected: [{ state: { status: 'closed', url: URL, code: 1006, reason: '', wasClean: true } }],
    reason: 'it takes the code as it comes, and the close as clean',
  },
  {
    file: 'delivery',
    test: 'in a hidden page frames stop there: the page of these tests is really hidden',
    engine: 'firefox',
    expected: [USUAL, { frames: 1 }],
    reason: 'a hidden page has a frame now and then, at ever longer intervals',
  },
  ...(
    [
      ['open'],
      ['open, with packets that are not emitted yet'],
      ['open, with messages that are sent when it is over: the queue takes them, and goes first', ['connected']],
      ['connecting, with a queue', []],
      ['closing, as an app that listens to pagehide itself leaves it'],
      ['mounted in a tree'],
    ] as const
  ).map(([name, heard]) => loadedAnew([name, heard && [...heard]])),
]

/** What is expected of the test that runs, in the engine that runs it: one of these. */
export function here<T extends object>(usual: T): readonly T[] {
  const { currentTestName } = expect.getState()
  const row = DIFFERENCES.find(({ engine, test }) => engine === ENGINE && test === currentTestName)
  return row ? row.expected.map((fields) => ({ ...usual, ...fields })) : [usual]
}

/** Asserts that `seen` is one of `allowed`. */
export function expectOneOf<T extends object>(seen: T, allowed: readonly T[]): void {
  if (allowed.length === 1) expect(seen).toEqual(allowed[0])
  else expect(allowed).toContainEqual(seen)
}
