/**
 * @jest-environment-options {"url": "https://page.test/"}
 *
 * `ws:` from an https page. Chromium and Firefox throw, but for loopback; WebKit's socket says `error` before anything
 * else, and nothing ever after it.
 */
import { createWebSocketNode, text } from '../../src/core/index.js'
import { createFakeSocket } from '../support/core/fakeSocket.js'
import { useHideablePage } from '../support/core/hideablePage.js'

/** Delivers the tasks. */
const page = useHideablePage()

function connect(url: string) {
  const socket = createFakeSocket()
  const told: unknown[] = []
  const node = createWebSocketNode({
    url,
    format: text,
    createSocket: () => socket,
    reconnect: { next: () => null },
    onConnectFailed: ({ code, cause, close }) => told.push(code, (cause as Error | undefined)?.name, close?.code),
  })
  node.connect()
  return { node, socket, told }
}

test.each(['ws://h/', 'ws://127.0.0.1:8080/'])('an error alone says that %s is blocked', (url) => {
  const { node, socket, told } = connect(url)
  socket.peer.error()
  expect(told).toEqual([])
  page.deliverMessages()
  expect(told).toEqual(['blocked', 'SecurityError', undefined])
  expect(node.state).toMatchObject({ status: 'failed', url })
  // The browser may take it for connecting still.
  expect(socket.closeCalls).toEqual([[1000]])
})

test('a close says that ws: to this machine was allowed, and nobody there', () => {
  const { socket, told } = connect('ws://127.0.0.1:8080/')
  socket.peer.error()
  socket.peer.close(1006, '', false)
  page.deliverMessages()
  expect(told).toEqual(['refused', undefined, 1006])
})

test('an error alone of a wss: address is refused: a blocked port in WebKit', () => {
  const { socket, told } = connect('wss://h:9/')
  socket.peer.error()
  page.deliverMessages()
  expect(told).toEqual(['refused', undefined, 1006])
})
