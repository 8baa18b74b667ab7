/**
 * A changed destination moves the connection; what only looks changed does not.
 */
import { act, renderHook } from '@testing-library/react'
import { useWebSocketNode, type ReactWebSocketNodeOptions } from '../../src/index.js'
import { HERE, mockNetwork, pass, THERE, URL_HERE, URL_THERE } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets, type ScriptedSocket } from '../support/react/scripted-socket.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

function renderNode(initialProps: ReactWebSocketNodeOptions) {
  const { said, handlers } = recordSignals()
  const hook = renderHook(
    (props: ReactWebSocketNodeOptions) => useWebSocketNode({ autoconnectMode: 'self-ready', ...props, ...handlers }),
    { initialProps },
  )
  return {
    said,
    rerender: hook.rerender,
    get state() {
      return hook.result.current[0]
    },
    get node() {
      return hook.result.current[1]
    },
  }
}

describeInBothModes('a changed destination', () => {
  it('moves an open connection: closing, closed(1000), connected', async () => {
    const here = network.serve()
    const there = network.serve(URL_THERE)
    const { said, rerender } = renderNode(HERE)
    await pass()
    rerender(THERE)
    await pass()
    expect(said).toEqual([['onConnected', URL_HERE], ['onClosing'], ['onClosed', 1000, ''], ['onConnected', URL_THERE]])
    expect([here.clients.length, there.clients.length]).toEqual([0, 1])
    expect([here.handshakes, there.handshakes]).toEqual([1, 1])
  })

  it('is connecting to the new one as soon as the commit is done', async () => {
    network.serve()
    network.serve(URL_THERE)
    const rendered = renderNode(HERE)
    await pass()
    rendered.rerender(THERE)
    expect(rendered.state).toEqual({ status: 'connecting', url: URL_THERE, attempt: 0 })
    await pass()
    expect(rendered.state).toEqual({ status: 'open', url: URL_THERE, protocol: '' })
  })

  it('emits what had arrived from the old one first', async () => {
    const here = network.serve()
    network.serve(URL_THERE)
    const { said, rerender } = renderNode({ ...HERE, flush: 'frame' })
    await pass()
    here.send('last words')
    rerender({ ...THERE, flush: 'frame' })
    expect(said.map(([signal]) => signal)).toEqual(['onConnected', 'onReceived', 'onClosing', 'onClosed'])
  })

  it('moves a handshake without a word', async () => {
    const { createSocket, sockets } = scriptSockets()
    const rendered = renderNode({ ...HERE, createSocket })
    await pass()
    rendered.rerender({ ...THERE, createSocket })
    await pass()
    expect(rendered.said).toEqual([])
    expect(sockets.map(({ url }) => url)).toEqual([URL_HERE, URL_THERE])
    expect(sockets[0]!.isMute).toBe(true)
    expect(sockets[0]!.closeCalls).toHaveLength(1)
    act(() => sockets[1]!.opens())
    expect(rendered.said).toEqual([['onConnected', URL_THERE]])
  })

  it('gives the moved handshake the whole connectionTimeout', async () => {
    const { createSocket } = scriptSockets()
    const rendered = renderNode({ ...HERE, createSocket, connectionTimeout: 1 })
    await pass(800)
    rendered.rerender({ ...THERE, createSocket, connectionTimeout: 1 })
    await pass(800)
    expect(rendered.state.status).toBe('connecting')
    await pass(300)
    expect(rendered.said).toEqual([['onConnectFailed', 'timeout']])
  })

  it('forgets a url promise of the old one', async () => {
    network.serve()
    network.serve(URL_THERE)
    let answer!: (url: string) => void
    const { said, rerender } = renderNode({ url: () => new Promise<string>((resolve) => (answer = resolve)) })
    await pass()
    rerender({ url: URL_THERE })
    answer(URL_HERE)
    await pass()
    expect(said).toEqual([['onConnected', URL_THERE]])
    expect(network.attempts).toEqual([URL_THERE])
  })

  it('ends the wait for a retry, and connects at once', async () => {
    const { createSocket, sockets } = scriptSockets()
    const reconnect = { next: () => 100 }
    const rendered = renderNode({ ...HERE, createSocket, reconnect })
    await pass()
    act(() => sockets[0]!.closes())
    expect(rendered.state.status).toBe('reconnecting')
    rendered.rerender({ ...THERE, createSocket, reconnect })
    expect(rendered.state).toEqual({ status: 'connecting', url: URL_THERE, attempt: 0 })
    await pass()
    expect(sockets.map(({ url }) => url)).toEqual([URL_HERE, URL_THERE])
    expect(rendered.said).toEqual([
      ['onConnectFailed', 'refused'],
      ['onReconnecting', 1, 100],
    ])
  })

  it('moves once, to the last of several changes in one task', async () => {
    network.serve()
    const last = network.serve('ws://c.test/')
    const { rerender, said } = renderNode(HERE)
    await pass()
    rerender({ ...HERE, host: 'a.test' })
    rerender({ ...HERE, host: 'b.test' })
    rerender({ ...HERE, host: 'c.test' })
    await pass()
    expect(network.attempts).toEqual([URL_HERE, 'ws://c.test/'])
    expect(said.map(([signal]) => signal)).toEqual(['onConnected', 'onClosing', 'onClosed', 'onConnected'])
    expect(last.clients).toHaveLength(1)
  })

  it.each<[string, ReactWebSocketNodeOptions, ReactWebSocketNodeOptions]>([
    ['host', HERE, THERE],
    ['port', HERE, { ...HERE, host: 'here.test:81' }],
    ['route', HERE, { ...HERE, route: '/chat' }],
    ['query', { ...HERE, route: '/?room=a' }, { ...HERE, route: '/?room=b' }],
    ['useWSS', HERE, { ...HERE, useWSS: true }],
    ['url', { url: URL_HERE }, { url: URL_THERE }],
    ['URL object', { url: new URL(URL_HERE) }, { url: new URL(URL_THERE) }],
    ['url instead of host', HERE, { ...HERE, url: URL_THERE }],
    ['url function instead of url', { url: URL_HERE }, { url: () => URL_THERE }],
    ['url instead of url function', { url: () => URL_HERE }, { url: URL_THERE }],
    ['protocols', { ...HERE, protocols: ['a', 'b'] }, { ...HERE, protocols: ['b', 'a'] }],
    ['protocols, now none', { ...HERE, protocols: 'a' }, HERE],
  ])('is a new connection: %s', async (_what, before, after) => {
    const { createSocket, sockets } = scriptSockets()
    const { rerender, said } = renderNode({ ...before, createSocket })
    await pass()
    act(() => sockets[0]!.opens())
    rerender({ ...after, createSocket })
    await pass()
    expect(sockets).toHaveLength(2)
    expect([sockets[1]!.url, sockets[1]!.protocols]).not.toEqual([sockets[0]!.url, sockets[0]!.protocols])
    act(() => sockets[1]!.opens())
    expect(said.map(([signal]) => signal)).toEqual(['onConnected', 'onClosing', 'onClosed', 'onConnected'])
  })

  it('counts for the next attempt where there is no connection', async () => {
    network.serve(URL_THERE)
    const rendered = renderNode({ ...HERE, autoconnectMode: 'none' })
    rendered.rerender({ ...THERE, autoconnectMode: 'none' })
    await pass()
    expect(network.attempts).toEqual([])
    act(() => void rendered.node.connect())
    await pass()
    expect(network.attempts).toEqual([URL_THERE])
  })

  it('counts for the next attempt while waiting', async () => {
    network.serve(URL_THERE)
    const rendered = renderNode({ ...HERE, ready: false })
    rendered.rerender({ ...THERE, ready: false })
    expect(rendered.state).toEqual({ status: 'waiting', mode: 'self-ready' })
    rendered.rerender({ ...THERE, ready: true })
    await pass()
    expect(network.attempts).toEqual([URL_THERE])
  })

  it('counts for the next attempt while closing, and after the user has closed', async () => {
    const { createSocket, sockets } = scriptSockets()
    const rendered = renderNode({ ...HERE, createSocket })
    await pass()
    act(() => sockets[0]!.opens())
    act(() => void rendered.node.close())
    rendered.rerender({ ...THERE, createSocket })
    expect(rendered.state).toEqual({ status: 'closing', url: URL_HERE })
    act(() => sockets[0]!.closes(1000, '', true))
    await pass()
    expect(rendered.state).toMatchObject({ status: 'closed', url: URL_HERE })
    rendered.rerender({ ...HERE, createSocket })
    rendered.rerender({ ...THERE, createSocket })
    await pass()
    expect(sockets).toHaveLength(1)
    act(() => void rendered.node.connect())
    expect(sockets[1]!.url).toBe(URL_THERE)
  })

  it.each<[string, (socket: ScriptedSocket) => void]>([
    ['failed', (socket) => socket.closes()],
    [
      'was closed by the server',
      (socket) => {
        socket.opens()
        socket.closes(4000, 'bye', true)
      },
    ],
  ])('connects a node that %s as at a mount: in a later task, attempt 0', async (_how, end) => {
    const { createSocket, sockets } = scriptSockets()
    const rendered = renderNode({ ...HERE, createSocket })
    await pass()
    act(() => end(sockets[0]!))
    rendered.rerender({ ...THERE, createSocket })
    expect(rendered.state).toEqual({ status: 'connecting', url: URL_THERE, attempt: 0 })
    expect(sockets).toHaveLength(1)
    await pass()
    expect(sockets.map(({ url }) => url)).toEqual([URL_HERE, URL_THERE])
  })

  it.each<[string, ReactWebSocketNodeOptions, ReactWebSocketNodeOptions]>([
    [
      'what its mode names',
      { autoconnectMode: 'custom', autoconnectReference: { current: null } },
      { autoconnectMode: 'self-ready' },
    ],
    ['its own ready', { ready: false }, { ready: true }],
  ])('lets a node that failed wait for %s again', async (_what, waiting, ready) => {
    const { createSocket, sockets } = scriptSockets()
    const rendered = renderNode({ ...HERE, createSocket })
    await pass()
    act(() => sockets[0]!.closes())
    rendered.rerender({ ...THERE, createSocket, ...waiting })
    expect(rendered.state.status).toBe('waiting')
    await pass()
    expect(sockets).toHaveLength(1)
    rendered.rerender({ ...THERE, createSocket, ...ready })
    await pass()
    expect(sockets.map(({ url }) => url)).toEqual([URL_HERE, URL_THERE])
  })

  it('counts for the next attempt of a node that failed, with the mode none', async () => {
    const { createSocket, sockets } = scriptSockets()
    const rendered = renderNode({ ...HERE, createSocket, autoconnectMode: 'none' })
    act(() => void rendered.node.connect())
    act(() => sockets[0]!.closes())
    rendered.rerender({ ...THERE, createSocket, autoconnectMode: 'none' })
    await pass()
    expect(rendered.state).toMatchObject({ status: 'failed', url: URL_HERE })
    expect(sockets).toHaveLength(1)
  })

  it('ends what connect(host, route) asked for, and nothing else does', async () => {
    const other = network.serve('ws://other.test/room')
    network.serve(URL_THERE)
    const rendered = renderNode({ ...HERE, autoconnectMode: 'none' })
    act(() => void rendered.node.connect('other.test', '/room'))
    await pass()
    rendered.rerender({ ...HERE, autoconnectMode: 'none', receiveLimit: 5 })
    await pass()
    expect(other.clients).toHaveLength(1)
    expect(rendered.state).toMatchObject({ status: 'open', url: 'ws://other.test/room' })
    rendered.rerender({ ...THERE, autoconnectMode: 'none' })
    await pass()
    expect(rendered.state).toMatchObject({ status: 'open', url: URL_THERE })
  })

  it('makes the old socket inert: nothing that it does later changes the state', async () => {
    const { createSocket, sockets } = scriptSockets()
    const rendered = renderNode({ ...HERE, createSocket })
    await pass()
    act(() => sockets[0]!.opens())
    const { onmessage, onclose } = sockets[0]!
    rendered.rerender({ ...THERE, createSocket })
    await pass()
    act(() => sockets[1]!.opens())
    const { length } = rendered.said
    act(() => {
      onmessage?.({ data: 'late' } as never)
      onclose?.({ code: 1000, reason: '', wasClean: true } as never)
    })
    await pass()
    expect(rendered.said).toHaveLength(length)
    expect(rendered.state).toEqual({ status: 'open', url: URL_THERE, protocol: '' })
  })
})

