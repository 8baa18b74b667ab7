/**
 * @jest-environment node
 *
 * Relative addresses where there is no document: a worker's are relative to its script, elsewhere there are none.
 */
import { createWebSocketNode } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'WorkerGlobalScope')
  Reflect.deleteProperty(globalThis, 'location')
})

/** Where a node with this url goes, or the code of the error. */
function go(url: string): string {
  const transport = createFakeTransport()
  const node = createWebSocketNode({ url, transport })
  node.connect()
  const { state } = node
  node.dispose()
  return state.status === 'failed' ? state.error.code : transport.last.request.url
}

const inWorker = (location: object | undefined) =>
  Object.assign(globalThis, { WorkerGlobalScope: class {}, ...(location && { location }) })

test.each([
  ['/feed', 'wss://app.test/feed'],
  ['feed?a=b', 'wss://app.test/js/feed?a=b'],
  ['ws://other.test', 'ws://other.test/'],
])('in a worker, %p leads to %p', (url, to) => {
  inWorker({ href: 'https://app.test/js/worker.js' })
  expect(go(url)).toBe(to)
})

test('in a worker of a blob there are none', () => {
  inWorker({ href: 'blob:https://app.test/1' })
  expect(go('/feed')).toBe('invalid-url')
})

test('in a worker without a location, as in workerd, there are none', () => {
  inWorker(undefined)
  expect(go('/feed')).toBe('invalid-url')
})

test('a location without a worker, as some apps of React Native have, is not asked', () => {
  Object.assign(globalThis, { location: { href: 'http://packager.test:8081/' } })
  expect(go('/feed')).toBe('invalid-url')
})
