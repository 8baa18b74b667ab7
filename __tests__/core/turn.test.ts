/**
 * A turn that was waited for begins in a microtask: as work of its node, like everything that the node does.
 */
import { text, type Outgoing, type Transport } from '../../src/core/index.js'
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

  /** As many as shake hands at once, and one that waits. */
  const lineUp = () => {
    const nodes = Array.from({ length: 9 }, (_, index) => {
      const options = { url: `ws://h/${index + 1}`, format: text }
      const driver = createDriver<typeof text>(withDefaults(options), { clock: createManualClock() })
      driver.mount()
      driver.node.connect()
      return { driver, node: driver.node, options }
    })
    expect(sockets.urls).toHaveLength(8)
    return { first: nodes[0]!, last: nodes[8]!, leave: () => nodes.forEach(({ driver }) => driver.dispose()) }
  }

  test('leaves no socket where the constructor disposes of the node', async () => {
    const { first, last, leave } = lineUp()
    const Original = globalThis.WebSocket
    globalThis.WebSocket = function (url: string) {
      last.driver.dispose()
      return new Original(url)
    } as never
    first.driver.dispose()
    await microtasks()
    globalThis.WebSocket = Original
    expect(sockets.at('ws://h/9').isGone).toBe(true)
    leave()
  })

  test('leaves none where createSocket does', async () => {
    const { first, last, leave } = lineUp()
    const socket = createFakeSocket()
    const createSocket = () => (last.driver.dispose(), socket)
    last.driver.configure(withDefaults({ ...last.options, createSocket }))
    first.driver.dispose()
    await microtasks()
    expect(socket.closeCalls).toEqual([[1000]])
    leave()
  })

  test('gives the queue to a transport that opens at once', async () => {
    const { first, last, leave } = lineUp()
    last.node.send('queued')
    const sent: Outgoing[] = []
    const transport: Transport = {
      open(_request, events) {
        events.opened('')
        return { bufferedAmount: 0, send: (message) => (sent.push(message), true), close() {}, abandon() {} }
      },
    }
    last.driver.configure(withDefaults({ ...last.options, transport }))
    first.driver.dispose()
    await microtasks()
    expect([last.node.state.status, sent, last.node.queued]).toEqual(['open', ['queued'], 0])
    leave()
  })
})
