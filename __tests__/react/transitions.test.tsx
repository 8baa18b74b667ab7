/**
 * A render that waits in a transition, or is given up, changes nothing about what the committed one compares with.
 */
import { act, render } from '@testing-library/react'
import { memo, startTransition, Suspense, use, useEffect, useLayoutEffect, useState } from 'react'
import {
  createWebSocketNode,
  useNodeState,
  useWebSocketNode,
  WebSocketProvider,
  type NodeState,
} from '../../src/index.js'
import { HERE, mockNetwork, takeComplaints } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'

mockNetwork()

/** Something that a render waits for. */
function createWait() {
  let end = (): void => {}
  const promise = new Promise<void>((resolve) => void (end = resolve))
  return {
    end: () => end(),
    Wait() {
      use(promise)
      return null
    },
  }
}

/** What `deed` causes, with all that React does about it. */
const settled = (deed: () => void) =>
  act(() => {
    deed()
    return Promise.resolve()
  })

const selectA = ({ status }: NodeState) => ({ name: 'a', isIdle: status === 'idle' })
const selectB = ({ status }: NodeState) => ({ name: 'b', isIdle: status === 'idle' })

describeInBothModes('while a transition waits', () => {
  it('useNodeState renders nothing for a selection that is shallowly equal to what is shown', async () => {
    const { sockets, createSocket } = scriptSockets()
    const node = createWebSocketNode({ ...HERE, createSocket })
    const { end, Wait } = createWait()
    let commits = 0
    const count = () => void (commits += 1)
    const Reader = ({ isB }: { isB: boolean }) => {
      const { name } = useNodeState(node, isB ? selectB : selectA)
      useLayoutEffect(count)
      return <p>{name}</p>
    }
    const App = ({ isB }: { isB: boolean }) => (
      <Suspense fallback={null}>
        <Reader isB={isB} />
        {isB && <Wait />}
      </Suspense>
    )
    const { rerender, container } = render(<App isB={false} />)
    act(() => void node.connect())
    await settled(() => startTransition(() => rerender(<App isB />)))
    const before = commits
    act(() => sockets[0]!.opens())
    expect(commits).toBe(before)
    expect(container.textContent).toBe('a')
    await settled(() => end())
    expect(container.textContent).toBe('b')
    act(() => node.dispose())
    // The store's update makes React start the transition over.
    takeComplaints()
  })

  it('a provider renders nothing below for defaults that say what they said', async () => {
    const { end, Wait } = createWait()
    let commits = 0
    const count = () => void (commits += 1)
    const Below = memo(function Below() {
      useWebSocketNode(HERE)
      useLayoutEffect(count)
      return null
    })
    let goOn = (): void => {}
    let renderAgain = (): void => {}
    const App = () => {
      const [isB, setB] = useState(false)
      const [, setCount] = useState(0)
      useEffect(() => {
        goOn = () => startTransition(() => setB(true))
        renderAgain = () => setCount((times) => times + 1)
      }, [])
      return (
        <Suspense fallback={null}>
          <WebSocketProvider defaults={{ receiveLimit: isB ? 2 : 1 }}>
            <Below />
          </WebSocketProvider>
          {isB && <Wait />}
        </Suspense>
      )
    }
    render(<App />)
    await settled(() => goOn())
    const before = commits
    await settled(() => renderAgain())
    expect(commits).toBe(before)
    await settled(() => end())
    expect(commits).toBeGreaterThan(before)
    takeComplaints()
  })
})
