/**
 * An unmount leaves nothing behind, whatever the node was doing: a microtask later no socket, timer, frame or listener, and
 * no signal ever again. What had arrived is emitted in the clean-up itself.
 */
import { act, render } from '@testing-library/react'
import { useEffect } from 'react'
import { flushSync } from 'react-dom'
import {
  text,
  useNode,
  useSignal,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type ReactWebSocketNodeOptions,
  type ReadySource,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, settle, takeComplaints, THERE, URL_HERE } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets, type ScriptedSocket } from '../support/react/scripted-socket.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

/** Renders a node on scripted sockets, which have no timers: all timers that are counted are the node's. */
function mount(options: ReactWebSocketNodeOptions<typeof text> = {}) {
  const { said, handlers } = recordSignals()
  const scripted = scriptSockets()
  let held: WebSocketNodeHandle<typeof text> | undefined
  const Subject = (props: ReactWebSocketNodeOptions<typeof text>) => {
    const [, node] = useWebSocketNode({
      ...HERE,
      format: text,
      autoconnectMode: 'self-ready',
      createSocket: scripted.createSocket,
      ...props,
      ...handlers,
    })
    useEffect(() => {
      held = node
    }, [node])
    return null
  }
  const { unmount, rerender } = render(<Subject {...options} />)
  const later: string[] = []
  const node = held!
  node.subscribe(() => later.push(node.state.status))
  return { said, node, unmount, rerender: () => rerender(<Subject {...options} {...THERE} />), ...scripted, later }
}

const open = (socket: ScriptedSocket) => act(() => socket.opens())
const retryIn = (seconds: number) => ({ next: () => seconds })

type Mounted = ReturnType<typeof mount>

const MOMENTS: [string, ReactWebSocketNodeOptions<typeof text>, (mounted: Mounted) => Promise<void> | void][] = [
  ['in the task of the mount', {}, () => {}],
  ['while idle', { autoconnectMode: 'none' }, () => {}],
  ['in the middle of a handshake', {}, () => pass()],
  ['before a url promise settles', { url: () => new Promise<string>(() => {}) }, () => pass()],
  ['while it waits to be ready itself', { ready: false }, () => pass()],
  ['while it waits for a ref', { autoconnectMode: 'custom', autoconnectReference: { current: null } }, () => pass()],
  ['while open', {}, async ({ sockets }) => pass().then(() => open(sockets[0]!))],
  [
    'with packets that wait for the burst to end',
    {},
    async ({ sockets }) => {
      await pass()
      open(sockets[0]!)
      sockets[0]!.delivers('a')
    },
  ],
  [
    'with packets that wait for a frame',
    { flush: 'frame' },
    async ({ sockets }) => {
      await pass()
      open(sockets[0]!)
      sockets[0]!.delivers('a')
    },
  ],
  [
    'while closing',
    {},
    async ({ sockets, node }) => {
      await pass()
      open(sockets[0]!)
      act(() => void node.close(4000, 'bye'))
    },
  ],
  [
    'right after close() while connecting',
    {},
    async ({ node }) => {
      await pass()
      act(() => void node.close())
    },
  ],
  [
    'while closed',
    {},
    async ({ sockets }) => {
      await pass()
      open(sockets[0]!)
      act(() => sockets[0]!.closes(1000, '', true))
    },
  ],
  [
    'while failed',
    {},
    async ({ sockets }) => {
      await pass()
      act(() => sockets[0]!.closes())
    },
  ],
  [
    'while reconnecting',
    { reconnect: retryIn(200) },
    async ({ sockets }) => {
      await pass()
      act(() => sockets[0]!.closes())
    },
  ],
  [
    'in the handshake of a retry',
    { reconnect: retryIn(0) },
    async ({ sockets }) => {
      await pass()
      act(() => sockets[0]!.closes())
      await pass()
    },
  ],
  [
    'right after its destination changed',
    {},
    async ({ sockets, rerender }) => {
      await pass()
      open(sockets[0]!)
      rerender()
    },
  ],
]

