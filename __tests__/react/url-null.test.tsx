/**
 * `url: null` says that the address is not known now: nothing connects until there is one, and what is open is closed.
 */
import { act, render, screen } from '@testing-library/react'
import { useEffect } from 'react'
import {
  opened,
  text,
  useNode,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type ReactWebSocketNodeOptions,
  type WebSocketDefaults,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, takeComplaints, THERE, URL_HERE, URL_THERE } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

type Options = ReactWebSocketNodeOptions<typeof text>

const SELF = { autoconnectMode: 'self-ready' } as const
const NONE = { autoconnectMode: 'none' } as const
const AWAY = { ...SELF, url: null } as const
const HOME = { ...SELF, url: URL_HERE } as const

function renderNode(first: Options) {
  const { said, handlers } = recordSignals()
  let held: WebSocketNodeHandle<typeof text> | undefined
  const Subject = (options: Options) => {
    const [, node] = useWebSocketNode({ format: text, ...options, ...handlers })
    useEffect(() => {
      held = node
    }, [node])
    return null
  }
  const { rerender, unmount } = render(<Subject {...first} />)
  return { said, node: held!, unmount, rerender: (options: Options) => rerender(<Subject {...options} />) }
}

describeInBothModes('a node whose url is null', () => {
  it.each([
    [SELF, { status: 'waiting', mode: 'self-ready' }],
    [{ autoconnectMode: 'parent-ready' }, { status: 'waiting', mode: 'parent-ready' }],
    [NONE, { status: 'idle' }],
  ] as const)('with %j is %j, and connects nothing', async (mode, state) => {
    const { node, said } = renderNode({ ...mode, url: null })
    await pass(60_000)
    expect(node.state).toEqual(state)
    expect(network.attempts).toEqual([])
    expect(said).toEqual([])
  })

  it('connects when a url comes, as at a mount', async () => {
    const server = network.serve()
    const { node, said, rerender } = renderNode(AWAY)
    await pass()
    rerender(HOME)
    expect(node.state).toEqual({ status: 'connecting', url: URL_HERE, attempt: 0 })
    expect(network.attempts).toEqual([])
    await pass()
    expect(said).toEqual([['onConnected', URL_HERE]])
    expect(server.handshakes).toBe(1)
  })

  it('does not connect by itself with the mode none when a url comes', async () => {
    network.serve()
    const { node, rerender } = renderNode({ ...NONE, url: null })
    rerender({ ...NONE, url: URL_HERE })
    await pass()
    expect(node.state).toEqual({ status: 'idle' })
    act(() => expect(node.connect()).toBe(true))
    await pass()
    expect(node.state.status).toBe('open')
  })

  it('has connect() answer false, and say why; connect(host) connects', async () => {
    network.serve(URL_THERE)
    const { node } = renderNode({ ...AWAY, useWSS: false })
    act(() => expect(node.connect()).toBe(false))
    act(() => expect(node.connect(undefined, '/chat')).toBe(false))
    expect(takeComplaints()).toEqual([
      expect.stringContaining('its url is null'),
      expect.stringContaining('a route alone does not say where to'),
    ])
    act(() => expect(node.connect('there.test')).toBe(true))
    await pass()
    expect(network.attempts).toEqual([URL_THERE])
    expect(node.state.status).toBe('open')
  })

  it('queues what is sent before the first url since the mount, for that one', async () => {
    const server = network.serve()
    const { node, rerender } = renderNode(AWAY)
    expect(node.send('early')).toBe(true)
    await pass(60_000)
    expect(node.queued).toBe(1)
    rerender(HOME)
    await pass()
    expect(server.messages).toEqual(['early'])
  })

  it('is ready nevertheless: those that wait for it connect', async () => {
    const server = network.serve()
    render(
      <WebSocketNode {...AWAY}>
        <WebSocketNode {...HERE} autoconnectMode="parent-ready" />
      </WebSocketNode>,
    )
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('is not opened: those that wait for opened(node) wait for the url', async () => {
    network.serve()
    const there = network.serve(URL_THERE)
    const Second = () => {
      useWebSocketNode({ ...THERE, autoconnectMode: 'custom', autoconnectReference: opened(useNode()) })
      return null
    }
    const App = ({ url }: { url: string | null }) => (
      <WebSocketNode {...SELF} url={url}>
        <Second />
      </WebSocketNode>
    )
    const { rerender } = render(<App url={null} />)
    await pass()
    expect(network.attempts).toEqual([])
    rerender(<App url={URL_HERE} />)
    await pass()
    await pass()
    expect(there.handshakes).toBe(1)
  })

  it('holds what ready={false} holds back when the url comes', async () => {
    const server = network.serve()
    const { node, rerender } = renderNode({ ...AWAY, ready: false })
    rerender({ ...HOME, ready: false })
    await pass()
    expect(node.state).toEqual({ status: 'waiting', mode: 'self-ready' })
    rerender({ ...HOME, ready: true })
    await pass()
    expect(server.handshakes).toBe(1)
  })
})

describeInBothModes('a url that becomes null', () => {
  it.each([
    [SELF, { status: 'waiting', mode: 'self-ready' }],
    [NONE, { status: 'idle' }],
  ] as const)('closes what is open in good order, with %j', async (mode, state) => {
    const server = network.serve()
    const { node, said, rerender } = renderNode({ ...mode, url: URL_HERE })
    if (mode === NONE) act(() => void node.connect())
    await pass()
    rerender({ ...mode, url: null })
    expect(said).toEqual([['onConnected', URL_HERE], ['onClosing'], ['onClosed', 1000, '']])
    expect(node.state).toEqual(state)
    await pass()
    expect(said).toHaveLength(3)
    expect(server.clients).toHaveLength(0)
  })

  it.each<[string, Options, (sockets: ReturnType<typeof scriptSockets>['sockets']) => void]>([
    ['connecting', {}, () => {}],
    ['reconnecting', { reconnect: { next: () => 100 } }, (sockets) => sockets[0]!.closes()],
    ['failed', {}, (sockets) => sockets[0]!.closes()],
  ])('ends %s without another signal', async (status, options, reach) => {
    const { createSocket, sockets } = scriptSockets()
    const { node, said, rerender } = renderNode({ ...HOME, ...options, createSocket })
    await pass()
    act(() => reach(sockets))
    expect(node.state.status).toBe(status)
    const { length } = said
    rerender({ ...AWAY, ...options, createSocket })
    expect(node.state).toEqual({ status: 'waiting', mode: 'self-ready' })
    await pass(200_000)
    expect(said).toHaveLength(length)
    expect(sockets).toHaveLength(1)
    expect(sockets[0]!.isMute).toBe(true)
  })

  it('ends what is queued in sendFailed', () => {
    const { createSocket } = scriptSockets()
    const { node, said, rerender } = renderNode({ ...HOME, createSocket })
    node.send('to here')
    rerender({ ...AWAY, createSocket })
    expect(said).toEqual([['onSendFailed', ['to here']]])
    expect(node.queued).toBe(0)
  })

  it('has what is sent afterwards refused, with a warning: it does not open the next connection', async () => {
    const server = network.serve()
    const { node, rerender } = renderNode(HOME)
    await pass()
    rerender(AWAY)
    expect(node.send('after the logout')).toBe(false)
    expect(takeComplaints()).toEqual([expect.stringContaining('the url has become null')])
    rerender(HOME)
    await pass()
    expect(server.handshakes).toBe(2)
    expect(server.messages).toEqual([])
  })

  it('is login, logout and login: each is a handshake of its own, at the mount too', async () => {
    const server = network.serve('ws://here.test/first')
    const next = network.serve('ws://here.test/second')
    const { node, said, rerender } = renderNode(AWAY)
    await pass()
    rerender({ ...SELF, url: 'ws://here.test/first' })
    await pass()
    act(() => void node.send('of the first user'))
    await pass()
    rerender(AWAY)
    await pass()
    rerender({ ...SELF, url: 'ws://here.test/second' })
    await pass()
    act(() => void node.send('of the second user'))
    await pass()
    expect([server.handshakes, next.handshakes]).toEqual([1, 1])
    expect([server.messages, next.messages]).toEqual([['of the first user'], ['of the second user']])
    expect([server.clients.length, next.clients.length]).toEqual([0, 1])
    expect(said.map(([signal]) => signal)).toEqual(['onConnected', 'onClosing', 'onClosed', 'onConnected'])
  })

  it('and a url again in the same task is one more handshake', async () => {
    const server = network.serve()
    const { node, rerender } = renderNode(HOME)
    await pass()
    rerender(AWAY)
    rerender(HOME)
    rerender(AWAY)
    rerender(HOME)
    await pass()
    expect(node.state.status).toBe('open')
    expect(server.handshakes).toBe(2)
    expect(network.attempts).toHaveLength(2)
  })

  it('is no reconnect: the next connection begins anew', async () => {
    network.serve()
    const connections: unknown[] = []
    const Subject = ({ url }: { url: string | null }) => {
      useWebSocketNode({ ...SELF, url, onConnected: (_url, { isReconnect }) => void connections.push(isReconnect) })
      return null
    }
    const { rerender } = render(<Subject url={URL_HERE} />)
    await pass()
    rerender(<Subject url={null} />)
    rerender(<Subject url={URL_HERE} />)
    await pass()
    expect(connections).toEqual([false, false])
  })
})

describeInBothModes('close() by the user', () => {
  it('before the url becomes null is forgotten when a url comes', async () => {
    const server = network.serve()
    const { node, rerender } = renderNode(HOME)
    await pass()
    act(() => void node.close())
    await pass()
    rerender(AWAY)
    expect(node.state).toEqual({ status: 'waiting', mode: 'self-ready' })
    rerender(HOME)
    await pass()
    expect(server.handshakes).toBe(2)
    expect(node.state.status).toBe('open')
  })

  it('in progress when the url becomes null is finished first: closing until closed is told', async () => {
    const { createSocket, sockets } = scriptSockets()
    const { node, said, rerender } = renderNode({ ...HOME, createSocket })
    await pass()
    act(() => sockets[0]!.opens())
    act(() => void node.close(4000, 'bye'))
    rerender({ ...AWAY, createSocket })
    rerender({ ...HOME, createSocket })
    expect(node.state).toEqual({ status: 'closing', url: URL_HERE })
    await pass()
    expect(sockets).toHaveLength(1)
    act(() => sockets[0]!.closes(4000, 'bye', true))
    await pass()
    expect(said.slice(1)).toEqual([['onClosing'], ['onClosed', 4000, 'bye']])
    expect(sockets).toHaveLength(2)
    expect(node.state.status).toBe('connecting')
  })

  it('while the url is null stands when a url comes, until connect()', async () => {
    const server = network.serve()
    const { node, rerender } = renderNode(AWAY)
    act(() => expect(node.close()).toBe(true))
    expect(node.state).toEqual({ status: 'idle' })
    rerender(HOME)
    await pass()
    expect(node.state).toEqual({ status: 'idle' })
    expect(network.attempts).toEqual([])
    act(() => expect(node.connect()).toBe(true))
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('while the url is null is forgotten by a mount', async () => {
    const server = network.serve()
    const closing: WebSocketNodeHandle[] = []
    const Subject = ({ url }: { url: string | null }) => {
      const [, node] = useWebSocketNode({ ...SELF, url })
      useEffect(() => void closing.push(node), [node])
      return null
    }
    const { rerender } = render(<Subject key="first" url={null} />)
    act(() => void closing.at(-1)!.close())
    rerender(<Subject key="second" url={URL_HERE} />)
    await pass()
    expect(server.handshakes).toBe(1)
  })
})

describeInBothModes('a url of null from a provider', () => {
  const renderBelow = (options: Options) => {
    const App = ({ defaults }: { defaults: WebSocketDefaults }) => (
      <WebSocketProvider defaults={defaults}>
        <WebSocketNode {...SELF} {...(options as ReactWebSocketNodeOptions)}>
          {({ status }) => <p>{status}</p>}
        </WebSocketNode>
      </WebSocketProvider>
    )
    const { rerender } = render(<App defaults={{ url: null }} />)
    return { rerender: (defaults: WebSocketDefaults) => rerender(<App defaults={defaults} />) }
  }

  it.each<[string, Options]>([
    ['nothing', {}],
    ['a route', { route: '/chat' }],
    ['useWSS', { useWSS: false }],
    ['a url that is undefined', { url: undefined }],
  ])('holds back a node that is given %s', async (_what, options) => {
    renderBelow(options)
    await pass()
    expect(screen.getByText('waiting').textContent).toBe('waiting')
    expect(network.attempts).toEqual([])
    takeComplaints()
  })

  it.each<[string, Options, string]>([
    ['a host', HERE, URL_HERE],
    ['a url', { url: URL_THERE }, URL_THERE],
  ])('is beaten by %s of the node', async (_what, options, address) => {
    network.serve(address)
    renderBelow(options)
    await pass()
    expect(network.attempts).toEqual([address])
  })

  it('that becomes an address connects all that wait, and back to null closes them', async () => {
    const server = network.serve()
    const { rerender } = renderBelow({})
    rerender({ url: URL_HERE })
    await pass()
    expect(screen.getByText('open').textContent).toBe('open')
    rerender({ url: null })
    await pass()
    expect(screen.getByText('waiting').textContent).toBe('waiting')
    expect(server.clients).toHaveLength(0)
  })
})

describeInBothModes('url={isOn ? undefined : null} beside host and route', () => {
  it('is the switch of a connection to host and route', async () => {
    const server = network.serve('ws://here.test/chat')
    const App = ({ isOn }: { isOn: boolean }) => (
      <WebSocketNode {...HERE} {...SELF} route="/chat" url={isOn ? undefined : null}>
        {({ status }) => <p>{status}</p>}
      </WebSocketNode>
    )
    const { rerender, container } = render(<App isOn={false} />)
    await pass()
    expect(container.textContent).toBe('waiting')
    for (let round = 1; round <= 2; round++) {
      rerender(<App isOn />)
      await pass()
      expect(container.textContent).toBe('open')
      expect(server.handshakes).toBe(round)
      rerender(<App isOn={false} />)
      await pass()
      expect(container.textContent).toBe('waiting')
      expect(server.clients).toHaveLength(0)
    }
  })
})
