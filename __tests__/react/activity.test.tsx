/**
 * `<Activity>`: what it hides is unmounted, what it shows again is mounted, with the same node.
 */
import { act, render } from '@testing-library/react'
import { Activity, startTransition, useEffect, useLayoutEffect, useState, type ReactNode } from 'react'
import {
  text,
  useNode,
  useNodeState,
  useRemaining,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, settle, takeComplaints, URL_HERE } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

/** A task that no clock of a test replaces, as React's scheduler has them. */
const inTask = setTimeout

/** Has React work as it does outside of tests: it commits in one task, and runs effects in a later one. */
async function inTasksOfReact(work: () => void): Promise<void> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
  work()
  for (let task = 0; task < 5; task++) await new Promise((resolve) => inTask(resolve))
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
}

function createSubject(options: ReactWebSocketNodeOptions) {
  const nodes = new Set<WebSocketNodeHandle>()
  const Subject = () => {
    const [, node] = useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready', ...options }) as [
      unknown,
      WebSocketNodeHandle,
    ]
    useEffect(() => void nodes.add(node), [node])
    return null
  }
  const App = ({ isShown }: { isShown: boolean }) => (
    <Activity mode={isShown ? 'visible' : 'hidden'}>
      <Subject />
    </Activity>
  )
  return {
    App,
    nodes,
    get node() {
      return [...nodes][0]!
    },
  }
}

