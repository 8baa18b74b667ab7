/**
 * @jest-environment node
 *
 * What a recorder keeps, within which bounds, and what its file says to whoever loads it. No secret gets into any of it.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createInspection } from '../../src/inspector/inspection.js'
import { loadRecording } from '../../src/inspector/loadRecording.js'
import { recorder } from '../../src/inspector/recorder.js'
import type { TapeEvent } from '../../src/inspector/tapeEvents.js'
import { sessionOf } from '../../src/inspector/watched.js'
import { mountedHere } from '../../src/react/mounted.js'
import { wire } from '../../src/core/index.js'
import type { Mask } from '../../src/inspector/model.js'
import { createStage, type Stage } from '../support/core/stage.js'
import { SECRETIVE, SECRETS } from '../support/inspector/secrets.js'

const SOON = { next: (attempt: number) => attempt }

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

const eventsOf = (file: string) =>
  file
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as TapeEvent)

/** Time passes for the node and for what watches it. */
function pass(stage: Stage, seconds: number): void {
  stage.clock.advance(seconds)
  jest.advanceTimersByTime(seconds * 1000)
}

/** Minutes with faults. */
function liveThrough(stage: Stage, rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    stage.node.connect()
    pass(stage, 0.25)
    if (round % 3 === 0) stage.peer.close(1006)
    else stage.peer.open()
    stage.peer.deliver(`packet ${round}`)
    stage.node.send(`message ${round}`)
    pass(stage, 3)
    if (round % 3 === 1) stage.peer.close(1011, 'overload')
    else stage.node.close()
    pass(stage, 5)
  }
}

