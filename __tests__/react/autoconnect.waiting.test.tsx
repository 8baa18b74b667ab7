/**
 * What happens to a node that waits: a changed mode or reference is asked anew, the user's calls win, and later nothing
 * of that has an effect.
 */
import { act, render } from '@testing-library/react'
import { useEffect } from 'react'
import {
  opened,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, THERE, URL_HERE } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

/** A node below a provider; what it is given, and what of it is seen. */
function renderBelow(initial: { isOwnerReady: boolean } & ReactWebSocketNodeOptions) {
  const { said, handlers } = recordSignals()
  const seen: { node?: WebSocketNodeHandle } = {}
  const Subject = (options: ReactWebSocketNodeOptions) => {
    const [, node] = useWebSocketNode({ ...HERE, ...options, ...handlers })
    useEffect(() => {
      seen.node = node
    }, [node])
    return null
  }
  const tree = ({ isOwnerReady, ...options }: typeof initial) => (
    <WebSocketProvider ready={isOwnerReady}>
      <Subject {...options} />
    </WebSocketProvider>
  )
  const { rerender } = render(tree(initial))
  return {
    said,
    node: seen.node!,
    rerender: (next: typeof initial) => rerender(tree(next)),
  }
}

const WAITING = { isOwnerReady: false, autoconnectMode: 'owner-ready' } as const