describeInBothModes('what is the same destination', () => {
  it.each<[string, () => ReactWebSocketNodeOptions]>([
    ['an array of protocols, written inline', () => ({ ...HERE, protocols: ['chat', 'superchat'] })],
    ['a URL object, written inline', () => ({ url: new URL(URL_HERE) })],
    ['a url function, written inline', () => ({ url: () => URL_HERE })],
    ['an asynchronous url function, written inline', () => ({ url: () => Promise.resolve(URL_HERE) })],
    ['a url as a string', () => ({ url: URL_HERE })],
    ['a createSocket, written inline', () => ({ ...HERE, createSocket: (url) => new WebSocket(url) })],
  ])('does not reconnect: %s', async (_what, options) => {
    const server = network.serve()
    const rendered = renderNode(options())
    await pass()
    rendered.rerender(options())
    await pass()
    rendered.rerender(options())
    await pass()
    expect(rendered.state.status).toBe('open')
    expect(network.attempts).toHaveLength(1)
    expect(server.handshakes).toBe(1)
  })

  it.each<[string, ReactWebSocketNodeOptions, ReactWebSocketNodeOptions]>([
    ['a string and the URL object of it', { url: URL_HERE }, { url: new URL(URL_HERE) }],
    ['a route with and without its slash', { ...HERE, route: 'chat' }, { ...HERE, route: '/chat' }],
    ['a default and the same, written out', { useWSS: false }, { useWSS: false, host: '127.0.0.1', route: '/' }],
    ['one protocol and an array of it', { ...HERE, protocols: 'a' }, { ...HERE, protocols: ['a'] }],
    ['host and route, and the url of them', HERE, { url: URL_HERE }],
  ])('does not reconnect: %s', async (_what, before, after) => {
    const { createSocket, sockets } = scriptSockets()
    const rendered = renderNode({ ...before, createSocket })
    await pass()
    act(() => sockets[0]!.opens())
    rendered.rerender({ ...after, createSocket })
    await pass()
    expect(sockets).toHaveLength(1)
    expect(rendered.said).toHaveLength(1)
  })

  it('never calls a url function but for an attempt', async () => {
    network.serve()
    const url = jest.fn(() => URL_HERE)
    const rendered = renderNode({ url })
    await pass()
    rendered.rerender({ url: () => url() })
    await pass()
    expect(url).toHaveBeenCalledTimes(1)
    expect(url).toHaveBeenCalledWith(0)
  })
})