describeInBothModes('an unmount', () => {
  it.each(MOMENTS)('%s leaves no socket, timer or frame, and is silent for ever', async (_moment, options, reach) => {
    const mounted = mount(options)
    await reach(mounted)
    const { said, node, sockets, later } = mounted
    const toldBefore = said.filter(([signal]) => signal !== 'onReceived').length
    later.length = 0

    mounted.unmount()
    await settle()
    expect(jest.getTimerCount()).toBe(0)
    expect(node.state).toEqual({ status: 'idle' })
    expect(node.ready).toBe(false)
    for (const socket of sockets) {
      expect(socket.isMute).toBe(true)
      if (socket.readyState !== 3) expect(socket.closeCalls).not.toEqual([])
    }
    const made = sockets.length
    act(() => {
      for (const socket of sockets) {
        socket.opens()
        socket.delivers('late')
        socket.closes()
      }
    })
    await pass(400_000)
    expect(sockets).toHaveLength(made)
    expect(said.filter(([signal]) => signal !== 'onReceived')).toHaveLength(toldBefore)
    expect(said.flat()).not.toContain('late')
    expect(node.state).toEqual({ status: 'idle' })
  })

  it.each(['burst', 'frame'] as const)('emits what has arrived, once, under flush %s', async (flush) => {
    const { said, sockets, unmount, node } = mount({ flush })
    await pass()
    open(sockets[0]!)
    sockets[0]!.delivers('a')
    sockets[0]!.delivers('b')
    unmount()
    const told = [
      ['onConnected', URL_HERE],
      ['onReceived', ['a', 'b'], ['a', 'b']],
    ]
    expect(said).toEqual(told)
    await pass()
    expect(said).toEqual(told)
    expect(node.lastReceived).toEqual(['a', 'b'])
    expect(node.receive()).toBeUndefined()
  })

  it('emits what has arrived to useSignal in the same component, and below the element', async () => {
    const { createSocket, sockets } = scriptSockets()
    const heard: string[] = []
    const Below = () => {
      useSignal(useNode(undefined, text), 'received', (data) => void heard.push(`below ${data.join()}`))
      return null
    }
    const Same = () => {
      const [, node] = useWebSocketNode({ ...HERE, format: text, createSocket, autoconnectMode: 'self-ready' })
      useSignal(node, 'received', (data) => void heard.push(`same ${data.join()}`))
      return null
    }
    const { unmount } = render(
      <>
        <Same />
        <WebSocketNode {...HERE} format={text} createSocket={createSocket} autoconnectMode="self-ready">
          <Below />
        </WebSocketNode>
      </>,
    )
    await pass()
    sockets.forEach(open)
    sockets.forEach((socket) => socket.delivers('last'))
    unmount()
    expect(heard.sort()).toEqual(['below last', 'same last'])
  })

  it('from a handler of connected: nobody hears of the connection any more', async () => {
    const server = network.serve()
    const heard: string[] = []
    let leave = () => {}
    let held: WebSocketNodeHandle | undefined
    const Subject = () => {
      const [, node] = useWebSocketNode({
        ...HERE,
        autoconnectMode: 'self-ready',
        onConnected: () => {
          heard.push('connected')
          leave()
        },
        onReceived: () => void heard.push('received'),
        onClosed: () => void heard.push('closed'),
      })
      useEffect(() => {
        held = node
        return held.on('connected', () => void heard.push('connected, on'))
      }, [node])
      return null
    }
    const { unmount } = render(<Subject />)
    held!.on('connected', () => void heard.push('connected, from outside'))
    leave = () => flushSync(unmount)
    await pass()
    await pass()
    expect(heard).toEqual(['connected'])
    expect(held!.state).toEqual({ status: 'idle' })
    expect(server.clients).toHaveLength(0)
  })

  it('from a handler of received: the batches that were due are emitted, and nothing after them', async () => {
    const server = network.serve()
    const heard: string[] = []
    let leave = () => {}
    const Subject = () => {
      useWebSocketNode({
        ...HERE,
        format: text,
        receiveLimit: 2,
        autoconnectMode: 'self-ready',
        onReceived: (data) => {
          heard.push(data.join(''))
          leave()
        },
        onClosing: () => void heard.push('closing'),
        onClosed: () => void heard.push('closed'),
      })
      return null
    }
    const { unmount } = render(<Subject />)
    leave = () => {
      leave = () => {}
      flushSync(unmount)
    }
    await pass()
    server.send('a', 'b', 'c', 'd', 'e')
    await pass()
    expect(heard.join('')).toMatch(/^abc?d?e?$/)
    expect(heard[0]).toBe('ab')
    expect(server.clients).toHaveLength(0)
  })

  it('takes its listeners off what it waited for', () => {
    const { source, count } = countedSource()
    const App = () => {
      useWebSocketNode({ ...HERE, autoconnectMode: 'custom', autoconnectReference: source })
      return null
    }
    const { unmount } = render(<App />)
    expect(count()).toBe(1)
    unmount()
    expect(count()).toBe(0)
  })

  it('stops looking at a ref when the user has closed or connected it meanwhile', async () => {
    const reference = { current: null }
    const closed = mount({ autoconnectMode: 'custom', autoconnectReference: reference })
    const connected = mount({ autoconnectMode: 'custom', autoconnectReference: reference })
    await pass()
    expect(jest.getTimerCount()).toBe(2)
    act(() => void closed.node.close())
    act(() => void connected.node.connect())
    open(connected.sockets[0]!)
    await pass()
    expect(jest.getTimerCount()).toBe(0)
  })

  it('makes connect, reconnect and close answer false', async () => {
    const { node, unmount } = mount()
    await pass()
    unmount()
    await settle()
    expect(node.close()).toBe(false)
    expect(node.connect()).toBe(false)
    expect(node.reconnect()).toBe(false)
    expect(takeComplaints()).toEqual([
      expect.stringContaining('connect() did nothing: the node is not mounted'),
      expect.stringContaining('connect() did nothing: the node is not mounted'),
    ])
    expect(jest.getTimerCount()).toBe(0)
  })

  it('ends in sendFailed, for all who listen, what is sent after it and no mount takes within a second', async () => {
    const { node, said, unmount } = mount()
    await pass()
    unmount()
    await settle()
    const lost: unknown[] = []
    node.on('sendFailed', (messages) => void lost.push(messages))
    expect(node.send('x')).toBe(true)
    await pass(999)
    expect([...lost, ...said]).toEqual([])
    await pass(1)
    expect(lost).toEqual([['x']])
    expect(said).toEqual([['onSendFailed', ['x']]])
    expect(jest.getTimerCount()).toBe(0)
  })

  it('of a whole tree leaves nothing, in whatever state its nodes are', async () => {
    network.serve()
    const server = network.serve('ws://there.test/')
    const { unmount } = render(
      <WebSocketProvider defaults={HERE}>
        <WebSocketNode autoconnectMode="self-ready" name="a">
          <WebSocketNode {...THERE} autoconnectMode="parent-ready" name="b" />
        </WebSocketNode>
        <WebSocketProvider ready={false}>
          <WebSocketNode autoconnectMode="owner-ready" />
        </WebSocketProvider>
        <WebSocketNode autoconnectMode="custom" autoconnectReference={{ current: null }} />
      </WebSocketProvider>,
    )
    await pass()
    expect(server.clients).toHaveLength(1)
    unmount()
    await settle()
    expect(network.live).toBe(0)
    await pass()
    expect(jest.getTimerCount()).toBe(0)
  })
})

function countedSource() {
  let count = 0
  const source: ReadySource = {
    ready: false,
    onReady() {
      count++
      return () => void count--
    },
  }
  return { source, count: () => count }
}