describeInBothModes('while a node waits', () => {
  it('a mode that has nothing to wait for connects', async () => {
    const server = network.serve()
    const { node, rerender } = renderBelow(WAITING)
    rerender({ ...WAITING, autoconnectMode: 'self-ready' })
    expect(node.state.status).toBe('connecting')
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('another mode waits for its own target, and no longer for the first', async () => {
    const server = network.serve()
    const { node, rerender } = renderBelow(WAITING)
    const reference = { current: null as unknown }
    const custom = { autoconnectMode: 'custom', autoconnectReference: reference } as const
    rerender({ isOwnerReady: false, ...custom })
    expect(node.state).toEqual({ status: 'waiting', mode: 'custom' })
    rerender({ isOwnerReady: true, ...custom })
    await pass()
    expect(node.state).toEqual({ status: 'waiting', mode: 'custom' })
    reference.current = {}
    await pass(200)
    expect(node.state.status).toBe('open')
    expect(server.handshakes).toBe(1)
  })

  it('the mode none ends the wait', async () => {
    network.serve()
    const { node, rerender } = renderBelow(WAITING)
    rerender({ isOwnerReady: false, autoconnectMode: 'none' })
    expect(node.state).toEqual({ status: 'idle' })
    rerender({ isOwnerReady: true, autoconnectMode: 'none' })
    await pass()
    expect(node.state).toEqual({ status: 'idle' })
    expect(network.attempts).toEqual([])
  })

  it('the mode none ends the wait, and the next mode begins another', async () => {
    const server = network.serve()
    const { node, rerender } = renderBelow(WAITING)
    rerender({ isOwnerReady: false, autoconnectMode: 'none' })
    rerender(WAITING)
    expect(node.state).toEqual({ status: 'waiting', mode: 'owner-ready' })
    rerender({ ...WAITING, isOwnerReady: true })
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('another reference is asked anew', async () => {
    const server = network.serve()
    const custom = { isOwnerReady: true, autoconnectMode: 'custom' } as const
    const { node, rerender } = renderBelow({ ...custom, autoconnectReference: { current: null } })
    rerender({ ...custom, autoconnectReference: opened(null) })
    expect(node.state.status).toBe('waiting')
    expect(jest.getTimerCount()).toBe(0)
    rerender({ ...custom, autoconnectReference: { current: 1 } })
    await pass()
    expect(node.state.status).toBe('open')
    expect(server.handshakes).toBe(1)
  })

  it('no reference any more connects at once', async () => {
    const server = network.serve()
    const custom = { isOwnerReady: true, autoconnectMode: 'custom' } as const
    const { node, rerender } = renderBelow({ ...custom, autoconnectReference: opened(null) })
    rerender({ ...custom, autoconnectReference: null })
    expect(node.state.status).toBe('connecting')
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('a mode that changes in the commit in which its target gets ready connects once', async () => {
    const server = network.serve()
    const { rerender } = renderBelow(WAITING)
    rerender({ isOwnerReady: true, autoconnectMode: 'root-ready', ready: true })
    await pass()
    expect(server.handshakes).toBe(1)
    expect(network.attempts).toHaveLength(1)
  })

  it('connect() by the user is immediate, and the end of the wait changes nothing', async () => {
    const server = network.serve()
    const { node, rerender } = renderBelow(WAITING)
    act(() => expect(node.connect()).toBe(true))
    expect(network.attempts).toEqual([URL_HERE])
    rerender({ ...WAITING, isOwnerReady: true })
    await pass()
    expect(node.state.status).toBe('open')
    rerender({ ...WAITING, isOwnerReady: false })
    rerender({ ...WAITING, isOwnerReady: true })
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('connect() is possible with its own ready={false}', async () => {
    const server = network.serve()
    const { node, rerender } = renderBelow({ isOwnerReady: true, autoconnectMode: 'self-ready', ready: false })
    act(() => expect(node.connect()).toBe(true))
    await pass()
    rerender({ isOwnerReady: true, autoconnectMode: 'self-ready', ready: true })
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('close() by the user ends the wait without a signal, for good', async () => {
    network.serve()
    const { node, said, rerender } = renderBelow(WAITING)
    act(() => expect(node.close()).toBe(true))
    expect(node.state).toEqual({ status: 'idle' })
    expect(said).toEqual([])
    act(() => expect(node.close()).toBe(false))
    rerender({ ...WAITING, isOwnerReady: true })
    rerender({ isOwnerReady: true, autoconnectMode: 'self-ready' })
    rerender({ isOwnerReady: true, autoconnectMode: 'self-ready', ready: false })
    rerender({ isOwnerReady: true, autoconnectMode: 'self-ready', ready: true })
    await pass()
    expect(node.state).toEqual({ status: 'idle' })
    expect(network.attempts).toEqual([])
  })

  it('after close() and connect() the user is in charge', async () => {
    const server = network.serve()
    const { node, rerender } = renderBelow(WAITING)
    act(() => void node.close())
    act(() => void node.connect())
    rerender({ ...WAITING, isOwnerReady: true })
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('what is sent is queued, and goes out first', async () => {
    const server = network.serve()
    const { node, rerender } = renderBelow(WAITING)
    expect(node.sendString('early')).toBe(true)
    expect(node.queued).toBe(1)
    rerender({ ...WAITING, isOwnerReady: true })
    await pass()
    act(() => void node.sendString('later'))
    await pass()
    expect(server.messages).toEqual(['early', 'later'])
  })
})

describeInBothModes('once it has connected', () => {
  it.each<[string, ReactWebSocketNodeOptions]>([
    ['none', { autoconnectMode: 'none' }],
    ['another mode', { autoconnectMode: 'parent-ready' }],
    ['a reference that is never ready', { autoconnectMode: 'custom', autoconnectReference: opened(null) }],
    ['ready={false}', { autoconnectMode: 'self-ready', ready: false }],
  ])('%s has no effect', async (_what, options) => {
    const server = network.serve()
    const first = { isOwnerReady: true, autoconnectMode: 'self-ready' } as const
    const { node, said, rerender } = renderBelow(first)
    await pass()
    rerender({ isOwnerReady: true, ...options })
    await pass()
    expect(node.state.status).toBe('open')
    rerender(first)
    await pass()
    expect(said).toEqual([['onConnected', URL_HERE]])
    expect(server.handshakes).toBe(1)
    expect(jest.getTimerCount()).toBe(0)
  })

  it.each<[string, ReactWebSocketNodeOptions]>([
    ['another mode', { autoconnectMode: 'parent-ready' }],
    ['another reference', { autoconnectMode: 'custom', autoconnectReference: { current: {} } }],
    ['ready, false and true again', { autoconnectMode: 'self-ready', ready: false }],
  ])('and was closed by the user, it stays closed: %s', async (_what, options) => {
    const server = network.serve()
    const first = { isOwnerReady: true, autoconnectMode: 'self-ready' } as const
    const { node, rerender } = renderBelow(first)
    await pass()
    act(() => void node.close(4000, 'enough'))
    await pass()
    rerender({ isOwnerReady: true, ...options })
    rerender(first)
    await pass()
    expect(node.state).toMatchObject({ status: 'closed', code: 4000, reason: 'enough' })
    expect(server.handshakes).toBe(1)
  })

  it('and was closed by the user, it autoconnects when it mounts again', async () => {
    const server = network.serve()
    const nodes = new Set<WebSocketNodeHandle>()
    const Subject = () => {
      const [, node] = useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready' })
      useEffect(() => void nodes.add(node), [node])
      return null
    }
    const { rerender } = render(<Subject key={1} />)
    await pass()
    act(() => [...nodes].forEach((node) => node.close()))
    await pass()
    rerender(<Subject key={2} />)
    await pass()
    expect(server.handshakes).toBe(2)
  })

  it('and failed, it stays failed until the user connects: connect() works from every state without a socket', async () => {
    const { node, rerender } = renderBelow({ isOwnerReady: true, autoconnectMode: 'self-ready' })
    await pass()
    expect(node.state.status).toBe('failed')
    rerender({ isOwnerReady: true, autoconnectMode: 'parent-ready' })
    await pass()
    expect(network.attempts).toHaveLength(1)
    network.serve()
    act(() => expect(node.connect()).toBe(true))
    await pass()
    expect(node.state.status).toBe('open')
  })
})

const NONE = { isOwnerReady: true, autoconnectMode: 'none' } as const
const SELF = { isOwnerReady: true, autoconnectMode: 'self-ready' } as const

describeInBothModes('a mode that changes from none', () => {
  it('connects a node that is idle, in a later task', async () => {
    const server = network.serve()
    const { node, rerender } = renderBelow(NONE)
    await pass()
    rerender(SELF)
    expect(node.state).toEqual({ status: 'connecting', url: URL_HERE, attempt: 0 })
    expect(network.attempts).toEqual([])
    await pass()
    expect(server.handshakes).toBe(1)
    expect(node.state.status).toBe('open')
  })

  it('waits for what it names', async () => {
    const server = network.serve()
    const { node, rerender } = renderBelow({ ...NONE, isOwnerReady: false })
    rerender(WAITING)
    expect(node.state).toEqual({ status: 'waiting', mode: 'owner-ready' })
    await pass()
    expect(network.attempts).toEqual([])
    rerender({ ...WAITING, isOwnerReady: true })
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('connects a node that the server has closed', async () => {
    const server = network.serve()
    const { node, rerender } = renderBelow(NONE)
    act(() => void node.connect())
    await pass()
    server.close(4000, 'bye')
    await pass()
    expect(node.state.status).toBe('closed')
    rerender(SELF)
    await pass()
    expect(node.state.status).toBe('open')
    expect(server.handshakes).toBe(2)
  })

  it('connects a node that has failed', async () => {
    const { node, rerender } = renderBelow(NONE)
    act(() => void node.connect())
    await pass()
    expect(node.state.status).toBe('failed')
    const server = network.serve()
    rerender(SELF)
    await pass()
    expect(node.state.status).toBe('open')
    expect(server.handshakes).toBe(1)
  })

  it('leaves a node alone that the user has closed', async () => {
    const server = network.serve()
    const { node, rerender } = renderBelow(NONE)
    act(() => void node.connect())
    await pass()
    act(() => void node.close())
    await pass()
    rerender(SELF)
    await pass()
    expect(node.state.status).toBe('closed')
    expect(server.handshakes).toBe(1)
  })

  it.each<[string, (node: WebSocketNodeHandle) => Promise<void> | void]>([
    ['connecting', () => {}],
    ['open', () => pass()],
  ])('leaves a node alone that is %s already', async (_status, reach) => {
    const server = network.serve()
    const { node, said, rerender } = renderBelow(NONE)
    act(() => void node.connect())
    await reach(node)
    rerender(SELF)
    await pass()
    expect(node.state.status).toBe('open')
    expect(server.handshakes).toBe(1)
    expect(network.attempts).toHaveLength(1)
    expect(said).toEqual([['onConnected', URL_HERE]])
  })

  it('counts again each time, and none in between closes nothing', async () => {
    const server = network.serve()
    const { node, said, rerender } = renderBelow(SELF)
    await pass()
    rerender(NONE)
    await pass()
    rerender(SELF)
    await pass()
    expect(node.state.status).toBe('open')
    expect(said).toEqual([['onConnected', URL_HERE]])
    server.close(4000, 'bye')
    await pass()
    rerender(NONE)
    await pass()
    expect(server.handshakes).toBe(1)
    rerender(SELF)
    await pass()
    expect(server.handshakes).toBe(2)
  })
})

describeInBothModes('ready={false}', () => {
  it('holds back those that wait for the node, and closes nothing', async () => {
    const server = network.serve()
    const other = network.serve('ws://there.test/')
    const App = ({ ready, children }: { ready: boolean; children: number }) => (
      <WebSocketNode {...HERE} autoconnectMode="self-ready" ready={ready}>
        {Array.from({ length: children }, (_, key) => (
          <WebSocketNode key={key} {...THERE} autoconnectMode="parent-ready" />
        ))}
      </WebSocketNode>
    )
    const { rerender } = render(<App ready children={1} />)
    await pass()
    rerender(<App ready={false} children={2} />)
    await pass()
    expect(server.clients).toHaveLength(1)
    expect(other.handshakes).toBe(1)
    rerender(<App ready children={2} />)
    await pass()
    expect(other.handshakes).toBe(2)
    expect(server.handshakes).toBe(1)
  })
})
