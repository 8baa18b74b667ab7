/**
 * What a connection that lingers is for whoever comes back to it, and what it is not: something to go on with while it
 * closes, or when it leads somewhere else.
 */
import { act, render } from '@testing-library/react'
import { Activity, useEffect } from 'react'
import {
  text,
  useNode,
  useReceivedReducer,
  useSignal,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'

mockNetwork()

/** Seconds. */
const LINGER = 5

/** A component whose node lingers, and the node that mounted last. */
function createSubject(options: ReactWebSocketNodeOptions) {
  const { sockets, createSocket } = scriptSockets()
  const subject = {
    sockets,
    node: undefined as unknown as WebSocketNodeHandle,
    Subject() {
      const [, node] = useWebSocketNode({ ...HERE, createSocket, linger: LINGER, ...options })
      useEffect(() => {
        subject.node = node
      }, [node])
      return null
    },
    /** Another version is another component, with another node of the same name. */
    App: ({ version }: { version: number }) => (
      <WebSocketProvider>
        <subject.Subject key={version} />
      </WebSocketProvider>
    ),
  }
  return subject
}

describeInBothModes('a connection that closes while it lingers', () => {
  it.each([
    ['before it was hidden', ['close', 'hide', 'show']],
    ['while it is hidden', ['hide', 'close', 'show']],
  ])('is left to itself: closed %s, a remount autoconnects like any other', async (_when, deeds) => {
    const subject = createSubject({ autoconnectMode: 'self-ready' })
    const App = ({ isShown }: { isShown: boolean }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <subject.Subject />
      </Activity>
    )
    const { rerender, unmount } = render(<App isShown />)
    await pass()
    act(() => subject.sockets[0]!.opens())
    for (const deed of deeds) {
      if (deed === 'close') act(() => void subject.node.close(4000, 'bye'))
      else rerender(<App isShown={deed === 'show'} />)
    }
    act(() => subject.sockets[0]!.closes(4000, 'bye', true))
    await pass()
    expect(subject.sockets).toHaveLength(2)
    expect(subject.sockets[0]!.closeCalls[0]).toEqual([4000, 'bye'])
    expect(subject.node.state.status).toBe('connecting')
    unmount()
    await pass(LINGER * 1000)
  })

  it('is nothing for the next node of the name, which connects by itself', async () => {
    const subject = createSubject({ autoconnectMode: 'self-ready', name: 'chat' })
    const { rerender, unmount } = render(<subject.App version={1} />)
    await pass()
    act(() => subject.sockets[0]!.opens())
    act(() => void subject.node.close())
    rerender(<subject.App version={2} />)
    await pass()
    expect(subject.sockets).toHaveLength(2)
    expect(subject.node.state.status).toBe('connecting')
    unmount()
    await pass(LINGER * 1000)
  })
})

describeInBothModes('a connection that ended while it lingered', () => {
  it('is made anew once what the node waits for is ready', async () => {
    const { sockets, createSocket } = scriptSockets()
    const Subject = ({ ready }: { ready: boolean }) =>
      useWebSocketNode({ ...HERE, createSocket, linger: LINGER, ready, autoconnectMode: 'self-ready' })[0].status
    const App = ({ isShown, ready }: { isShown: boolean; ready: boolean }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <Subject ready={ready} />
      </Activity>
    )
    const { rerender, unmount, container } = render(<App isShown ready />)
    await pass()
    act(() => sockets[0]!.opens())
    rerender(<App isShown={false} ready />)
    await pass()
    act(() => sockets[0]!.closes(1001, '', true))
    rerender(<App isShown ready={false} />)
    await pass()
    expect(container.textContent).toBe('waiting')
    rerender(<App isShown ready />)
    await pass()
    expect(container.textContent).toBe('connecting')
    expect(sockets).toHaveLength(2)
    unmount()
    await pass(LINGER * 1000)
  })
})

describeInBothModes('what was kept while a node lingered', () => {
  const append = (all: string, packet: string) => all + packet

  /** A component that listens to its own node, and what it heard. */
  function createListener() {
    const { sockets, createSocket } = scriptSockets()
    const heard: string[] = []
    const Subject = () => {
      const [, node] = useWebSocketNode({
        ...HERE,
        createSocket,
        linger: LINGER,
        format: text,
        autoconnectMode: 'self-ready',
      })
      useSignal(node, 'received', (data) => heard.push(...data))
      return null
    }
    const App = ({ isShown }: { isShown: boolean }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <Subject />
      </Activity>
    )
    return { sockets, heard, App }
  }

  it('is heard by listeners that the same commit brings back', async () => {
    const { sockets, heard, App } = createListener()
    const { rerender, unmount } = render(<App isShown />)
    await pass()
    act(() => sockets[0]!.opens())
    rerender(<App isShown={false} />)
    await pass()
    act(() => sockets[0]!.delivers('kept'))
    await pass()
    rerender(<App isShown />)
    await pass()
    act(() => sockets[0]!.delivers('new'))
    await pass()
    expect(heard).toEqual(['kept', 'new'])
    unmount()
    await pass(LINGER * 1000)
  })

  it('is kept on where the node is hidden again in the same task', async () => {
    const { sockets, heard, App } = createListener()
    const { rerender, unmount } = render(<App isShown />)
    await pass()
    act(() => sockets[0]!.opens())
    rerender(<App isShown={false} />)
    await pass()
    act(() => sockets[0]!.delivers('kept'))
    rerender(<App isShown />)
    rerender(<App isShown={false} />)
    await pass()
    expect(heard).toEqual([])
    rerender(<App isShown />)
    await pass()
    expect(heard).toEqual(['kept'])
    expect(sockets).toHaveLength(1)
    unmount()
    await pass(LINGER * 1000)
  })

  it('is heard and folded by those who find the next node of the name', async () => {
    const { sockets, createSocket } = scriptSockets()
    const heard: string[] = []
    const Beside = () => {
      const node = useNode('feed', text)
      useSignal(node, 'received', (data) => heard.push(...data))
      return <p>{useReceivedReducer(node, append, '')}</p>
    }
    const options = { ...HERE, createSocket, linger: LINGER, format: text, autoconnectMode: 'self-ready' } as const
    const App = ({ version }: { version: number | null }) => (
      <WebSocketProvider>
        <Beside />
        {version !== null && <WebSocketNode key={version} name="feed" {...options} />}
      </WebSocketProvider>
    )
    const { rerender, unmount, container } = render(<App version={1} />)
    await pass()
    act(() => sockets[0]!.opens())
    rerender(<App version={null} />)
    await pass()
    act(() => sockets[0]!.delivers('kept'))
    await pass()
    rerender(<App version={2} />)
    await pass()
    expect(heard).toEqual(['kept'])
    expect(container.textContent).toBe('kept')
    expect(sockets).toHaveLength(1)
    unmount()
    await pass(LINGER * 1000)
  })
})

describeInBothModes('a connection that lingers when its destination changes', () => {
  /** A lingering node in an `<Activity>`, what its handlers heard, and how to hide and move it. */
  async function hide(first: ReactWebSocketNodeOptions<typeof text>) {
    const { sockets, createSocket } = scriptSockets()
    const heard: unknown[] = []
    const Subject = (options: ReactWebSocketNodeOptions<typeof text>) => {
      const [, node] = useWebSocketNode({
        ...HERE,
        createSocket,
        linger: LINGER,
        format: text,
        autoconnectMode: 'self-ready',
        ...options,
        onPacket: (packet) => void heard.push(packet),
        onClosed: () => void heard.push('closed'),
      })
      useSignal(node, 'packet', (packet) => heard.push(packet))
      return <p>{useReceivedReducer(node, append, '')}</p>
    }
    const App = ({ isShown, options }: { isShown: boolean; options: ReactWebSocketNodeOptions<typeof text> }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <Subject {...options} />
      </Activity>
    )
    const { rerender, unmount, container } = render(<App isShown options={first} />)
    await pass()
    act(() => sockets[0]!.opens())
    rerender(<App isShown={false} options={first} />)
    await pass()
    act(() => sockets[0]!.delivers('kept'))
    return {
      sockets,
      heard,
      container,
      changes: (options: ReactWebSocketNodeOptions<typeof text>) => rerender(<App isShown={false} options={options} />),
      shows: (options: ReactWebSocketNodeOptions<typeof text>) => rerender(<App isShown options={options} />),
      leaves: async () => {
        unmount()
        await pass(LINGER * 1000)
      },
    }
  }
  const append = (all: string, packet: string) => all + packet

  it.each<[string, ReactWebSocketNodeOptions<typeof text>, ReactWebSocketNodeOptions<typeof text>]>([
    ['another route', { route: '/a' }, { route: '/b' }],
    ['null', {}, { url: null }],
    ['another name', { destination: 'a' }, { destination: 'b' }],
    ['other protocols', { protocols: 'a' }, { protocols: 'b' }],
  ])('ends in the hidden tree, and its packets are told to nobody: %s', async (_what, before, after) => {
    const { sockets, heard, container, changes, shows, leaves } = await hide(before)
    changes(after)
    expect(sockets[0]!.closeCalls).toHaveLength(1)
    expect(sockets[0]!.isMute).toBe(true)
    shows(after)
    await pass()
    expect(heard).toEqual([])
    expect(container.textContent).toBe('')
    expect(sockets).toHaveLength(after.url === null ? 1 : 2)
    await leaves()
  })

  it('goes on where only options changed that are no part of it', async () => {
    const { sockets, heard, changes, shows, leaves } = await hide({ route: '/a' })
    changes({ route: '/a', receiveLimit: 3 })
    shows({ route: '/a', receiveLimit: 3 })
    await pass()
    expect(heard).toEqual(['kept', 'kept'])
    expect(sockets).toHaveLength(1)
    await leaves()
  })
})

describeInBothModes('a connection that lingers under a name', () => {
  const url = () => 'ws://here.test/'
  const protocols = () => 'v1'
  const authenticate = () => {}
  const byUser = { host: undefined, useWSS: undefined } as const

  /** Mounts a node, opens it, and mounts the next one of its name in its place; gives the number of sockets made. */
  async function handOver(first: ReactWebSocketNodeOptions, next: ReactWebSocketNodeOptions) {
    const { sockets, createSocket } = scriptSockets()
    const connected: unknown[] = []
    const Subject = (options: ReactWebSocketNodeOptions) => {
      useWebSocketNode({
        ...HERE,
        name: 'chat',
        linger: LINGER,
        autoconnectMode: 'self-ready',
        createSocket,
        onConnected: () => void connected.push('connected'),
        ...options,
      })
      return null
    }
    const { rerender, unmount } = render(
      <WebSocketProvider>
        <Subject key="first" {...first} />
      </WebSocketProvider>,
    )
    await pass()
    await act(async () => {
      sockets[0]!.opens()
      await Promise.resolve()
    })
    expect(connected).toEqual(['connected'])
    rerender(
      <WebSocketProvider>
        <Subject key="next" {...next} />
      </WebSocketProvider>,
    )
    await pass()
    const made = sockets.length
    expect(connected).toEqual(['connected'])
    unmount()
    await pass(LINGER * 1000)
    return made
  }

  it.each<[string, ReactWebSocketNodeOptions]>([
    ['url', { ...byUser, url }],
    ['protocols', { protocols }],
    ['authenticate', { authenticate }],
  ])('is for the next node of the same %s function, which hears no connected', async (_option, options) => {
    expect(await handOver(options, options)).toBe(1)
  })

  it.each<[string, ReactWebSocketNodeOptions, ReactWebSocketNodeOptions]>([
    ['url', { ...byUser, url }, { ...byUser, url: () => url() }],
    ['protocols', { protocols }, { protocols: () => protocols() }],
    ['authenticate', { authenticate }, { authenticate: () => authenticate() }],
  ])('is not for the next user: a node of another %s function connects by itself', async (_option, first, next) => {
    expect(await handOver(first, next)).toBe(2)
  })
})

describeInBothModes('a connection to where connect(host) led', () => {
  it('is not for the next node of the name, which is configured for another host', async () => {
    const subject = createSubject({ name: 'chat' })
    const { rerender, unmount } = render(<subject.App version={1} />)
    await pass()
    act(() => void subject.node.connect('elsewhere.test'))
    act(() => subject.sockets[0]!.opens())
    rerender(<subject.App version={2} />)
    await pass()
    expect(subject.node.state).toEqual({ status: 'idle' })
    unmount()
    await pass(LINGER * 1000)
  })
})