describe('a recording that is loaded', () => {
  test('has the same table of states as the live inspector, row for row', () => {
    const stage = createStage({ reconnect: SOON })
    const inspection = createInspection({ nodes: [stage.node] })
    inspection.recording!.start(900)
    liveThrough(stage, 70)
    const loaded = loadRecording(inspection.recording!.save()!)
    expect(loaded.states().length).toBeGreaterThan(200)
    expect(loaded.states()).toEqual(JSON.parse(JSON.stringify(inspection.states())))
    expect(loaded.timeline()).toEqual(JSON.parse(JSON.stringify(inspection.timeline())))
    inspection.stop()
  })

  test('shows the times that the live inspector shows, though the wall clock was put forward meanwhile', () => {
    const stage = createStage()
    const inspection = createInspection({ nodes: [stage.node] })
    inspection.recording!.start(900)
    const tape = recorder({ nodes: [stage.node] })
    jest.setSystemTime(Date.now() + 3_600_000)
    expect(loadRecording(inspection.recording!.save()!).origin).toBe(inspection.origin)
    expect(loadRecording(tape.save()).origin).toBe(inspection.origin)
    tape.stop()
    inspection.stop()
  })

  test('has the times of the live inspector, however long the machine pauses between the two', () => {
    const stage = createStage({ reconnect: SOON })
    const inspection = createInspection({ nodes: [stage.node] })
    inspection.recording!.start(900)
    let now = performance.now()
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 3))
    liveThrough(stage, 2)
    clock.mockRestore()
    const loaded = loadRecording(inspection.recording!.save()!)
    expect(loaded.states()).toEqual(JSON.parse(JSON.stringify(inspection.states())))
    inspection.stop()
  })

  test('has the times of the live inspector also of nodes that came later than it, or earlier than the recorder', () => {
    let now = performance.now()
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 3))
    const stage = createStage()
    const early = recorder({ nodes: [stage.node] })
    const inspection = createInspection({ nodes: [stage.node] })
    inspection.recording!.start(900)
    const late = createStage({ host: 'late' })
    inspection.setNodes([stage.node, late.node])
    early.add(late.node)
    stage.node.connect()
    const latestTape = recorder({ nodes: [stage.node, late.node] })
    const tapes = [inspection.recording!, early, latestTape]
    const [own, other, latest] = tapes.map((tape) => loadRecording(tape.save()!).states())
    clock.mockRestore()
    const states: unknown = JSON.parse(JSON.stringify(inspection.states()))
    expect(states).toHaveLength(3)
    expect(own).toEqual(states)
    expect(other).toEqual(states)
    // It began after the first of them had ended.
    expect(latest).toEqual((states as unknown[]).slice(1))
    early.stop()
    latestTape.stop()
    inspection.stop()
  })

  test('begins with what the inspector knew before', () => {
    const stage = createStage()
    const inspection = createInspection({ nodes: [stage.node] })
    liveThrough(stage, 2)
    inspection.recording!.start(900)
    liveThrough(stage, 1)
    const loaded = loadRecording(inspection.recording!.save()!)
    expect(loaded.states()).toEqual(JSON.parse(JSON.stringify(inspection.states())))
    inspection.stop()
  })

  test('has its messages, sums and items, and no hands', () => {
    const stage = createStage()
    const tape = recorder({ nodes: [stage.node] })
    stage.node.connect()
    stage.peer.open()
    stage.peer.deliver('ä', new Uint8Array([0, 255]))
    stage.node.send('x')
    const loaded = loadRecording(tape.save())
    tape.stop()
    expect(loaded.messages().map(({ direction, kind, size, data }) => [direction, kind, size, data])).toEqual([
      ['in', 'text', 2, 'ä'],
      ['in', 'bytes', 2, new Uint8Array([0, 255])],
      ['out', 'text', 1, 'x'],
    ])
    const [item] = loaded.items()
    expect(item).toMatchObject({ kind: 'node', label: 'ws://h/', state: { status: 'open' } })
    expect(loaded.traffic()[0]).toMatchObject({ packetsIn: 2, bytesIn: 4, packetsOut: 1, bytesOut: 1 })
    expect(loaded.hands(item!.id)).toBeUndefined()
  })

  test('nests its nodes as they were mounted, and leaves out what is broken', () => {
    const lines = [
      { format: 'react-websocket-node', version: 1, origin: 0, from: 0, to: 9 },
      { t: 1, node: 'n2', kind: 'node', label: 'inner', parent: 'n1' },
      { t: 1, node: 'n1', kind: 'node', label: 'outer', parent: 'p1' },
      { t: 2, node: 'n1', kind: 'state', state: { status: 'failed' } },
      { t: 2, node: 'n1', kind: 'state', state: { status: 'reconnecting', delay: 1 } },
      { t: 2, node: 'n1', kind: 'state', state: null },
      { t: 2, node: 'n1', kind: 'signal', signal: 'closed' },
      { t: 2, node: 'n1', kind: 'attempt', url: 'ws://h/' },
      { t: 3, node: 'n1', kind: 'state', state: { status: 'closed', code: 1000, reason: '' } },
    ]
    const loaded = loadRecording(lines.map((line) => JSON.stringify(line)).join('\n'))
    expect(loaded.items().map(({ label, depth, parent }) => [label, depth, parent])).toEqual([
      ['outer', 0, null],
      ['inner', 1, 'n1'],
    ])
    expect(loaded.timeline()).toMatchObject([{ t: 3, detail: '1000' }])
    expect(loaded.states()).toMatchObject([{ status: 'closed', from: 3 }])
  })

  test.each([
    ['text', 'hello', /no recording of react-websocket-node/],
    ['another format', '{"format":"har","version":1}', /no recording of react-websocket-node/],
    ['another version', '{"format":"react-websocket-node","version":2}', /has version 2, and only version 1/],
    ['nothing', '', /no recording/],
  ])('is refused in a sentence: %s', (_name, file, words) => {
    expect(() => loadRecording(file)).toThrow(words)
  })

  test('is read past kinds and fields that are not known, and past a last line that is cut off', () => {
    const stage = createStage()
    const tape = recorder({ nodes: [stage.node] })
    stage.node.connect()
    const file = tape.save()
    tape.stop()
    const more = `${file}{"t":1,"node":"n1","kind":"aura","colour":"red"}\n{"t":2,"node":"n1","ki`
    const loaded = loadRecording(more)
    expect(loaded.states()).toEqual(loadRecording(file).states())
    expect(loaded.notes).toEqual(['The last line is cut off, and left out.'])
  })
})

