/**
 * The line of a host name by itself, and the platform's sockets of a page that stand in it: sockets are made at once, up to
 * 8, and only the first one's time runs.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { takeTurn, type Turn } from '../../src/core/wire/turns.js'
import { withDefaults } from '../../src/core/createWebSocketNode.js'
import { createDriver, type NodeDriver } from '../../src/core/node.js'
import { text, type Transport } from '../../src/core/index.js'
import { createManualClock } from '../support/core/manualClock.js'
import { signalsIn, storyOf } from '../support/core/story.js'
import type { TextFormat, TextOptions } from '../support/core/stage.js'
import { usePlatformSockets } from '../support/model/platformSockets.js'

const microtasks = async () => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
}

/** One handshake in a line, and what it was told. */
interface Place {
  readonly name: string
  readonly host: string
  turn: Turn
  hasBegun: boolean
  isLeading: boolean
  hasLeft: boolean
}

/** Takes places in lines, and writes down what they are told. */
function createLines() {
  const places: Place[] = []
  const order: string[] = []
  const lines = {
    places,
    order,
    take(name: string, host = 'h', onBegin = () => {}): Place {
      const place: Place = { name, host, turn: undefined!, hasBegun: false, isLeading: false, hasLeft: false }
      places.push(place)
      place.turn = takeTurn(host, {
        begin() {
          assert.ok(!place.hasBegun && !place.hasLeft, `${name} begins once, in the line`)
          place.hasBegun = true
          order.push(name)
          onBegin()
        },
        lead() {
          assert.ok(place.hasBegun && !place.isLeading && !place.hasLeft, `${name} leads once, after its beginning`)
          place.isLeading = true
          order.push(`${name} leads`)
        },
        giveWay() {
          assert.ok(place.isLeading && !place.hasLeft, `${name} gives way as the first`)
          order.push(`${name} gives way`)
          place.turn.leave()
          place.hasLeft = true
          lines.take(`${name} again`, host)
        },
      })
      return place
    },
    leave(place: Place) {
      place.turn.leave()
      place.hasLeft = true
    },
    /** Those who are in the line, first come first. */
    of: (host: string) => places.filter((place) => place.host === host && !place.hasLeft),
  }
  return lines
}

describe('a line', () => {
  let lines = createLines()
  beforeEach(() => {
    lines = createLines()
  })
  afterEach(async () => {
    lines.places.forEach(lines.leave)
    await microtasks()
  })
  const names = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index))

  test('8 begin at once, the others in the order in which they came; one leads', async () => {
    const places = names(1, 16).map((name) => lines.take(name))
    expect(lines.order).toEqual(['1', '1 leads', ...names(2, 8)])
    lines.order.length = 0
    lines.leave(places[4]!)
    await microtasks()
    expect(lines.order).toEqual(['9'])
    lines.leave(places[0]!)
    await microtasks()
    expect(lines.order).toEqual(['9', '10', '2 leads'])
  })

  test('the lead is handed on in a microtask, not inside of what ends it', async () => {
    const first = lines.take('a')
    lines.take('b')
    lines.leave(first)
    expect(lines.order).toEqual(['a', 'a leads', 'b'])
    await microtasks()
    expect(lines.order).toEqual(['a', 'a leads', 'b', 'b leads'])
  })

  test('whoever leaves the line before its turn never begins', async () => {
    const places = names(1, 12).map((name) => lines.take(name))
    lines.leave(places[9]!)
    for (const place of places.slice(0, 3)) lines.leave(place)
    // Also while the turn is being handed over.
    lines.leave(places[8]!)
    await microtasks()
    expect(lines.order.slice(9)).toEqual(['11', '12', '4 leads'])
  })

  test('all leave at once: nobody else begins or leads', async () => {
    const places = names(1, 16).map((name) => lines.take(name))
    places.forEach(lines.leave)
    await microtasks()
    expect(lines.order).toHaveLength(9)
    lines.take('next')
    expect(lines.order.slice(9)).toEqual(['next', 'next leads'])
  })

  test('leaving twice gives away no other turn', async () => {
    const [first] = names(1, 10).map((name) => lines.take(name))
    for (let time = 0; time < 3; time++) {
      lines.leave(first!)
      await microtasks()
    }
    expect(lines.order.slice(9)).toEqual(['9', '2 leads'])
  })

  test('two host names do not wait for each other', () => {
    for (const host of ['a', 'b']) names(1, 9).forEach((name) => lines.take(`${host}${name}`, host))
    expect(lines.order.filter((line) => line.endsWith('leads'))).toEqual(['a1 leads', 'b1 leads'])
    expect(lines.order).toHaveLength(18)
  })

  test('one that leaves inside of its own beginning lets the next one go on', async () => {
    const places = names(1, 8).map((name) => lines.take(name))
    const leaver: Place = lines.take('self', 'h', () => lines.leave(leaver))
    lines.take('next')
    lines.leave(places[0]!)
    await microtasks()
    expect(lines.order.slice(9)).toEqual(['self', '2 leads', 'next'])
  })

  test('the first one that allows others gives way as soon as somebody waits behind it, and goes to the end', async () => {
    const hung = lines.take('hung')
    hung.turn.allowOthers()
    expect(lines.order).toEqual(['hung', 'hung leads'])
    lines.take('b')
    await microtasks()
    expect(lines.order.slice(2)).toEqual(['hung gives way', 'b', 'hung again', 'b leads'])
  })

  test('with somebody behind it, at once', async () => {
    const hung = lines.take('hung')
    lines.take('b')
    lines.take('c')
    hung.turn.allowOthers()
    await microtasks()
    expect(lines.order.slice(4)).toEqual(['hung gives way', 'hung again', 'b leads'])
    expect(lines.of('h').map(({ name }) => name)).toEqual(['b', 'c', 'hung again'])
  })
})

