/**
 * One commit may change what a node waits for and make ready what it waited for until then. Only what was rendered
 * counts: no handshake comes from a mode, a reference or a permission that the same commit took away.
 */
import { act, render } from '@testing-library/react'
import { useEffect } from 'react'
import {
  opened,
  useReadyRef,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type NodeState,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'

mockNetwork()

const status = (state: NodeState) => state.status

describeInBothModes('a node that waits', () => {
  interface Props {
    /** Whether it is the second commit. */
    isNext: boolean
    options: typeof HERE & Pick<ReturnType<typeof scriptSockets>, 'createSocket'>
  }

  function ReadyWithAnotherReference({ isNext, options }: Props) {
    return (
      <WebSocketNode
        {...options}
        ready={isNext}
        autoconnectMode="custom"
        autoconnectReference={isNext ? opened(null) : null}
      >
        {status}
      </WebSocketNode>
    )
  }

  function ReadyWithoutItsOwner({ isNext, options }: Props) {
    return (
      <WebSocketProvider ready={!isNext}>
        <WebSocketNode {...options} ready={isNext} autoconnectMode="owner-ready">
          {status}
        </WebSocketNode>
      </WebSocketProvider>
    )
  }

  function NoModeForAReadyParent({ isNext, options }: Props) {
    return (
      <WebSocketProvider ready={isNext}>
        <WebSocketNode {...options} autoconnectMode={isNext ? 'none' : 'parent-ready'}>
          {status}
        </WebSocketNode>
      </WebSocketProvider>
    )
  }

  function NoModeForAFilledRef({ isNext, options }: Props) {
    const ref = useReadyRef<HTMLElement>()
    return (
      <>
        <WebSocketNode {...options} autoconnectMode={isNext ? 'none' : 'custom'} autoconnectReference={ref}>
          {status}
        </WebSocketNode>
        {isNext && <b ref={ref} />}
      </>
    )
  }

  it.each([
    ['is ready itself, but waits for something else now', ReadyWithAnotherReference, 'waiting'],
    ['is ready itself, but its owner no longer is', ReadyWithoutItsOwner, 'waiting'],
    ['has a parent that is ready, but no longer waits for it', NoModeForAReadyParent, 'idle'],
    ['has a reference that is filled, but no longer waits for it', NoModeForAFilledRef, 'idle'],
  ])('does not connect if it %s', async (_what, App, then) => {
    const { sockets, createSocket } = scriptSockets()
    const options = { ...HERE, createSocket }
    const { rerender, container } = render(<App isNext={false} options={options} />)
    await pass()
    expect(container.textContent).toBe('waiting')
    rerender(<App isNext options={options} />)
    await pass()
    expect(container.textContent).toBe(then)
    expect(sockets).toEqual([])
  })
})

describeInBothModes('a source that gets ready because it hears that the node waits', () => {
  it('is noticed', async () => {
    const { sockets, createSocket } = scriptSockets()
    const listeners = new Set<() => void>()
    const source = {
      ready: false,
      onReady(listener: () => void) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
      becomeReady() {
        if (source.ready) return
        source.ready = true
        for (const listener of [...listeners]) listener()
      },
    }
    const Below = ({ node }: { node: WebSocketNodeHandle }) => {
      useEffect(() => node.subscribe(() => void (node.state.status === 'waiting' && source.becomeReady())), [node])
      return null
    }
    const App = () => {
      const [, node] = useWebSocketNode({
        ...HERE,
        createSocket,
        autoconnectMode: 'custom',
        autoconnectReference: source,
      })
      return <Below node={node} />
    }
    render(<App />)
    await pass()
    expect(sockets).toHaveLength(1)
    expect(listeners.size).toBe(0)
    act(() => sockets[0]!.opens())
  })
})
