/**
 * `authenticate`, as a component passes it: before everything else on each connection, and always the latest one.
 */
import { act, render } from '@testing-library/react'
import { useEffect } from 'react'
import {
  json,
  useLastPacket,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type Exchange,
  type WebSocketDefaults,
} from '../../src/index.js'
import { HERE, mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'

mockNetwork()

interface Packet {
  readonly type: string
}
const format = json<Packet>()

/** Lets what `authenticate` waits for come. */
const answer = (happens: () => void) =>
  act(async () => {
    happens()
    await jest.advanceTimersByTimeAsync(0)
  })

function createChat() {
  const { sockets, createSocket } = scriptSockets()
  const told: unknown[] = []
  const Chat = ({ token }: { token: string }) => {
    const [{ status }, node] = useWebSocketNode({
      ...HERE,
      format,
      createSocket,
      autoconnectMode: 'self-ready',
      reconnect: { next: () => 0 },
      authenticate: async ({ send, next }) => {
        send({ type: token })
        if ((await next()).type !== 'welcome') throw new Error('denied')
      },
      onConnected: () => void told.push('connected'),
      onConnectFailed: ({ code }) => void told.push(code),
      onPacket: ({ type }) => void told.push(type),
    })
    useEffect(() => void node.send({ type: 'hello' }), [node])
    return `${status} ${useLastPacket(node)?.type}`
  }
  return { sockets, told, Chat }
}

describeInBothModes('authenticate', (isStrict) => {
  const greetings = Array<string>(isStrict ? 2 : 1).fill('{"type":"hello"}')

  it('comes first: the queue, connected and other packets wait for it', async () => {
    const { sockets, told, Chat } = createChat()
    const { container } = render(<Chat token="a" />)
    await pass()
    await answer(() => sockets[0]!.opens())
    expect(container.textContent).toBe('connecting undefined')
    expect(sockets[0]!.sent).toEqual(['{"type":"a"}'])
    expect(told).toEqual([])
    await answer(() => {
      sockets[0]!.delivers('{"type":"welcome"}')
      sockets[0]!.delivers('{"type":"news"}')
    })
    await pass()
    expect(container.textContent).toBe('open news')
    expect(sockets[0]!.sent).toEqual(['{"type":"a"}', ...greetings])
    expect(told).toEqual(['connected', 'news'])
  })

  it('that throws is connectFailed with rejected', async () => {
    const { sockets, told, Chat } = createChat()
    render(<Chat token="a" />)
    await pass()
    await answer(() => sockets[0]!.opens())
    await answer(() => sockets[0]!.delivers('{"type":"go away"}'))
    expect(told).toEqual(['rejected'])
  })

  it('is the one of the last commit at each attempt, and another one moves nothing', async () => {
    const { sockets, Chat } = createChat()
    const { rerender } = render(<Chat token="a" />)
    await pass()
    await answer(() => sockets[0]!.opens())
    await answer(() => sockets[0]!.delivers('{"type":"welcome"}'))
    rerender(<Chat token="b" />)
    await pass()
    expect(sockets).toHaveLength(1)
    act(() => sockets[0]!.closes())
    await pass()
    await answer(() => sockets[1]!.opens())
    expect(sockets[1]!.sent).toEqual(['{"type":"b"}'])
  })

  it('has its signal aborted by an unmount, and what it does later reaches nobody', async () => {
    const { sockets, createSocket } = scriptSockets()
    const exchanges: Exchange[] = []
    const App = () => {
      useWebSocketNode({
        ...HERE,
        createSocket,
        autoconnectMode: 'self-ready',
        authenticate: (exchange) => {
          exchanges.push(exchange)
          return new Promise(() => {})
        },
      })
      return null
    }
    const { unmount } = render(<App />)
    await pass()
    await answer(() => sockets[0]!.opens())
    const { signal, send } = exchanges[0]!
    expect(signal.aborted).toBe(false)
    unmount()
    await pass()
    expect(signal.aborted).toBe(true)
    send('late' as never)
    expect(sockets[0]!.sent).toEqual([])
  })

  it('is not inherited from a provider', async () => {
    const { sockets, createSocket } = scriptSockets()
    const authenticate = jest.fn()
    const defaults = { ...HERE, createSocket, autoconnectMode: 'self-ready', authenticate } as WebSocketDefaults
    const { container } = render(
      <WebSocketProvider defaults={defaults}>
        <WebSocketNode>{({ status }) => status}</WebSocketNode>
      </WebSocketProvider>,
    )
    await pass()
    await answer(() => sockets[0]!.opens())
    expect(container.textContent).toBe('open')
    expect(authenticate).not.toHaveBeenCalled()
  })
})
