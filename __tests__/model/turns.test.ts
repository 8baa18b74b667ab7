/**
 * A turn for each handshake: the line of a host by itself, and the platform's sockets of a page that queue in it.
 */
import fc from 'fast-check'
import { takeTurn } from '../../src/core/turns.js'
import { withDefaults } from '../../src/core/createWebSocketNode.js'
import { createDriver, type NodeDriver } from '../../src/core/node.js'
import { text } from '../../src/core/index.js'
import { createManualClock } from '../support/core/manualClock.js'
import { signalsIn, storyOf } from '../support/core/story.js'
import type { TextFormat, TextOptions } from '../support/core/stage.js'
import { usePlatformSockets } from '../support/model/platformSockets.js'

const microtasks = async () => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
}

describe('a line', () => {
  let order: string[]
  let leaves: Map<string, () => void>
  beforeEach(() => {
    order = []
    leaves = new Map()
  })
  afterEach(async () => {
    for (const leave of leaves.values()) leave()
    await microtasks()
  })
  const take = (name: string, host = 'h') =>
    void leaves.set(
      name,
      takeTurn(host, () => void order.push(name)),
    )
  const leave = async (name: string) => {
    leaves.get(name)!()
    await microtasks()
  }

  test('the first begins at once, the others in the order in which they came', async () => {
    for (const name of ['a', 'b', 'c']) take(name)
    expect(order).toEqual(['a'])
    await leave('a')
    expect(order).toEqual(['a', 'b'])
    await leave('b')
    expect(order).toEqual(['a', 'b', 'c'])
  })

  test('the turn is handed on in a microtask, not inside of what ends it', async () => {
    take('a')
    take('b')
    leaves.get('a')!()
    expect(order).toEqual(['a'])
    await microtasks()
    expect(order).toEqual(['a', 'b'])
  })

  test('whoever leaves the line before its turn never begins', async () => {
    for (const name of ['a', 'b', 'c', 'd']) take(name)
    await leave('b')
    await leave('d')
    await leave('a')
    await leave('c')
    expect(order).toEqual(['a', 'c'])
  })

  test('whoever leaves while the turn is being handed over does not begin', async () => {
    for (const name of ['a', 'b', 'c']) take(name)
    leaves.get('a')!()
    leaves.get('b')!()
    await microtasks()
    expect(order).toEqual(['a', 'c'])
  })

  test('all leave at once: nobody begins', async () => {
    for (const name of ['a', 'b', 'c']) take(name)
    for (const name of ['a', 'b', 'c']) leaves.get(name)!()
    await microtasks()
    expect(order).toEqual(['a'])
    take('d')
    expect(order).toEqual(['a', 'd'])
  })

  test('leaving twice gives away no other turn', async () => {
    for (const name of ['a', 'b', 'c']) take(name)
    await leave('a')
    await leave('a')
    await leave('a')
    expect(order).toEqual(['a', 'b'])
    await leave('c')
    await leave('c')
    await leave('b')
    take('d')
    take('e')
    await leave('c')
    await leave('b')
    expect(order).toEqual(['a', 'b', 'd'])
  })

  test('two hosts do not wait for each other', async () => {
    take('a1', 'a')
    take('b1', 'b')
    take('a2', 'a')
    take('b2', 'b')
    expect(order).toEqual(['a1', 'b1'])
    await leave('b1')
    expect(order).toEqual(['a1', 'b1', 'b2'])
  })

  test('whoever comes while the turn is handed over goes behind those who wait', async () => {
    take('a')
    take('b')
    leaves.get('a')!()
    take('c')
    await microtasks()
    expect(order).toEqual(['a', 'b'])
    await leave('b')
    expect(order).toEqual(['a', 'b', 'c'])
  })

  test('one that leaves inside of its own turn lets the next one go on', async () => {
    const leaveFirst: (() => void)[] = []
    leaves.set(
      'hold',
      takeTurn('h', () => void order.push('hold')),
    )
    leaveFirst.push(
      takeTurn('h', () => {
        order.push('self')
        leaveFirst[0]!()
      }),
    )
    take('next')
    await leave('hold')
    expect(order).toEqual(['hold', 'self', 'next'])
  })

  test('1,000 take their turns, each once, in order', async () => {
    for (let number = 0; number < 1000; number++) take(String(number))
    for (let number = 0; number < 1000; number++) await leave(String(number))
    expect(order).toEqual(Array.from({ length: 1000 }, (_, number) => String(number)))
  })
})