describe('the ring', () => {
  test('keeps the last seconds, counts what fell out, and knows the state with which they begin', () => {
    const stage = createStage()
    const tape = recorder({ seconds: 10, nodes: [stage.node] })
    stage.node.connect()
    stage.peer.open()
    stage.peer.deliver('old')
    pass(stage, 11)
    stage.peer.deliver('new')
    const events = eventsOf(tape.save())
    tape.stop()
    expect(events.filter(({ kind }) => kind === 'packets')).toMatchObject([{ packets: ['new'] }])
    expect(events.find(({ kind }) => kind === 'state')).toMatchObject({ state: { status: 'open' } })
    const [dropped] = events.filter((event) => event.kind === 'dropped')
    expect(dropped?.count).toBeGreaterThan(3)
    expect(loadRecording(tape.save()).notes).toEqual([`${dropped?.count} events of ws://h/ before this are not kept.`])
  })

  test('is bounded in bytes', () => {
    const stage = createStage()
    const tape = recorder({ maxBytes: 5000, nodes: [stage.node] })
    stage.node.connect()
    stage.peer.open()
    for (let index = 0; index < 100; index++) stage.peer.deliver('x'.repeat(900))
    const packets = eventsOf(tape.save()).filter(({ kind }) => kind === 'packets')
    tape.stop()
    expect(packets.length).toBeGreaterThan(2)
    expect(packets.length).toBeLessThan(6)
  })

  test('keeps bytes as they were', () => {
    const stage = createStage()
    const tape = recorder({ nodes: [stage.node] })
    stage.node.connect()
    stage.peer.open()
    const bytes = new Uint8Array([1, 2])
    stage.peer.deliver(bytes)
    bytes.fill(0)
    expect(loadRecording(tape.save()).messages()[0]!.data).toEqual(new Uint8Array([1, 2]))
    tape.stop()
  })

  test('records nothing that is added after stop', () => {
    const stage = createStage()
    const tape = recorder()
    tape.stop()
    tape.add(stage.node)
    stage.node.connect()
    expect(eventsOf(tape.save())).toEqual([])
    expect(sessionOf(stage.node)!.slot.probe).toBeUndefined()
    expect(() => tape.add({})).toThrow(/come from this package/)
  })

  test('lets what falls out be collected', async () => {
    const stage = createStage()
    const tape = recorder({ maxBytes: 5000, nodes: [stage.node] })
    const inspection = createInspection({ nodes: [stage.node] })
    inspection.keepMessages(true)
    stage.node.connect()
    stage.peer.open()
    const before = await heapAfterCollection()
    for (let index = 0; index < 200; index++) {
      stage.peer.deliver(new Uint8Array(1e6))
      stage.node.receive()
    }
    const after = await heapAfterCollection()
    // 16 MB are kept, of 200.
    expect(after - before).toBeLessThan(60e6)
    tape.stop()
    inspection.stop()
  })

  test('ends with stop, and can be saved then', () => {
    const stage = createStage()
    const tape = recorder({ nodes: [stage.node] })
    stage.node.connect()
    tape.stop()
    const before = eventsOf(tape.save())
    stage.peer.open()
    expect(eventsOf(tape.save())).toEqual(before)
    expect(before.filter(({ kind }) => kind === 'state')).toHaveLength(2)
  })

  test.each<[object, RegExp]>([
    [{ seconds: 0 }, /seconds is in seconds, 1 to 3600; got 0/],
    [{ seconds: 5000 }, /seconds is in seconds, 1 to 3600; got 5000/],
    [{ maxBytes: 1 }, /maxBytes is in bytes/],
    [{ nodes: [{}] }, /come from this package/],
    [{ nodes: [null] }, /come from this package/],
    [{ mask: ['token'] }, /mask takes \{ fields: \['token'\] \} or a function; got \[object Array\]/],
  ])('%j is refused, and leaves nothing behind', (options, words) => {
    const { listeners } = mountedHere()
    const before = listeners.size
    expect(() => recorder(options)).toThrow(words)
    expect(listeners.size).toBe(before)
  })
})

/** Bytes of buffers that are still held. */
async function heapAfterCollection(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let round = 0; round < 3; round++) {
    collect()
    await jest.advanceTimersByTimeAsync(0)
  }
  return process.memoryUsage().arrayBuffers
}

