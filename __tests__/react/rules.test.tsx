/**
 * What users of other libraries suffer from, as rules for this one: one test for each.
 */
import { act, render } from '@testing-library/react'
import { memo, useEffect } from 'react'
import {
  json,
  text,
  useNode,
  useSignal,
  useWebSocketNode,
  WebSocketNode,
  WebSocketNodeError,
  WebSocketProvider,
  type AnyFormat,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, THERE, URL_HERE, URL_THERE } from '../support/react/network.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

function renderNode<F extends AnyFormat>(options: ReactWebSocketNodeOptions<F>) {
  const counter = createCounter()
  let held: WebSocketNodeHandle<F> | undefined
  const Subject = memo((props: ReactWebSocketNodeOptions<F>) => {
    const [, node] = useWebSocketNode<F>({ ...HERE, autoconnectMode: 'self-ready', ...props })
    useEffect(() => {
      held = node
    }, [node])
    return null
  })
  const tree = (props: ReactWebSocketNodeOptions<F>) => (
    <counter.Counted>
      <Subject {...props} />
    </counter.Counted>
  )
  const { rerender, unmount } = render(tree(options))
  return { counter, node: held!, unmount, rerender: (next: ReactWebSocketNodeOptions<F>) => rerender(tree(next)) }
}

describeInBothModes('the rules', () => {
  it('rendering is per frame, delivery is per packet: 1,000 messages make no render, and each is delivered', async () => {
    const server = network.serve()
    const packets: string[] = []
    const { counter } = renderNode({ format: text, onReceived: (_data, batch) => void packets.push(...batch) })
    await pass()
    const { commits } = counter
    const messages = Array.from({ length: 1000 }, String)
    server.send(...messages)
    await pass(100)
    expect(packets).toEqual(messages)
    expect(counter.commits).toBe(commits)
  })

  it('the last value is a view, never the delivery channel: it is the last batch, and none before it is missed', async () => {
    const server = network.serve()
    const batches: (readonly string[])[] = []
    const { node } = renderNode({ format: text, flush: 'sync', onReceived: (data) => void batches.push(data) })
    await pass()
    server.send('a', 'b', 'c')
    expect(batches).toEqual([['a'], ['b'], ['c']])
    expect(node.lastReceived).toEqual(['c'])
  })

  it('one mount, one handshake', async () => {
    const server = network.serve()
    renderNode({})
    await pass()
    expect(network.attempts).toEqual([URL_HERE])
    expect(server.handshakes).toBe(1)
  })

  it.each<[string, (socket: ReturnType<typeof scriptSockets>) => ReactWebSocketNodeOptions]>([
    ['the url function', () => ({ url: () => new Promise<string>(() => {}) })],
    ['the handshake', ({ createSocket }) => ({ createSocket })],
    ['both together', ({ createSocket }) => ({ createSocket, url: () => afterSeconds(2) })],
  ])('the connection timeout covers %s', async (_what, optionsFor) => {
    const { said, handlers } = recordSignals()
    renderNode({ ...optionsFor(scriptSockets()), ...handlers, connectionTimeout: 3 })
    await pass(2950)
    expect(said).toEqual([])
    await pass(100)
    expect(said).toEqual([['onConnectFailed', 'timeout']])
  })

  it('the events of a superseded socket are inert', async () => {
    const { createSocket, sockets } = scriptSockets()
    const { said, handlers } = recordSignals()
    const { node, rerender } = renderNode({ createSocket, ...handlers })
    await pass()
    const { onopen, onmessage, onclose } = sockets[0]!
    rerender({ ...THERE, createSocket, ...handlers })
    await pass()
    act(() => {
      onopen?.({} as never)
      onmessage?.({ data: 'late' } as never)
      onclose?.({ code: 1006 } as never)
    })
    await pass()
    expect(said).toEqual([])
    expect(node.state).toEqual({ status: 'connecting', url: URL_THERE, attempt: 0 })
  })

  it('listeners are isolated: one that throws does not silence the others', async () => {
    const server = network.serve()
    const heard: string[] = []
    const uncaught: unknown[] = []
    Object.assign(globalThis, { reportError: (error: unknown) => uncaught.push(error) })
    const Listener = ({ name, throws = false }: { name: string; throws?: boolean }) => {
      useSignal(useNode('shared', text), 'received', (data) => {
        heard.push(`${name} ${data.join()}`)
        if (throws) throw new Error(name)
      })
      return null
    }
    render(
      <WebSocketProvider>
        <WebSocketNode {...HERE} name="shared" format={text} autoconnectMode="self-ready" />
        <Listener name="first" throws />
        <Listener name="second" />
      </WebSocketProvider>,
    )
    await pass()
    server.send('x')
    await pass()
    expect(heard).toEqual(['first x', 'second x'])
    expect(uncaught.map(String)).toEqual(['Error: first'])
    Reflect.deleteProperty(globalThis, 'reportError')
  })

  it('options belong to the node; others find the node: the same address is no sharing', async () => {
    const server = network.serve()
    const one = renderNode({ protocols: ['a'], format: text })
    const other = renderNode({ protocols: ['b'], format: json() })
    await pass()
    expect(network.offers).toEqual([['a'], ['b']])
    expect(server.handshakes).toBe(2)
    server.send('1')
    await pass()
    expect([one.node.lastReceived, other.node.lastReceived]).toEqual([['1'], [1]])
    act(() => void one.node.close())
    await pass()
    expect(other.node.state.status).toBe('open')
  })

  it('what the format refuses is receiveFailed, and the rest goes on', async () => {
    const server = network.serve()
    const { said, handlers } = recordSignals()
    renderNode({ format: json<{ n: number }>(), ...handlers })
    await pass()
    server.send('{"n":1}', '{bad', '{"n":2}')
    await pass()
    expect(said).toContainEqual(['onReceiveFailed', 'invalid-message', '{bad'])
    expect(said.filter(([signal]) => signal === 'onReceived').flatMap(([, data]) => data)).toEqual([{ n: 1 }, { n: 2 }])
  })

  it('the node knows its state synchronously: send from onConnected is accepted', async () => {
    const server = network.serve()
    const accepted: boolean[] = []
    const App = () => {
      const [, node] = useWebSocketNode({
        ...HERE,
        format: text,
        autoconnectMode: 'self-ready',
        onConnected: () => void accepted.push(node.send('hello')),
      })
      return null
    }
    render(<App />)
    await pass()
    expect(accepted).toEqual([true])
    expect(server.messages).toEqual(['hello'])
  })

  it('connect() works from every state that has no socket: after closing, and after giving up', async () => {
    const { createSocket, sockets } = scriptSockets()
    const { node } = renderNode({ createSocket, reconnect: { next: (attempt) => (attempt > 1 ? null : 1) } })
    await pass()
    act(() => sockets[0]!.closes())
    await pass(1000)
    act(() => sockets[1]!.closes())
    expect(node.state.status).toBe('failed')
    act(() => expect(node.connect()).toBe(true))
    act(() => sockets[2]!.opens())
    act(() => void node.close())
    act(() => sockets[2]!.closes(1000, '', true))
    expect(node.state.status).toBe('closed')
    act(() => expect(node.connect()).toBe(true))
    act(() => sockets[3]!.opens())
    expect(node.state.status).toBe('open')
  })

  it('duck typing, and createSocket: no mock has to pass for an instance of WebSocket', async () => {
    const { createSocket, sockets } = scriptSockets()
    const { node } = renderNode({ format: text, createSocket })
    await pass()
    act(() => sockets[0]!.opens())
    expect(node.send('x')).toBe(true)
    expect(sockets[0]!.sent).toEqual(['x'])
    expect(network.attempts).toEqual([])
  })

  it('errors have a code, a message that helps, and a cause', async () => {
    const cause = new Error('the token service is down')
    const failures: WebSocketNodeError[] = []
    const onConnectFailed = (error: WebSocketNodeError) => void failures.push(error)
    renderNode({ url: () => Promise.reject(cause), onConnectFailed })
    renderNode({ onConnectFailed })
    renderNode({ host: 'user@here.test', onConnectFailed })
    await pass()
    expect(failures.every((error) => error instanceof WebSocketNodeError && error instanceof Error)).toBe(true)
    const byCode = Object.fromEntries(failures.map((error) => [error.code, error]))
    expect(Object.keys(byCode).sort()).toEqual(['invalid-url', 'refused', 'url-rejected'])
    expect(byCode['url-rejected']!.cause).toBe(cause)
    expect(byCode['url-rejected']!.message).toContain('the token service is down')
    expect(byCode.refused!.message).toContain(URL_HERE)
    expect(byCode['invalid-url']!.message).toContain('here.test')
  })

  it('the url function is asked at each attempt: tokens are fresh', async () => {
    const { createSocket, sockets } = scriptSockets()
    let token = 0
    const url = (attempt: number) => Promise.resolve(`${URL_HERE}?attempt=${attempt}&token=${++token}`)
    const { node } = renderNode({ url, createSocket, reconnect: { next: (attempt) => (attempt > 2 ? null : 1) } })
    await pass()
    act(() => sockets[0]!.closes())
    await pass(1000)
    act(() => sockets[1]!.closes())
    await pass(1000)
    act(() => sockets[2]!.closes())
    act(() => void node.connect())
    await pass()
    expect(sockets.map((socket) => new URL(socket.url).search)).toEqual([
      '?attempt=0&token=1',
      '?attempt=1&token=2',
      '?attempt=2&token=3',
      '?attempt=0&token=4',
    ])
  })
})

/** An address that takes its time. */
function afterSeconds(seconds: number): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve(URL_HERE), seconds * 1000))
}
