/**
 * The hook: what it gives, and when it renders.
 */
import { act, render, renderHook } from '@testing-library/react'
import { useEffect } from 'react'
import { json, text, useWebSocketNode, type NodeState, type ReactWebSocketNodeOptions } from '../../src/index.js'
import { HERE, mockNetwork, pass, takeComplaints, URL_HERE } from '../support/react/network.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'

const network = mockNetwork()

describeInBothModes('useWebSocketNode', () => {
  it('gives the state and the node', async () => {
    network.serve()
    const { result } = renderHook(() => useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready' }))
    expect(result.current).toHaveLength(2)
    await pass()
    const [state, node] = result.current
    expect(state).toEqual({ status: 'open', url: URL_HERE, protocol: '' })
    expect(state).toBe(node.state)
  })

  it('works without any options, and does not connect then', async () => {
    const { result } = renderHook(() => useWebSocketNode())
    await pass()
    expect(result.current[0]).toEqual({ status: 'idle' })
    expect(network.attempts).toEqual([])
  })

  it('is idle in the first render, and connecting in the next', () => {
    network.serve()
    const rendered: NodeState[] = []
    const remember = (state: NodeState) => void rendered.push(state)
    renderHook(() => {
      const [state] = useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready' })
      useEffect(() => remember(state), [state])
    })
    expect(rendered[0]).toEqual({ status: 'idle' })
    expect(rendered.at(-1)).toEqual({ status: 'connecting', url: URL_HERE, attempt: 0 })
  })

  it('gives the same node for the life of the component, through every state', async () => {
    const server = network.serve()
    const { result, rerender } = renderHook((props: ReactWebSocketNodeOptions) => useWebSocketNode(props), {
      initialProps: { ...HERE, autoconnectMode: 'self-ready' },
    })
    const [, first] = result.current
    await pass()
    rerender({ ...HERE, receiveLimit: 3 })
    server.close(4000, 'bye')
    await pass()
    expect(result.current[0].status).toBe('closed')
    act(() => void first.connect())
    await pass()
    expect(result.current).toEqual([first.state, first])
    expect(result.current[1]).toBe(first)
    expect(first.state.status).toBe('open')
  })

  it('treats an undefined option as one that is not given', async () => {
    network.serve('wss://127.0.0.1/')
    const { result } = renderHook(() =>
      useWebSocketNode({
        autoconnectMode: 'self-ready',
        host: undefined,
        route: undefined,
        useWSS: undefined,
        url: undefined,
        protocols: undefined,
        format: undefined,
        receiveLimit: undefined,
        flush: undefined,
        connectionTimeout: undefined,
        closeTimeout: undefined,
        reconnect: undefined,
        createSocket: undefined,
        transport: undefined,
        autoconnectReference: undefined,
        ready: undefined,
        name: undefined,
        onConnected: undefined,
        onReceived: undefined,
      }),
    )
    await pass()
    expect(result.current[0]).toMatchObject({ status: 'open', url: 'wss://127.0.0.1/' })
    expect(result.current[1].ready).toBe(true)
    expect(takeComplaints()).toEqual([expect.stringContaining('url is undefined')])
  })
})

describeInBothModes('rendering is per change of state', () => {
  it('commits once for each state of a connection', async () => {
    const server = network.serve()
    const { Counted, ...counter } = countStates({ ...HERE, autoconnectMode: 'self-ready' })
    render(<Counted />)
    await pass()
    server.close(4001, 'enough')
    await pass()
    expect(counter.statuses()).toEqual(['idle', 'connecting', 'open', 'closed'])
    expect(counter.commits()).toBe(4)
  })

  it.each(['burst', 'frame', 'sync'] as const)('does not render for 1,000 messages with flush %s', async (flush) => {
    const server = network.serve()
    const received: string[] = []
    const { Counted, ...counter } = countStates({
      ...HERE,
      autoconnectMode: 'self-ready',
      flush,
      format: text,
      receiveLimit: 7,
      onReceived: (_data: unknown, packets: readonly string[]) => void received.push(...packets),
    })
    render(<Counted />)
    await pass()
    const commits = counter.commits()
    const messages = Array.from({ length: 1000 }, (_, index) => String(index))
    server.send(...messages)
    await pass(100)
    expect(received).toEqual(messages)
    expect(counter.commits()).toBe(commits)
  })

  it('does not render when it is configured anew', async () => {
    network.serve()
    const { Counted, ...counter } = countStates({ ...HERE, autoconnectMode: 'self-ready' })
    const { rerender } = render(<Counted receiveLimit={1} />)
    await pass()
    const commits = counter.commits()
    rerender(<Counted receiveLimit={2} />)
    await pass()
    expect(counter.commits() - commits).toBe(1)
  })

  function countStates(options: ReactWebSocketNodeOptions<typeof text>) {
    const statuses: string[] = []
    const remember = (status: string) => void (statuses.at(-1) === status || statuses.push(status))
    const counter = createCounter()
    const Component = (props: { receiveLimit?: number }) => {
      const [{ status }] = useWebSocketNode({ ...options, ...props })
      useEffect(() => remember(status), [status])
      return null
    }
    const Counted = (props: { receiveLimit?: number }) => (
      <counter.Counted>
        <Component {...props} />
      </counter.Counted>
    )
    return { Counted, commits: () => counter.commits, statuses: () => statuses }
  }
})

describeInBothModes('callbacks are the latest ones passed', () => {
  it('calls the handler of the last commit, without memoising', async () => {
    const server = network.serve()
    const heard: string[] = []
    const { rerender } = renderHook(
      ({ version }) =>
        useWebSocketNode({
          ...HERE,
          autoconnectMode: 'self-ready',
          format: text,
          onConnected: () => void heard.push(`connected ${version}`),
          onReceived: (data) => void heard.push(`${data.join()} ${version}`),
          onClosed: (code) => void heard.push(`${code} ${version}`),
        }),
      { initialProps: { version: 1 } },
    )
    rerender({ version: 2 })
    await pass()
    rerender({ version: 3 })
    server.send('hello')
    rerender({ version: 4 })
    await pass()
    rerender({ version: 5 })
    server.close(4000, '')
    await pass()
    expect(heard).toEqual(['connected 2', 'hello 4', '4000 5'])
    expect(server.handshakes).toBe(1)
  })

  it('asks the policy of the last commit', async () => {
    const { createSocket, sockets } = scriptSockets()
    const asked: number[] = []
    const { rerender } = renderHook(
      ({ version }) =>
        useWebSocketNode({
          ...HERE,
          createSocket,
          autoconnectMode: 'self-ready',
          reconnect: {
            next: () => {
              asked.push(version)
              return 1
            },
          },
        }),
      { initialProps: { version: 1 } },
    )
    await pass()
    rerender({ version: 2 })
    act(() => sockets[0]!.closes())
    rerender({ version: 3 })
    await pass(1000)
    act(() => sockets[1]!.closes())
    expect(asked).toEqual([2, 3])
  })

  it('uses the limit of the last commit, and its format from the next connection on', async () => {
    const server = network.serve()
    const batches: unknown[] = []
    const { rerender } = renderHook<unknown, ReactWebSocketNodeOptions>(
      (props) =>
        useWebSocketNode({
          ...HERE,
          autoconnectMode: 'self-ready',
          ...props,
          onReceived: (data: unknown) => void batches.push(data),
        }),
      { initialProps: { format: text, receiveLimit: 1 } },
    )
    await pass()
    server.send('1', '2')
    rerender({ format: json(), receiveLimit: 2 })
    server.send('3', '4')
    await pass()
    expect(batches).toEqual([['1'], ['2'], ['3', '4']])
    server.close(4000, '')
    await pass()
    rerender({ format: json(), receiveLimit: 2, autoconnectMode: 'none' })
    rerender({ format: json(), receiveLimit: 2 })
    await pass()
    server.send('5', '6')
    await pass()
    expect(batches.slice(3)).toEqual([[5, 6]])
  })

  it('can stop listening: a handler that is no longer passed is not called', async () => {
    const server = network.serve()
    const onReceived = jest.fn()
    const { rerender } = renderHook((props: ReactWebSocketNodeOptions) => useWebSocketNode(props), {
      initialProps: { ...HERE, autoconnectMode: 'self-ready', onReceived },
    })
    await pass()
    rerender({ ...HERE, autoconnectMode: 'self-ready' })
    server.send('nobody listens')
    await pass()
    expect(onReceived).not.toHaveBeenCalled()
  })
})
