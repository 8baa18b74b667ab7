/**
 * Modern fake timers fake `queueMicrotask` and `process.nextTick` too, and a user's test has no reason to run those:
 * nothing of a node waits for them.
 */
import { createWebSocketNode, type Lifecycle } from '../../src/core/index.js'
import { takeTurn } from '../../src/core/wire/turns.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { microtasks } from '../support/core/microtasks.js'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

test('the next handshake begins when the first one is over', async () => {
  const begun: string[] = []
  const enter = (name: string) => takeTurn('host', { begin: () => {}, lead: () => begun.push(name), giveWay: () => {} })
  const [first, second] = [enter('first'), enter('second')]
  first.leave()
  await microtasks()
  expect(begun).toEqual(['first', 'second'])
  second.leave()
})

test('a node that is disposed of leaves its lifecycle', async () => {
  let watchers = 0
  const lifecycle: Lifecycle = {
    watch() {
      watchers++
      return () => void watchers--
    },
  }
  const node = createWebSocketNode({ lifecycle, transport: createFakeTransport() })
  node.connect()
  expect(watchers).toBe(1)
  node.dispose()
  await microtasks()
  expect(watchers).toBe(0)
})

test('an unmount or a dispose() ends what is queued', async () => {
  const failed: unknown[] = []
  const node = createWebSocketNode({
    transport: createFakeTransport(),
    sendQueue: 1,
    onSendFailed: (messages) => failed.push(...messages),
  })
  node.sendString('queued')
  node.on('sendFailed', (messages) => failed.push(...messages))
  node.dispose()
  await microtasks()
  expect(failed).toEqual(['queued', 'queued'])
})