// ── Secrets ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Everything that comes out of an inspection and a file. */
function allTextOf(inspection: ReturnType<typeof createInspection>, file: string): string {
  const shown = [
    inspection.items(),
    inspection.items().map(({ id }) => inspection.properties(id)),
    inspection.timeline(),
    inspection.states(),
    inspection
      .messages()
      .map(({ data, source, size }) => [typeof data === 'string' ? data : [...(data ?? [])], source, size]),
  ]
  return `${JSON.stringify(shown)}${file}`
}

test('no secret is shown or saved: query, subprotocol, what authenticate sends, a masked field, errors and causes', async () => {
  const stage = createStage(SECRETIVE)
  const mask = { fields: ['password'] }
  const inspection = createInspection({ nodes: [stage.node], mask })
  const tape = recorder({ nodes: [stage.node], mask })
  inspection.keepMessages(true)
  stage.node.connect()
  stage.peer.open(SECRETS.protocol)
  await jest.advanceTimersByTimeAsync(0)
  expect(stage.node.state.status).toBe('open')
  stage.peer.deliver(
    `{"a":[{"password":"${SECRETS.field}"}]}`,
    new TextEncoder().encode(`{"password":"${SECRETS.field}"}`),
  )
  stage.node.send(`{"password":{"deep":"${SECRETS.field}"}} {"password":"${SECRETS.field}`)
  stage.peer.close(1011, `bad token ${SECRETS.query}`)
  stage.node.connect('h', `/other?token=${SECRETS.query}`)
  stage.configure({ url: `ws://${SECRETS.user}:${SECRETS.password}@h/` })
  const all = allTextOf(inspection, tape.save())
  for (const secret of Object.values(SECRETS)) expect(all).not.toContain(secret)
  expect(all).toContain('room=•••')
  expect(all).toContain('authenticate')
  expect(inspection.messages().find(({ source }) => source === 'authenticate')).toMatchObject({
    data: undefined,
    size: JSON.stringify({ login: SECRETS.login }).length,
  })
  inspection.stop()
  tape.stop()
})

test('what a platform says about a secret is masked, also in a recording that begins later', () => {
  const boom = () => {
    throw new DOMException(`'${SECRETS.protocol}' is no protocol for ws://h/?token=${SECRETS.query}`, 'SyntaxError')
  }
  const stage = createStage({ ...SECRETIVE, authenticate: undefined, transport: { open: boom } })
  const inspection = createInspection({ nodes: [stage.node] })
  stage.node.connect()
  inspection.recording!.start(60)
  stage.node.connect()
  const all = allTextOf(inspection, inspection.recording!.save()!)
  inspection.stop()
  expect(all).toContain('is no protocol for')
  for (const secret of [SECRETS.protocol, SECRETS.query]) expect(all).not.toContain(secret)
})

test('a mask function sees text and bytes both ways, and decides what is shown', () => {
  const stage = createStage()
  const seen: unknown[] = []
  const inspection = createInspection({
    nodes: [stage.node],
    mask: (wire, direction) => (seen.push([wire, direction]), 'hidden'),
  })
  inspection.keepMessages(true)
  stage.node.connect()
  stage.peer.open()
  stage.peer.deliver('a', new Uint8Array([1]))
  stage.node.send('b')
  expect(inspection.messages().map(({ data }) => data)).toEqual(['hidden', 'hidden', 'hidden'])
  expect(seen).toEqual([
    ['a', 'in'],
    [new Uint8Array([1]), 'in'],
    ['b', 'out'],
  ])
  inspection.stop()
})

