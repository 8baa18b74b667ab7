/**
 * What a queued message is, and where it goes.
 */
import { createWebSocketNode, type Wire } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { createStage } from '../support/core/stage.js'
import { watchUncaught } from '../support/core/uncaught.js'

const takeUncaught = watchUncaught()

test('a queued Buffer is a copy, though its own `slice` makes none', () => {
  const shared = Buffer.from('first')
  const format = {
    name: 'mine',
    decode: (wire: Wire) => wire,
    join: (packets: readonly Wire[]) => packets,
    encode: (message: string): Wire => (shared.write(message), shared),
  }
  const transport = createFakeTransport()
  const node = createWebSocketNode({ url: 'ws://h/', transport, format, sendQueue: 5 })
  node.send('first')
  node.send('SECND')
  node.connect()
  transport.last.peer.open()
  expect(transport.last.sent.map((wire) => Buffer.from(wire as Uint8Array).toString())).toEqual(['first', 'SECND'])
  node.dispose()
})

test('what was queued for the answer of a url function is not for a string url with another query', () => {
  const stage = createStage({ url: () => 'ws://h/?room=1', sendQueue: 5, reconnect: { next: () => 5 } })
  stage.node.connect()
  stage.peer.open()
  stage.peer.close(1006)
  stage.node.send('for room 1')
  stage.configure({ url: 'ws://h/?room=2' })
  stage.clock.advance(0)
  stage.peer.open()
  expect(stage.wire.request.url).toBe('ws://h/?room=2')
  expect(stage.wire.sent).toEqual([])
})

test('a queued message that the socket throws at is lost, and the next ones go out in their order', () => {
  const transport = createFakeTransport()
  const stage = createStage({
    sendQueue: 5,
    transport: {
      open(request, events) {
        const connection = transport.open(request, events)
        const send = (message: Wire) => {
          if (message === 'bad') throw new TypeError('the socket takes no such data')
          return connection.send(message)
        }
        return Object.assign(Object.create(connection) as typeof connection, { send })
      },
    },
  })
  for (const message of ['first', 'bad', 'third']) stage.node.send(message)
  stage.node.connect()
  transport.last.peer.open()
  stage.node.send('fourth')
  expect(transport.last.sent).toEqual(['first', 'third', 'fourth'])
  expect(stage.node.queued).toBe(0)
  expect(stage.story.slice(-2)).toEqual(['sendFailed(bad) in open', 'connected(ws://h/) in open'])
  expect(takeUncaught().map(String)).toEqual(['TypeError: the socket takes no such data'])
})