test('whatever happens, in whatever order: one begins at a time, first come first served, and nobody is forgotten', async () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant('take' as const), host: fc.constantFrom('a', 'b') }),
    fc.record({ type: fc.constant('leave' as const), which: fc.nat(30) }),
    fc.constant({ type: 'pause' as const }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      interface Place {
        readonly host: string
        leave: () => void
        hasBegun: boolean
        hasLeft: boolean
      }
      const places: Place[] = []
      /** Who has the turn, or waits for it, oldest first. */
      const lineOf = (host: string) => places.filter((place) => place.host === host && !place.hasLeft)
      const check = () => {
        for (const host of ['a', 'b']) {
          const [first, ...others] = lineOf(host)
          expect(first?.hasBegun ?? true).toBe(true)
          expect(others.some(({ hasBegun }) => hasBegun)).toBe(false)
        }
      }
      for (const next of steps) {
        if (next.type === 'take') {
          const place: Place = { host: next.host, leave: () => {}, hasBegun: false, hasLeft: false }
          places.push(place)
          place.leave = takeTurn(next.host, () => {
            expect([place.hasBegun, place.hasLeft]).toEqual([false, false])
            place.hasBegun = true
          })
        } else if (next.type === 'leave') {
          const place = places[next.which % Math.max(1, places.length)]
          // Also again: leaving twice is nothing.
          place?.leave()
          if (place) place.hasLeft = true
        } else {
          await microtasks()
          check()
        }
      }
      await microtasks()
      check()
      for (const place of places) {
        place.leave()
        place.hasLeft = true
      }
      await microtasks()
    }),
    { numRuns: 500 },
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
    for (const driver of drivers.splice(0)) driver.unmount()
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

  test('one handshake with a host at a time, in the order of the attempts', async () => {
    for (const route of ['1', '2', '3']) connect({ route })
    connect({ host: 'other' })
    connect({ host: 'h:81' })
    expect(sockets.urls).toEqual(['ws://h/1', 'ws://other/', 'ws://h:81/'])
    sockets.at('ws://h/1').open()
    await microtasks()
    expect(sockets.urls.slice(3)).toEqual(['ws://h/2'])
    sockets.at('ws://h/2').fail()
    await microtasks()
    expect(sockets.urls.slice(3)).toEqual(['ws://h/2', 'ws://h/3'])
  })

  test('connectionTimeout runs only while the handshake can', async () => {
    const first = connect({ connectionTimeout: 10 })
    const second = connect({ connectionTimeout: 3 })
    clock.advance(9)
    expect([first.node.state.status, second.node.state.status]).toEqual(['connecting', 'connecting'])
    sockets.last.open()
    await microtasks()
    clock.advance(2.9)
    expect(second.node.state.status).toBe('connecting')
    clock.advance(0.1)
    expect(second.node.state).toMatchObject({ status: 'failed', error: { code: 'timeout' } })
  })

  test('the time that the url function took counts, the time in the line does not', async () => {
    const first = connect()
    let answer = (_url: string) => {}
    const second = connect({ connectionTimeout: 3, url: () => new Promise<string>((resolve) => (answer = resolve)) })
    clock.advance(2)
    answer('ws://h/asked')
    await microtasks()
    clock.advance(5)
    expect(second.node.state).toMatchObject({ status: 'connecting', url: 'ws://h/asked' })
    first.node.close()
    await microtasks()
    expect(sockets.urls.at(-1)).toBe('ws://h/asked')
    clock.advance(0.9)
    expect(second.node.state.status).toBe('connecting')
    clock.advance(0.1)
    expect(second.node.state).toMatchObject({ status: 'failed', error: { code: 'timeout' } })
  })

  test('a timeout of 0 waits for ever, in the line and out of it', async () => {
    const first = connect({ connectionTimeout: 0 })
    const second = connect({ connectionTimeout: 0 })
    clock.advance(1000)
    sockets.last.open()
    await microtasks()
    clock.advance(1000)
    expect([first.node.state.status, second.node.state.status]).toEqual(['open', 'connecting'])
    sockets.last.open()
    expect(second.node.state.status).toBe('open')
  })

  test('a hung handshake frees its turn when it times out', async () => {
    const hung = connect({ connectionTimeout: 4 })
    connect({ route: 'next' })
    clock.advance(4)
    await microtasks()
    expect(hung.node.state.status).toBe('failed')
    expect(sockets.urls).toEqual(['ws://h/', 'ws://h/next'])
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
    connect({ route: '1' })
    const second = connect({ route: '2' })
    connect({ route: '3' })
    leave(second)
    clock.runTasks()
    sockets.at('ws://h/1').open()
    await microtasks()
    expect(sockets.urls.filter((url) => url.startsWith('ws://h/'))).toEqual(['ws://h/1', 'ws://h/3'])
  })

  test('one that unmounts while the turn is handed over to it neither', async () => {
    connect({ route: '1' })
    const second = connect({ route: '2' })
    connect({ route: '3' })
    sockets.at('ws://h/1').open()
    second.driver.unmount()
    await microtasks()
    expect(sockets.urls).toEqual(['ws://h/1', 'ws://h/3'])
  })

  test('a constructor that throws frees the turn', async () => {
    connect({ route: '1' })
    const blocked = connect({ route: '2' })
    connect({ route: '3' })
    sockets.refuse('ws://h/2', Object.assign(new Error('no'), { name: 'SecurityError' }))
    sockets.at('ws://h/1').fail()
    await microtasks()
    expect(blocked.node.state).toMatchObject({ status: 'failed', error: { code: 'blocked' } })
    expect(sockets.urls).toEqual(['ws://h/1', 'ws://h/3'])
  })

  test('an open connection that is lost gives away no turn twice', async () => {
    const first = connect({ route: '1' })
    connect({ route: '2' })
    connect({ route: '3' })
    sockets.at('ws://h/1').open()
    await microtasks()
    first.node.close()
    sockets.at('ws://h/1').endClosing(1000)
    await microtasks()
    expect(sockets.urls).toEqual(['ws://h/1', 'ws://h/2'])
  })

  test('a retry queues again, behind those who wait', async () => {
    const first = connect({ route: '1', reconnect: { next: () => 0 } })
    connect({ route: '2' })
    connect({ route: '3' })
    sockets.at('ws://h/1').fail()
    clock.advance(0)
    await microtasks()
    expect(first.node.state.status).toBe('connecting')
    expect(sockets.urls).toEqual(['ws://h/1', 'ws://h/2'])
    sockets.at('ws://h/2').open()
    await microtasks()
    sockets.at('ws://h/3').open()
    await microtasks()
    expect(sockets.urls).toEqual(['ws://h/1', 'ws://h/2', 'ws://h/3', 'ws://h/1'])
  })

  test('its own sockets or transport take no turn', () => {
    connect()
    connect({ createSocket: (url) => new WebSocket(url) })
    connect({ createSocket: (url) => new WebSocket(url) })
    expect(sockets.urls).toHaveLength(3)
  })

  test('1,000 nodes of one host all open, though one handshake takes longer than a hundredth of the timeout', async () => {
    const nodes = Array.from({ length: 1000 }, () => connect({ connectionTimeout: 1 }))
    for (let handshake = 0; handshake < 1000; handshake++) {
      expect(sockets.connecting).toBe(1)
      clock.advance(0.025)
      sockets.last.open()
      await microtasks()
    }
    expect(nodes.every(({ node }) => node.state.status === 'open')).toBe(true)
    expect(sockets.urls).toHaveLength(1000)
    expect(signalsIn(nodes[999]!.story)).toEqual(['connected(ws://h/)'])
  })
})