describeInBothModes('Activity', (isStrict) => {
  it('that hides closes the connection; showing again autoconnects once, the node being the same', async () => {
    const server = network.serve()
    const { said, handlers } = recordSignals()
    const subject = createSubject(handlers)
    const { rerender } = render(<subject.App isShown />)
    await pass()
    expect(server.clients).toHaveLength(1)

    rerender(<subject.App isShown={false} />)
    await settle()
    expect(subject.node.state).toEqual({ status: 'idle' })
    expect(network.live).toBe(0)
    await pass()
    expect(server.clients).toHaveLength(0)
    expect(subject.node.ready).toBe(false)

    rerender(<subject.App isShown />)
    await pass()
    expect(subject.node.state.status).toBe('open')
    expect(server.handshakes).toBe(2)
    expect(subject.nodes.size).toBe(1)
    expect(said).toEqual([
      ['onConnected', URL_HERE],
      ['onConnected', URL_HERE],
    ])
  })

  it('that is hidden from the start connects nothing until it shows', async () => {
    const server = network.serve()
    const subject = createSubject({})
    const { rerender } = render(<subject.App isShown={false} />)
    await pass()
    expect(network.attempts).toEqual([])
    rerender(<subject.App isShown />)
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('that hides and shows in one task makes one handshake of it', async () => {
    const server = network.serve()
    const subject = createSubject({})
    const { rerender } = render(<subject.App isShown />)
    for (let round = 0; round < 5; round++) {
      rerender(<subject.App isShown={false} />)
      rerender(<subject.App isShown />)
    }
    await pass()
    expect(network.attempts).toHaveLength(1)
    expect(server.handshakes).toBe(1)
  })

  it('that hides emits what has arrived, and leaves no timer', async () => {
    const { createSocket, sockets } = scriptSockets()
    const { said, handlers } = recordSignals()
    const subject = createSubject({ createSocket, flush: 'frame', ...handlers })
    const { rerender } = render(<subject.App isShown />)
    await pass()
    act(() => {
      sockets[0]!.opens()
      sockets[0]!.delivers(new Uint8Array([1]).buffer)
    })
    rerender(<subject.App isShown={false} />)
    expect(said.map(([signal]) => signal)).toEqual(['onConnected', 'onReceived'])
    await settle()
    expect(jest.getTimerCount()).toBe(0)
    expect(sockets[0]!.isMute).toBe(true)
  })

  it('that shows again autoconnects a node that its user had closed', async () => {
    const server = network.serve()
    const subject = createSubject({})
    const { rerender } = render(<subject.App isShown />)
    await pass()
    act(() => void subject.node.close())
    await pass()
    rerender(<subject.App isShown={false} />)
    rerender(<subject.App isShown />)
    await pass()
    expect(server.handshakes).toBe(2)
  })

  it('hides a node from useNode(name), and a hidden node does not connect', async () => {
    network.serve()
    const found: unknown[] = []
    const Finder = (): ReactNode => {
      const node = useNode('chat')
      useEffect(() => void found.push(node && 'chat'), [node])
      return null
    }
    const subject = createSubject({ name: 'chat' })
    const App = ({ isShown }: { isShown: boolean }) => (
      <WebSocketProvider>
        <subject.App isShown={isShown} />
        <Finder />
      </WebSocketProvider>
    )
    const { rerender } = render(<App isShown />)
    await pass()
    rerender(<App isShown={false} />)
    expect(found.at(-1)).toBeNull()
    expect(subject.node.connect()).toBe(false)
    expect(takeComplaints()).toHaveLength(1)
    rerender(<App isShown />)
    expect(found.at(-1)).toBe('chat')
    await pass()
    expect(subject.node.state.status).toBe('open')
  })

  it('that shows again has useNode() give the same node, though that mounts after its children', async () => {
    const server = network.serve()
    const seen = new Set<unknown>()
    const sends: unknown[] = []
    const Below = () => {
      const node = useNode(undefined, text)
      useEffect(() => {
        seen.add(node)
        sends.push(node?.send('here again'))
      }, [node])
      return null
    }
    const App = ({ isShown }: { isShown: boolean }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <WebSocketNode {...HERE} format={text} autoconnectMode="self-ready">
          <Below />
        </WebSocketNode>
      </Activity>
    )
    const { rerender } = render(<App isShown />)
    await pass()
    for (let round = 1; round <= 3; round++) {
      rerender(<App isShown={false} />)
      await pass()
      server.messages.length = 0
      sends.length = 0
      rerender(<App isShown />)
      await pass()
      expect(seen.size).toBe(1)
      // React runs the effects twice under StrictMode: each of them sends.
      const runs = isStrict ? 2 : 1
      expect(sends).toEqual(Array(runs).fill(true))
      expect(server.messages).toEqual(Array(runs).fill('here again'))
    }
  })

  it('uses the options that changed while it was hidden', async () => {
    const there = network.serve('ws://there.test/')
    network.serve()
    const App = ({ isShown, host }: { isShown: boolean; host: string }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <WebSocketNode host={host} useWSS={false} autoconnectMode="self-ready" />
      </Activity>
    )
    const { rerender } = render(<App isShown host="here.test" />)
    await pass()
    rerender(<App isShown={false} host="here.test" />)
    rerender(<App isShown={false} host="there.test" />)
    await pass()
    rerender(<App isShown host="there.test" />)
    await pass()
    expect(network.attempts).toEqual([URL_HERE, 'ws://there.test/'])
    expect(there.clients).toHaveLength(1)
  })

  it('that hides a whole tree and shows it again connects in the same order', async () => {
    const App = ({ isShown }: { isShown: boolean }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <WebSocketProvider defaults={{ useWSS: false }}>
          <WebSocketNode host="parent.test" autoconnectMode="self-ready">
            <WebSocketNode host="child.test" autoconnectMode="parent-ready" />
          </WebSocketNode>
          <WebSocketNode host="sibling.test" autoconnectMode="root-ready" />
        </WebSocketProvider>
      </Activity>
    )
    const { rerender } = render(<App isShown />)
    await pass()
    const order = ['ws://child.test/', 'ws://parent.test/', 'ws://sibling.test/']
    expect(network.attempts).toEqual(order)
    rerender(<App isShown={false} />)
    await pass()
    rerender(<App isShown />)
    await pass()
    expect(network.attempts).toEqual([...order, ...order])
  })

  it('that shows again in a transition paints no state from before it was hidden', async () => {
    network.serve()
    const painted: string[] = []
    let show!: (isShown: boolean) => void
    const Room = () => {
      const [state, node] = useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready' })
      return (
        <>
          {state.status} {useNodeState(node, ({ status }) => status)} {useRemaining(node)}
        </>
      )
    }
    /** One element, so that React does not render it for `App`. */
    const room = <Room />
    const App = () => {
      const [isShown, setShown] = useState(true)
      show = setShown
      useLayoutEffect(() => {
        // A browser paints what is there when React has done all of its synchronous work.
        if (isShown) queueMicrotask(() => painted.push(document.body.textContent))
      }, [isShown])
      return <Activity mode={isShown ? 'visible' : 'hidden'}>{room}</Activity>
    }
    render(<App />)
    await pass()
    expect(document.body.textContent).toBe('open open ')
    act(() => show(false))
    await settle()
    painted.length = 0
    await inTasksOfReact(() => startTransition(() => show(true)))
    expect(painted[0]).toBe('connecting connecting ')
    await pass()
    expect(document.body.textContent).toBe('open open ')
  })
})