test('whatever happens, in whatever order: 8 begin, one leads, first come first served, and nobody is forgotten', async () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ type: fc.constant('take' as const), host: fc.constantFrom('a', 'a', 'b') }) },
    { weight: 3, arbitrary: fc.record({ type: fc.constant('leave' as const), which: fc.nat(100) }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('allow' as const), which: fc.nat(100) }) },
    { weight: 1, arbitrary: fc.constant({ type: 'pause' as const }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 150, size: 'max' }), async (steps) => {
      const lines = createLines()
      const allowing = new Set<Place>()
      const check = () => {
        for (const host of ['a', 'b']) {
          const line = lines.of(host)
          line.forEach(({ name, hasBegun, isLeading }, index) => {
            assert.equal(hasBegun, index < 8, `${name} is number ${index}`)
            assert.equal(isLeading, index === 0, `${name} is number ${index}`)
          })
          if (line.length > 1) assert.ok(!allowing.has(line[0]!), 'who has had its time leads nobody')
        }
      }
      for (const next of steps) {
        if (next.type === 'pause') {
          await microtasks()
          check()
          continue
        }
        if (next.type === 'take') {
          lines.take(String(lines.places.length), next.host)
          continue
        }
        const place = lines.places[next.which % Math.max(1, lines.places.length)]
        if (!place) continue
        // Leaving twice is nothing.
        if (next.type === 'leave') lines.leave(place)
        // Only who leads knows that its time is over.
        else if (place.isLeading && !place.hasLeft) {
          allowing.add(place)
          place.turn.allowOthers()
        }
      }
      await microtasks()
      check()
      lines.places.forEach(lines.leave)
      await microtasks()
    }),
    { numRuns: 300 },
  )
})

