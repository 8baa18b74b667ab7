/**
 * Providers: default options that come down the tree, and what of them wins.
 */
import { act, render } from '@testing-library/react'
import { createRef, memo, useEffect } from 'react'
import {
  text,
  useNode,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type ReactWebSocketNodeOptions,
  type ReadySource,
  type WebSocketDefaults,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, THERE, URL_HERE, URL_THERE } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

/** Nested providers with these defaults, outermost first, around a node with these options. */
function Nested({ levels, own }: { levels: WebSocketDefaults[]; own: ReactWebSocketNodeOptions }) {
  const [outermost, ...inner] = levels
  if (!outermost) return <WebSocketNode autoconnectMode="self-ready" {...own} />
  return (
    <WebSocketProvider defaults={outermost}>
      <Nested levels={inner} own={own} />
    </WebSocketProvider>
  )
}

const WS = { useWSS: false } as const

describeInBothModes('defaults of providers', () => {
  it.each<[string, WebSocketDefaults[], ReactWebSocketNodeOptions, string]>([
    ['reach a node', [HERE], {}, URL_HERE],
    ['reach it past providers without any', [HERE, {}, {}], {}, URL_HERE],
    ['are merged: the inner ones are added', [WS, { host: 'a.test' }, { route: '/r' }], {}, 'ws://a.test/r'],
    ['yield to those of an inner provider', [HERE, { host: 'inner.test' }], {}, 'ws://inner.test/'],
    ['yield to what is given at the node', [HERE], { host: 'own.test' }, 'ws://own.test/'],
    ['yield to false', [{ host: 'a.test', useWSS: true }], { useWSS: false }, 'ws://a.test/'],
    ['do not yield to undefined at the node', [HERE], { host: undefined, useWSS: undefined }, URL_HERE],
    ['do not yield to undefined of an inner provider', [HERE, { host: undefined }], {}, URL_HERE],
    ['may be a url', [{ url: URL_THERE }], {}, URL_THERE],
    ['a url at the node beats inherited routing', [HERE], { url: URL_THERE }, URL_THERE],
    ['an inner url beats outer routing', [HERE, { url: URL_THERE }], {}, URL_THERE],
    ['a host at the node beats an inherited url', [{ ...WS, url: URL_THERE }], { host: 'own.test' }, 'ws://own.test/'],
    ['a route at the node beats it', [{ ...WS, url: URL_THERE }], { route: '/own' }, 'ws://127.0.0.1/own'],
    ['useWSS at the node beats it', [{ url: URL_THERE }], { useWSS: false }, 'ws://127.0.0.1/'],
    ['and an inherited url function', [{ ...WS, url: () => URL_THERE }], { host: 'own.test' }, 'ws://own.test/'],
    [
      'routing of an inner provider beats an outer url',
      [{ ...WS, url: URL_THERE }, { host: 'i.test' }],
      {},
      'ws://i.test/',
    ],
    ['undefined routing does not', [{ url: URL_THERE }, { host: undefined }], { route: undefined }, URL_THERE],
    ['a host that a url has beaten is back below routing', [HERE, { url: URL_THERE }], { route: '/r' }, `${URL_HERE}r`],
    ['a url is not beaten by the routing beside it', [{ ...HERE, url: URL_THERE }], {}, URL_THERE],
    ['nor at the node', [], { ...HERE, url: URL_THERE }, URL_THERE],
  ])('%s', async (_rule, levels, own, url) => {
    render(<Nested levels={levels} own={own} />)
    await pass()
    expect(network.attempts).toEqual([url])
  })

  it('reach nodes of the hook too, and of portals of other roots not', async () => {
    const Hook = () => {
      useWebSocketNode({ autoconnectMode: 'self-ready' })
      return null
    }
    render(
      <WebSocketProvider defaults={HERE}>
        <Hook />
      </WebSocketProvider>,
    )
    render(<Hook />)
    await pass()
    expect(network.attempts).toEqual([URL_HERE, 'wss://127.0.0.1/'])
  })

  it('may be any option: the mode, the limit, the way to make a socket, protocols', async () => {
    const { createSocket, sockets } = scriptSockets()
    const batches: number[] = []
    render(
      <WebSocketProvider
        defaults={{
          autoconnectMode: 'owner-ready',
          receiveLimit: 2,
          createSocket,
          protocols: ['chat'],
          flush: 'frame',
        }}
      >
        <WebSocketNode format={text} onReceived={(_data, packets) => void batches.push(packets.length)} />
      </WebSocketProvider>,
    )
    await pass()
    expect(sockets).toHaveLength(1)
    expect(sockets[0]!.protocols).toEqual(['chat'])
    act(() => {
      sockets[0]!.opens()
      for (const packet of 'abcde') sockets[0]!.delivers(packet)
    })
    await pass()
    expect(batches).toEqual([2, 2, 1])
  })

  it('are not for format, name, reference and handlers, even where they are passed', async () => {
    network.serve()
    const { said, handlers } = recordSignals()
    const defaults = {
      ...HERE,
      ...handlers,
      format: text,
      name: 'everyone',
      ready: true,
      autoconnectReference: { current: null },
    } as WebSocketDefaults
    const found: unknown[] = []
    const received: unknown[] = []
    const Finder = () => {
      found.push(useNode('everyone'))
      return null
    }
    const { container } = render(
      <WebSocketProvider defaults={defaults}>
        <WebSocketNode autoconnectMode="custom" onReceived={(data) => void received.push(data)}>
          {({ status }) => status}
        </WebSocketNode>
        <Finder />
      </WebSocketProvider>,
    )
    await pass()
    expect(container.textContent).toBe('open')
    expect(said).toEqual([])
    expect(new Set(found)).toEqual(new Set([null]))
  })

  it('that change move the nodes below', async () => {
    const here = network.serve()
    const there = network.serve(URL_THERE)
    const { said, handlers } = recordSignals()
    const App = ({ defaults }: { defaults: WebSocketDefaults }) => (
      <WebSocketProvider defaults={defaults}>
        <WebSocketNode autoconnectMode="self-ready" {...handlers} />
        <WebSocketNode autoconnectMode="self-ready" {...HERE} />
      </WebSocketProvider>
    )
    const { rerender } = render(<App defaults={HERE} />)
    await pass()
    expect(here.clients).toHaveLength(2)
    rerender(<App defaults={THERE} />)
    await pass()
    expect([here.clients.length, there.clients.length]).toEqual([1, 1])
    expect(said).toEqual([['onConnected', URL_HERE], ['onClosing'], ['onClosed', 1000, ''], ['onConnected', URL_THERE]])
    expect(here.handshakes).toBe(2)
  })

  it('that change reach nodes below a memoised component', async () => {
    network.serve()
    const there = network.serve(URL_THERE)
    const Memoised = memo(() => <WebSocketNode autoconnectMode="self-ready" />)
    const App = ({ defaults }: { defaults: WebSocketDefaults }) => (
      <WebSocketProvider defaults={defaults}>
        <Memoised />
      </WebSocketProvider>
    )
    const { rerender } = render(<App defaults={HERE} />)
    await pass()
    rerender(<App defaults={THERE} />)
    await pass()
    expect(there.clients).toHaveLength(1)
  })

  it('that are taken away leave the defaults of the package', async () => {
    const { createSocket, sockets } = scriptSockets()
    const App = ({ defaults }: { defaults?: WebSocketDefaults }) => (
      <WebSocketProvider defaults={defaults}>
        <WebSocketNode createSocket={createSocket} autoconnectMode="self-ready" />
      </WebSocketProvider>
    )
    const { rerender } = render(<App defaults={HERE} />)
    await pass()
    rerender(<App />)
    await pass()
    expect(sockets.map(({ url }) => url)).toEqual([URL_HERE, 'wss://127.0.0.1/'])
  })

  it('written inline do not render those below, as long as they say the same', async () => {
    network.serve()
    let renders = 0
    const Below = memo(({ onRender }: { onRender: () => void }) => {
      useWebSocketNode({ autoconnectMode: 'self-ready' })
      useNode('nobody')
      useEffect(onRender)
      return null
    })
    const count = () => void renders++
    const App = ({ version }: { version: number }) => (
      <WebSocketProvider defaults={{ ...HERE, receiveLimit: 5 }} key="same">
        <i>{version}</i>
        <Below onRender={count} />
      </WebSocketProvider>
    )
    const { rerender } = render(<App version={1} />)
    await pass()
    const before = renders
    rerender(<App version={2} />)
    rerender(<App version={3} />)
    await pass()
    expect(renders).toBe(before)
  })
})

