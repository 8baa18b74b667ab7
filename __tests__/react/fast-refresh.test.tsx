/**
 * Fast Refresh: an edited component runs its effects again, and keeps its state. That is a remount for its node.
 */
import { edit } from '../support/react/fast-refresh.js'
import { render, screen } from '@testing-library/react'
import { useEffect } from 'react'
import {
  useNode,
  useNodeState,
  useSignal,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
} from '../../src/index.js'
import { HERE, mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

describeInBothModes('Fast Refresh', (isStrict) => {
  it('of a component with the hook is one handshake more where it runs the effects again, and else none', async () => {
    const server = network.serve()
    const { said, handlers } = recordSignals()
    const nodes = new Set<unknown>()
    let effectRuns = 0
    const useNodeOfIts = () => {
      const [{ status }, node] = useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready', ...handlers })
      useEffect(() => {
        effectRuns++
        nodes.add(node)
      }, [node])
      return status
    }
    const Before = () => <p>before: {useNodeOfIts()}</p>
    const After = () => <p>after: {useNodeOfIts()}</p>
    render(<Before />)
    await pass()
    expect(screen.getByText('before: open').textContent).toBe('before: open')
    const runsBefore = effectRuns
    edit(Before, After)
    const reruns = effectRuns - runsBefore
    // React 19 does not run them again under StrictMode.
    if (!isStrict) expect(reruns).toBe(1)
    await pass()
    expect(screen.getByText('after: open').textContent).toBe('after: open')
    expect(server.handshakes).toBe(1 + reruns)
    expect(server.clients).toHaveLength(1)
    expect(nodes.size).toBe(1)
    expect(said).toHaveLength(1 + reruns)
  })

  it('in the task of the mount makes one handshake', async () => {
    const server = network.serve()
    const Before = () => useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready' })[0].status
    const After = () => useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready' })[0].status
    const Last = () => useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready' })[0].status
    render(<Before />)
    edit(Before, After)
    edit(After, Last)
    await pass()
    expect(network.attempts).toHaveLength(1)
    expect(server.handshakes).toBe(1)
  })

  it('of a component with other hooks than before mounts it anew: one handshake more', async () => {
    const server = network.serve()
    const Before = () => useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready' })[0].status
    const After = () => {
      useNode()
      return useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready' })[0].status
    }
    render(<Before />)
    await pass()
    edit(Before, After, { hasOtherHooks: true })
    await pass()
    expect(server.handshakes).toBe(2)
    expect(server.clients).toHaveLength(1)
  })

  it('of a component around an element, or below one, leaves the connection alone', async () => {
    const server = network.serve()
    const heard: string[] = []
    const Below = () => {
      const node = useNode()
      useSignal(node, 'received', () => void heard.push('before'))
      return <>{useNodeState(node, ({ status }) => status)}</>
    }
    const BelowAfter = () => {
      const node = useNode()
      useSignal(node, 'received', () => void heard.push('after'))
      return <>{useNodeState(node, ({ status }) => status)}!</>
    }
    const Around = () => (
      <WebSocketNode {...HERE} autoconnectMode="self-ready">
        <Below />
      </WebSocketNode>
    )
    const AroundAfter = () => (
      <WebSocketNode {...HERE} autoconnectMode="self-ready" receiveLimit={1}>
        <Below />
      </WebSocketNode>
    )
    const { container } = render(<Around />)
    await pass()
    edit(Around, AroundAfter)
    edit(Below, BelowAfter)
    await pass()
    expect(container.textContent).toBe('open!')
    server.send('once')
    await pass()
    expect(heard).toEqual(['after'])
    expect(server.handshakes).toBe(1)
  })

  it('of a parent leaves children alone that are connected, and waits with those that wait', async () => {
    const server = network.serve()
    const Child = ({ mode }: { mode: 'owner-ready' | 'parent-ready' }) =>
      useWebSocketNode({ ...HERE, autoconnectMode: mode })[0].status
    const App = ({ ready }: { ready: boolean }) => (
      <WebSocketProvider ready={ready}>
        <Child mode="owner-ready" />
      </WebSocketProvider>
    )
    const AppAfter = ({ ready }: { ready: boolean }) => (
      <WebSocketProvider ready={ready}>
        <Child mode="owner-ready" />
      </WebSocketProvider>
    )
    const { container, rerender } = render(<App ready={false} />)
    edit(App, AppAfter)
    await pass()
    expect(container.textContent).toBe('waiting')
    rerender(<App ready />)
    await pass()
    expect(container.textContent).toBe('open')
    edit(AppAfter, App)
    await pass()
    expect(server.handshakes).toBe(1)
  })
})
