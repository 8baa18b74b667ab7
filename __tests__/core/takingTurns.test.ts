/**
 * Which sockets take turns: a browser's own `WebSocket`, whoever makes it. No browser queues those of other clients, and
 * no other runtime queues its own.
 */
import { text, type CreateSocket } from '../../src/core/index.js'
import { withDefaults } from '../../src/core/createWebSocketNode.js'
import { createDriver, type NodeDriver } from '../../src/core/node.js'
import { createFakeSocket, type FakeSocket } from '../support/core/fakeSocket.js'
import { createManualClock } from '../support/core/manualClock.js'
import { microtasks } from '../support/core/microtasks.js'
import { usePlatformSockets } from '../support/model/platformSockets.js'

const MOST_AT_ONCE = 8

const sockets = usePlatformSockets()
const drivers: NodeDriver<typeof text>[] = []
const clock = createManualClock()
afterEach(async () => {
  for (const driver of drivers.splice(0)) driver.dispose()
  jest.restoreAllMocks()
  await microtasks()
})

/** Connects so many nodes of one host. */
const connect = (count: number, createSocket?: CreateSocket) =>
  Array.from({ length: count }, (_, index) => {
    const driver = createDriver<typeof text>(withDefaults({ url: `ws://h/${index}`, format: text, createSocket }), {
      clock,
    })
    drivers.push(driver)
    driver.mount()
    driver.node.connect()
    return driver.node
  })

const others = () => {
  const made: FakeSocket[] = []
  const createSocket = () => {
    const socket = createFakeSocket()
    made.push(socket)
    return socket
  }
  return { made, createSocket }
}

/** The runtime that `navigator` tells of. */
const pretendToBe = (userAgent: string | undefined) =>
  jest.spyOn(navigator, 'userAgent', 'get').mockReturnValue(userAgent as string)

test('a browser’s own sockets do', () => {
  connect(10)
  expect(sockets.urls).toHaveLength(MOST_AT_ONCE)
})

test('those that createSocket makes do, too', async () => {
  const nodes = connect(10, (url) => new WebSocket(url))
  expect(sockets.urls).toHaveLength(MOST_AT_ONCE)
  expect(nodes.map(({ remaining }) => remaining)).toEqual([10, ...Array<undefined>(9)])
  sockets.at('ws://h/0').open()
  await microtasks()
  expect(sockets.urls).toHaveLength(MOST_AT_ONCE + 1)
  expect(nodes[1]!.remaining).toBe(10)
})

test('sockets of another client don’t: all are made at once, and each has its time', () => {
  const { made, createSocket } = others()
  const nodes = connect(20, createSocket)
  expect(made).toHaveLength(20)
  expect(nodes.map(({ remaining }) => remaining)).toEqual(Array(20).fill(10))
})

test('… in a page that has no WebSocket, too', () => {
  globalThis.WebSocket = undefined as never
  const { made, createSocket } = others()
  connect(20, createSocket)
  expect(made).toHaveLength(20)
})

test('one of another client behind a browser’s own has all of its time, and keeps nobody waiting', async () => {
  const [first] = connect(MOST_AT_ONCE)
  const { made, createSocket } = others()
  const [other] = connect(1, createSocket)
  const [last] = connect(1)
  clock.advance(4)
  expect(made).toHaveLength(0)
  first!.close()
  await microtasks()
  expect([made.length, other!.remaining]).toEqual([1, 10])
  await microtasks()
  expect(last!.state.status).toBe('connecting')
  expect(sockets.urls).toHaveLength(MOST_AT_ONCE + 1)
})

test.each([
  ['Node', 'Node.js/22'],
  ['Deno', 'Deno/2.5.6'],
  ['Bun', 'Bun/1.3.1'],
  ['Workers', 'Cloudflare-Workers'],
  ['React Native', undefined],
])('%s has no turns, for its own sockets or those of createSocket', (_name, userAgent) => {
  pretendToBe(userAgent)
  const nodes = [...connect(10), ...connect(10, (url) => new WebSocket(url))]
  expect(sockets.urls).toHaveLength(20)
  expect(nodes.map(({ remaining }) => remaining)).toEqual(Array(20).fill(10))
})
