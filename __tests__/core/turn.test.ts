/**
 * A turn that was waited for begins in a microtask: as work of its node, like everything that the node does.
 */
import { text, type Transport, type Wire } from '../../src/core/index.js'
import { withDefaults } from '../../src/core/createWebSocketNode.js'
import { createDriver } from '../../src/core/node.js'
import { createFakeSocket } from '../support/core/fakeSocket.js'
import { createManualClock } from '../support/core/manualClock.js'
import { usePlatformSockets } from '../support/model/platformSockets.js'

describe('a turn that was waited for', () => {
  const sockets = usePlatformSockets()
  const microtasks = async () => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  const lineUp = () => {
    const [first, second] = ['ws://h/1', 'ws://h/2'].map((url) => {
      const options = { url, format: text, sendQueue: 9 }
      const driver = createDriver<typeof text>(withDefaults(options), { clock: createManualClock() })
      driver.mount()
      driver.node.connect()
      return { driver, node: driver.node, options }
    })
    return { first: first!, second: second! }
  }
  test('leaves no socket where the constructor disposes of the node', async () => {
    const { first, second } = lineUp()
    const Original = globalThis.WebSocket
    globalThis.WebSocket = function (url: string) {
      second.driver.unmount()
      return new Original(url)
    } as never
    first.driver.unmount()
    await microtasks()
    globalThis.WebSocket = Original
    expect(sockets.live).toEqual([])
  })
  test('leaves none where createSocket does', async () => {
    const { first, second } = lineUp()
    const socket = createFakeSocket()
    const createSocket = () => (second.driver.unmount(), socket)
    second.driver.configure(withDefaults({ ...second.options, createSocket }))
    first.driver.unmount()
    await microtasks()
    expect(socket.closeCalls).toEqual([[1000]])
  })
  test('gives the queue to a transport that opens at once', async () => {
    const { first, second } = lineUp()
    second.node.send('queued')
    const sent: Wire[] = []
    const transport: Transport = {
      open(_request, events) {
        events.opened('')
        return { bufferedAmount: 0, send: (message) => (sent.push(message), true), close() {}, abandon() {} }
      },
    }
    second.driver.configure(withDefaults({ ...second.options, transport }))
    first.driver.unmount()
    await microtasks()
    expect([second.node.state.status, sent, second.node.queued]).toEqual(['open', ['queued'], 0])
  })
})