describe("the page's nodes, on the platform's sockets", () => {
  const sockets = usePlatformSockets()
  const drivers: NodeDriver<TextFormat>[] = []
  let clock = createManualClock()
  beforeEach(() => {
    clock = createManualClock()
  })
  afterEach(async () => {
    for (const driver of drivers.splice(0)) driver.dispose()
    await microtasks()
    expect(clock.pending()).toBe(0)
    expect(sockets.live).toEqual([])
  })

  function connect(options: TextOptions = {}) {
    const driver = createDriver<TextFormat>(withDefaults({ host: 'h', useWSS: false, format: text, ...options }), {
      clock,
    })
    drivers.push(driver)
    const story = storyOf(driver.node)
    driver.mount()
    driver.node.connect()
    return { driver, node: driver.node, story }
  }

  /** A full line, whose first handshake hangs. */
  const lineUp = () =>
    Array.from({ length: 8 }, (_, index) => connect({ route: String(index + 1), connectionTimeout: 300 }))

  test('8 sockets of a host name shake hands at once, the rest follow in the order of the attempts', async () => {
    lineUp()
    for (const route of ['9', '10']) connect({ route })
    connect({ host: 'other' })
    connect({ host: 'h:81', route: 'port' })
    expect(sockets.urls.slice(8)).toEqual(['ws://other/'])
    sockets.at('ws://h/7').open()
    await microtasks()
    expect(sockets.urls.slice(9)).toEqual(['ws://h/9'])
    sockets.at('ws://h/1').fail()
    sockets.at('ws://h/2').fail()
    await microtasks()
    expect(sockets.urls.slice(10)).toEqual(['ws://h/10', 'ws://h:81/port'])
  })

  test('connectionTimeout runs only for the first in the line', async () => {
    const first = connect({ connectionTimeout: 10 })
    const second = connect({ connectionTimeout: 3 })
    clock.advance(9)
    expect([first.node.state.status, second.node.state.status]).toEqual(['connecting', 'connecting'])
    expect([first.node.remaining, second.node.remaining]).toEqual([1, undefined])
    first.node.close()
    await microtasks()
    clock.advance(2.9)
    expect(second.node.state.status).toBe('connecting')
    clock.advance(0.1)
    expect(second.node.state).toMatchObject({ status: 'failed', error: { code: 'timeout' } })
  })

  test('behind one that hangs, a healthy one opens all the same', () => {
    connect({ route: 'hung', connectionTimeout: 0 })
    const second = connect({ route: 'healthy', connectionTimeout: 1 })
    clock.advance(5)
    sockets.at('ws://h/healthy').open()
    expect(second.node.state.status).toBe('open')
  })

  test('the time that the url function took counts, the time in the line does not', async () => {
    const first = connect()
    let answer = (_url: string) => {}
    const second = connect({ connectionTimeout: 3, url: () => new Promise<string>((resolve) => (answer = resolve)) })
    clock.advance(2)
    answer('ws://h/asked')
    await microtasks()
    expect(sockets.urls.at(-1)).toBe('ws://h/asked')
    clock.advance(5)
    expect(second.node.state).toMatchObject({ status: 'connecting', url: 'ws://h/asked' })
    first.node.close()
    await microtasks()
    clock.advance(0.9)
    expect(second.node.state.status).toBe('connecting')
    clock.advance(0.1)
    expect(second.node.state).toMatchObject({ status: 'failed', error: { code: 'timeout' } })
  })

  test('without a timeout it leads for 10 s, and then goes to the end with another socket, if somebody waits', async () => {
    const hung = connect({ route: 'hung', connectionTimeout: 0 })
    const second = connect({ route: 'second', connectionTimeout: 3 })
    clock.advance(9.9)
    expect(second.node.remaining).toBeUndefined()
    expect(sockets.live).toHaveLength(2)
    clock.advance(0.1)
    await microtasks()
    expect(second.node.remaining).toBe(3)
    expect(sockets.urls).toEqual(['ws://h/hung', 'ws://h/second', 'ws://h/hung'])
    expect(sockets.live).toEqual(['ws://h/second', 'ws://h/hung'])
    clock.advance(3)
    await microtasks()
    expect([hung.node.state.status, second.node.state.status]).toEqual(['connecting', 'failed'])
    sockets.last.open()
    expect(hung.node.state.status).toBe('open')
    expect(signalsIn(hung.story)).toEqual(['connected(ws://h/hung)'])
  })

  test('alone, it keeps its socket for ever', async () => {
    const hung = connect({ connectionTimeout: 0 })
    clock.advance(1000)
    await microtasks()
    expect(sockets.urls).toHaveLength(1)
    sockets.last.open()
    expect(hung.node.state.status).toBe('open')
  })

  test('a hung handshake hands the lead on when it times out', async () => {
    const hung = connect({ connectionTimeout: 4 })
    const next = connect({ route: 'next', connectionTimeout: 2 })
    clock.advance(4)
    await microtasks()
    expect([hung.node.state.status, next.node.remaining]).toEqual(['failed', 2])
    expect(sockets.at('ws://h/').isGone).toBe(true)
  })

  test.each<[string, (node: { driver: NodeDriver<TextFormat> }) => void]>([
    ['unmounts', ({ driver }) => driver.unmount()],
    ['is closed', ({ driver }) => void driver.node.close()],
    [
      'moves to another host',
      ({ driver }) => driver.configure(withDefaults({ host: 'other', useWSS: false, format: text })),
    ],
  ])('one that %s while it waits never touches that host', async (_name, leave) => {
    lineUp()
    const second = connect({ route: '9' })
    connect({ route: '10' })
    leave(second)
    await microtasks()
    clock.runTasks()
    sockets.at('ws://h/1').open()
    await microtasks()
    expect(sockets.urls.slice(8).filter((url) => url.startsWith('ws://h/'))).toEqual(['ws://h/10'])
  })

  test('one that is disposed of while the turn is handed over to it neither', async () => {
    lineUp()
    const second = connect({ route: '9' })
    connect({ route: '10' })
    sockets.at('ws://h/1').open()
    second.driver.dispose()
    await microtasks()
    expect(sockets.urls.slice(8)).toEqual(['ws://h/10'])
  })

  test('a constructor that throws frees the turn', async () => {
    lineUp()
    const blocked = connect({ route: '9' })
    connect({ route: '10' })
    sockets.refuse('ws://h/9', Object.assign(new Error('no'), { name: 'SecurityError' }))
    sockets.at('ws://h/1').fail()
    await microtasks()
    expect(blocked.node.state).toMatchObject({ status: 'failed', error: { code: 'blocked' } })
    expect(sockets.urls.slice(8)).toEqual(['ws://h/10'])
  })

  test('an open connection that is lost gives away no turn twice', async () => {
    const [first] = lineUp()
    connect({ route: '9' })
    connect({ route: '10' })
    sockets.at('ws://h/1').open()
    await microtasks()
    first!.node.close()
    sockets.at('ws://h/1').endClosing(1000)
    await microtasks()
    expect(sockets.urls.slice(8)).toEqual(['ws://h/9'])
  })

  test('a retry queues again, behind those who wait', async () => {
    const first = connect({ route: 'retrying', reconnect: { next: () => 0 } })
    lineUp()
    connect({ route: '8 more' })
    sockets.at('ws://h/retrying').fail()
    clock.advance(0)
    await microtasks()
    expect(first.node.state.status).toBe('connecting')
    sockets.at('ws://h/1').open()
    await microtasks()
    sockets.at('ws://h/2').open()
    await microtasks()
    expect(sockets.urls.slice(8)).toEqual(['ws://h/8', 'ws://h/8%20more', 'ws://h/retrying'])
  })

  test('a transport of its own takes no turn', () => {
    lineUp()
    const opened: string[] = []
    const transport: Transport = {
      open({ url }) {
        opened.push(url)
        return { bufferedAmount: 0, send: () => true, close() {}, abandon() {} }
      },
    }
    connect({ route: '9', transport })
    expect(opened).toEqual(['ws://h/9'])
  })

  test('1,000 nodes of one host all open, though one handshake takes longer than a hundredth of the timeout', async () => {
    const nodes = Array.from({ length: 1000 }, (_, index) => connect({ route: String(index), connectionTimeout: 1 }))
    for (let handshake = 0; handshake < 1000; handshake++) {
      expect(sockets.connecting).toBe(Math.min(8, 1000 - handshake))
      clock.advance(0.025)
      sockets.at(`ws://h/${handshake}`).open()
      await microtasks()
    }
    expect(nodes.every(({ node }) => node.state.status === 'open')).toBe(true)
    expect(sockets.urls).toHaveLength(1000)
    expect(signalsIn(nodes[999]!.story)).toEqual(['connected(ws://h/999)'])
  })
})