describeInBothModes('the ref of a provider', () => {
  it('is a ReadySource: ready once its effects have run, unless ready is false', () => {
    const ref = createRef<ReadySource>()
    const told = jest.fn()
    const App = ({ ready }: { ready: boolean }) => <WebSocketProvider ref={ref} ready={ready} />
    const { rerender, unmount } = render(<App ready={false} />)
    const source = ref.current!
    expect(source.ready).toBe(false)
    const stop = source.onReady(told)
    rerender(<App ready />)
    expect(source.ready).toBe(true)
    expect(told).toHaveBeenCalledTimes(1)
    rerender(<App ready />)
    rerender(<App ready={false} />)
    expect(source.ready).toBe(false)
    expect(told).toHaveBeenCalledTimes(1)
    rerender(<App ready />)
    expect(told).toHaveBeenCalledTimes(2)
    stop()
    rerender(<App ready={false} />)
    rerender(<App ready />)
    expect(told).toHaveBeenCalledTimes(2)
    expect(ref.current).toBe(source)
    unmount()
    expect(ref.current).toBeNull()
    expect(source.ready).toBe(false)
  })

  it('of a node is one too', () => {
    const ref = createRef<WebSocketNodeHandle>()
    const told = jest.fn()
    const App = ({ ready }: { ready: boolean }) => <WebSocketNode ref={ref} ready={ready} />
    const { rerender, unmount } = render(<App ready={false} />)
    const source = ref.current!
    source.onReady(told)
    rerender(<App ready />)
    expect([source.ready, told.mock.calls.length]).toEqual([true, 1])
    unmount()
    expect(source.ready).toBe(false)
  })
})