/** What is shown of messages under a mask. */
function shownUnder(mask: Mask, ...wires: (string | Uint8Array)[]): unknown[] {
  const stage = createStage({ format: wire } as object)
  const inspection = createInspection({ nodes: [stage.node], mask })
  inspection.keepMessages(true)
  const tape = recorder({ nodes: [stage.node], mask })
  stage.node.connect()
  stage.peer.open()
  stage.peer.deliver(...wires)
  const shown = inspection.messages().map(({ data }) => data)
  expect(
    loadRecording(tape.save())
      .messages()
      .map(({ data }) => data),
  ).toEqual(shown)
  tape.stop()
  inspection.stop()
  return shown
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

test.each([
  [
    'several documents in one frame',
    '{"password":{"a":1,"b":["x y",2]},"c":3}\n{"password":[1, 2]}',
    '{"password":"•••","c":3}\n{"password":"•••"}',
  ],
  ['a document that is cut off in a text', '{"a":1,"password":"x y', '{"a":1,"password":"•••"'],
  ['one that is cut off in an object', '{"password": {"a": "}", "b', '{"password": "•••"'],
  ['a prefix', '42["login",{"password":"a\\"b","c":3}]', '42["login",{"password":"•••","c":3}]'],
  ['a number at the end', '{"password":12}{"password":null ,"d":4}', '{"password":"•••"}{"password":"•••" ,"d":4}'],
  ['a key that is written otherwise', '{"pass\\u0077ord":"x"}', '{"password":"•••"}'],
])('masked fields are hidden in %s, in texts and in binary frames', (_what, text, shown) => {
  expect(shownUnder({ fields: ['password'] }, text, bytesOf(text))).toEqual(
    [text, shown].slice(1).flatMap((one) => [one, bytesOf(one)]),
  )
})

test('masked fields are hidden in a binary frame that begins with a byte order mark or blanks', () => {
  const shown = shownUnder({ fields: ['password'] }, bytesOf('\uFEFF{"password":"x"}'), bytesOf(' \n{"password":"x"}'))
  expect(shown.map((one) => new TextDecoder().decode(one as Uint8Array))).toEqual([
    '{"password":"•••"}',
    '{"password":"•••"}',
  ])
})

test('what has no masked field is shown as it came: numbers beyond 2^53, blanks, bytes that are no text', () => {
  const wires = ['{ "id": 12345678901234567890 }', bytesOf('{ "id": 1.0 }'), new Uint8Array([0x7b, 0xff, 0])]
  expect(shownUnder({ fields: ['password'] }, ...wires)).toEqual(wires)
})

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('no mask')
    },
  ],
  ['returns nothing', () => undefined],
  ['returns a number', () => 5],
])('of a message whose mask function %s, nothing is shown', (_how, mask) => {
  const reported: unknown[] = []
  Object.assign(globalThis, { reportError: (error: unknown) => reported.push(error) })
  expect(shownUnder(mask as Mask, 'secret', bytesOf('secret'))).toEqual(['•••', '•••'])
  Reflect.deleteProperty(globalThis, 'reportError')
  expect(reported.every((error) => (error as Error).message === 'no mask')).toBe(true)
})

// ── The bounds of the live inspector ──────────────────────────────────────────────────────────────────────────────────

test('closed, it keeps 1,000 events a node', () => {
  const stage = createStage()
  const inspection = createInspection({ nodes: [stage.node] })
  liveThrough(stage, 200)
  expect(inspection.timeline()).toHaveLength(1000)
  inspection.stop()
})

test('closed, it forgets what is older than ten minutes', async () => {
  const stage = createStage()
  const inspection = createInspection({ nodes: [stage.node] })
  const stop = inspection.subscribe(() => {})
  stage.node.connect()
  await jest.advanceTimersByTimeAsync(601_000)
  expect(inspection.timeline()).toEqual([])
  expect(inspection.states()).toMatchObject([{ status: 'connecting', to: undefined }])
  stop()
  inspection.stop()
})

test('open, it keeps 10,000 messages and 16 MB', () => {
  const stage = createStage()
  const inspection = createInspection({ nodes: [stage.node] })
  inspection.keepMessages(true)
  stage.node.connect()
  stage.peer.open()
  for (let index = 0; index < 110; index++) stage.peer.deliver(...Array.from({ length: 100 }, () => 'x'))
  expect([inspection.messages().length, inspection.droppedMessages()]).toEqual([10_000, 1000])
  inspection.clearMessages()
  for (let index = 0; index < 20; index++) stage.peer.deliver('x'.repeat(1e6))
  expect(inspection.messages()).toHaveLength(16)
  inspection.stop()
})
