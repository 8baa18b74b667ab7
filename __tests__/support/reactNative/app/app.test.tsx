/**
 * An app's own tests, under React Native's jest preset: with React Native's `WebSocket`, `URL` and `Blob` in place of
 * Node's, and a real server.
 */
import { act, useEffect, useRef, type ReactNode } from 'react'
import { AppState, NativeModules, Text } from 'react-native'
import { create, type ReactTestRenderer } from 'react-test-renderer'
import {
  bytes,
  createWebSocketNode,
  text,
  useLastPacket,
  useWebSocketNode,
  WebSocketProvider,
  type AnyFormat,
  type Lifecycle,
  type Signal,
  type WebSocketNodeOptions,
} from 'react-websocket-node'
import { WebSocketServer, type WebSocket as Peer } from 'ws'
import { installNativeSockets, type System } from './nativeSocket'
import { createReactNativeLifecycle } from '../../../../docs/recipes/react-native'
import { Root } from '../../../../docs/code/react-native'

// Only the URL classes of these are used: without their native halves.
jest.mock('react-native-0.72/Libraries/Blob/NativeBlobModule', () => ({ __esModule: true }))
jest.mock('react-native-0.79/Libraries/Blob/NativeBlobModule', () => ({ __esModule: true }))

/** The classes that the preset leaves out, as `setUpXHR.js` of React Native puts them in place. */
function classOf<Class>(path: string, name = 'default'): Class {
  return (jest.requireActual<Record<string, unknown>>(path) as Record<string, Class>)[name]!
}
const URLS: Readonly<Record<string, typeof URL>> = {
  '0.72': classOf('react-native-0.72/Libraries/Blob/URL', 'URL'),
  '0.79': classOf('react-native-0.79/Libraries/Blob/URL', 'URL'),
  '0.86': classOf('react-native/Libraries/Blob/URL', 'URL'),
}

let server: WebSocketServer
let host: string
let requests: string[]
let peers: Peer[]
let stops: (() => void)[]

beforeEach(async () => {
  Object.assign(globalThis, {
    URL: URLS['0.86'],
    Blob: classOf('react-native/Libraries/Blob/Blob'),
    WebSocket: classOf('react-native/Libraries/WebSocket/WebSocket'),
  })
  requests = []
  peers = []
  stops = []
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  host = `127.0.0.1:${(server.address() as { port: number }).port}`
  server.on('connection', (peer, request) => {
    requests.push(request.url!)
    peers.push(peer)
    peer.on('error', () => {})
    peer.on('message', (data, isBinary) => peer.send(data, { binary: isBinary }))
  })
})

afterEach(async () => {
  for (const stop of stops) stop()
  for (const peer of server.clients) peer.terminate()
  await new Promise((resolve) => server.close(resolve))
})

/** A node and its signals, as lines; `until` waits for one of them. */
function start<F extends AnyFormat>(options: WebSocketNodeOptions<F>) {
  const lines: string[] = []
  const waiting = new Map<Signal, () => void>()
  const node = createWebSocketNode<F>({ useWSS: false, ...(options.url === undefined && { host }), ...options })
  for (const signal of ['connected', 'connectFailed', 'packet', 'closing', 'closed', 'reconnecting'] as const) {
    node.on(signal, (...args: readonly unknown[]) => {
      lines.push([signal, ...args].join(' '))
      waiting.get(signal)?.()
    })
  }
  stops.push(node.dispose)
  const until = (signal: Signal) => new Promise<void>((resolve) => waiting.set(signal, resolve))
  node.connect()
  return { node, lines, until }
}

async function waitFor(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('there is a window, and it is no page', () => {
  expect([typeof document, window === (globalThis as unknown), typeof window.addEventListener]).toEqual([
    'undefined',
    true,
    'undefined',
  ])
})

describe.each<System>(['ios', 'android'])('%s', (system) => {
  let countLive: () => number
  beforeEach(() => {
    countLive = installNativeSockets(system)
  })

  test('texts and bytes go out and come back', async () => {
    const texts = start({ format: text })
    await texts.until('connected')
    texts.node.send('é')
    await texts.until('packet')
    expect(texts.lines.at(-1)).toBe('packet é')

    const binary = start({ format: bytes })
    await binary.until('connected')
    binary.node.send(new Uint8Array([1, 2, 255]).subarray(1))
    await binary.until('packet')
    expect(binary.lines.at(-1)).toBe('packet 2,255')
    expect([binary.node.bufferedAmount, await binary.node.drained()]).toEqual([0, undefined])
  })

  test('the server’s code and reason arrive', async () => {
    const { lines, until } = start({})
    await until('connected')
    peers[0]!.close(4001, 'bye')
    await until('closed')
    expect(lines.slice(1)).toEqual(['closing', 'closed 4001 bye'])
  })

  test('a close without a reason has none', async () => {
    const { lines, until } = start({})
    await until('connected')
    peers[0]!.close(1000)
    await until('closed')
    expect(lines.slice(1)).toEqual(['closing', 'closed 1000 '])
  })

  test('our close is told when the server has answered', async () => {
    const { node, lines, until } = start({})
    await until('connected')
    node.close(4002, 'enough')
    await until('closed')
    expect(lines.slice(1)).toEqual(['closing', 'closed 4002 enough'])
  })

  test('a connection that is lost is closed(1006), with the system’s words', async () => {
    const { lines, until } = start({ reconnect: { next: () => 0.01 } })
    await until('connected')
    peers[0]!.terminate()
    await until('reconnecting')
    expect(lines.slice(1)).toEqual(['closed 1006 stream ended', expect.stringMatching(/^reconnecting 1 /)])
    await until('connected')
    expect(requests).toHaveLength(2)
  })

  test('a server that is not there is refused, with the system’s words', async () => {
    const { node, until } = start({ host: '127.0.0.1:1' })
    await until('connectFailed')
    expect(node.state).toMatchObject({
      status: 'failed',
      error: { code: 'refused', close: { code: 1006, reason: expect.stringContaining('ECONNREFUSED') as string } },
    })
  })

  test('an attempt that is given up leaves no connection behind', async () => {
    const { node } = start({})
    node.close()
    expect(countLive()).toBe(1)
    await waitFor(() => countLive() === 0)
    expect(node.state.status).toBe('closed')
  })

  test('React Native’s Blob goes out as it is', async () => {
    const { node, until } = start({ format: bytes })
    await until('connected')
    const sendOverSocket = jest.fn()
    Object.assign(NativeModules.BlobModule!, { sendOverSocket })
    const blob = new Blob(['x'])
    expect(node.send(blob)).toBe(true)
    expect(sendOverSocket.mock.calls).toEqual([[expect.objectContaining({ size: 1 }), expect.any(Number)]])
  })

  test('a component connects, shows what comes, and closes at its unmount', async () => {
    const lifecycle: Lifecycle = { watch: jest.fn(() => () => {}) }
    function Chat({ children }: { children?: ReactNode }) {
      const [state, node] = useWebSocketNode({ host, useWSS: false, format: text, autoconnectMode: 'self-ready' })
      const packet = useLastPacket(node)
      const isSent = useRef(false)
      useEffect(() => {
        if (!isSent.current) node.send('hello')
        isSent.current = true
      }, [node])
      return (
        <Text>
          {state.status} {packet}
          {children}
        </Text>
      )
    }
    let app!: ReactTestRenderer
    act(() => {
      app = create(
        <WebSocketProvider defaults={{ lifecycle }}>
          <Chat />
        </WebSocketProvider>,
      )
    })
    const shown = () => (app.toJSON() as { children: string[] }).children.join('')
    await act(() => waitFor(() => shown() === 'open hello'))
    expect(lifecycle.watch).toHaveBeenCalledTimes(1)
    act(() => app.unmount())
    await waitFor(() => server.clients.size === 0)
  })

  test('the app goes to the background and comes back: the recipe, with AppState', async () => {
    const listeners = jest.mocked(AppState.addEventListener).mock.calls
    const { lines, node, until } = start({ lifecycle: createReactNativeLifecycle(AppState) })
    await until('connected')
    const [, tell] = listeners.at(-1)!
    tell('inactive')
    expect(node.state.status).toBe('open')
    tell('background')
    await waitFor(() => server.clients.size === 0)
    tell('active')
    await until('connected')
    const connected = expect.stringMatching(/^connected /) as string
    expect(lines).toEqual([connected, 'closing', 'closed 1000 ', connected])
  })
})

test('the app of docs/react-native.md closes in the background, and is back with the foreground', async () => {
  const listeners = jest.mocked(AppState.addEventListener).mock.calls
  function Chat() {
    const [state] = useWebSocketNode({ host, useWSS: false, format: text, autoconnectMode: 'self-ready' })
    return <Text>{state.status}</Text>
  }
  let app!: ReactTestRenderer
  act(() => {
    app = create(
      <Root>
        <Chat />
      </Root>,
    )
  })
  const shown = () => (app.toJSON() as { children: string[] }).children.join('')
  await act(() => waitFor(() => shown() === 'open'))
  const [, tell] = listeners.at(-1)!
  act(() => tell('background'))
  await act(() => waitFor(() => server.clients.size === 0))
  expect(shown()).toBe('reconnecting')
  act(() => tell('active'))
  await act(() => waitFor(() => shown() === 'open'))
  act(() => app.unmount())
  await waitFor(() => server.clients.size === 0)
})

test('close() makes no native blob of the reason', () => {
  const { node } = start({})
  node.close(4000, 'é')
  expect(NativeModules.BlobModule!.createFromParts).not.toHaveBeenCalledWith(
    [expect.objectContaining({ data: 'é' })],
    expect.anything(),
  )
})

describe.each(Object.keys(URLS))('with the URL class of %s', (version) => {
  beforeEach(() => {
    installNativeSockets('ios')
    globalThis.URL = URLS[version]!
  })

  const asked: readonly (readonly [route: string, path: string])[] = [
    ['/feed?token=abc', '/feed?token=abc'],
    ['/feed', '/feed'],
    ['feed/', '/feed/'],
    ['', '/'],
    ['/a?b=c/', '/a?b=c/'],
  ]
  test.each(asked)('route %p asks for %p', async (route, path) => {
    const { node, lines, until } = start({ route })
    await until('connected')
    expect(requests).toEqual([path])
    expect(node.state).toMatchObject({ url: `ws://${host}${path}` })
    expect(lines).toEqual([expect.stringContaining(`connected ws://${host}${path} `)])
  })

  test.each(['ws', 'http', 'WS', 'HTTP'])('a url with the scheme %s asks for what it says', async (scheme) => {
    const { node, until } = start({ url: `${scheme}://${host}/feed?token=abc` })
    await until('connected')
    expect(requests).toEqual(['/feed?token=abc'])
    expect(node.state).toMatchObject({ url: `ws://${host}/feed?token=abc` })
  })

  test('a URL object asks for its href', async () => {
    const url = new URL(`ws://${host}/feed`)
    const { until } = start({ url })
    await until('connected')
    expect(requests).toEqual([url.href.slice(`ws://${host}`.length)])
  })

  test.each(['/feed', 'feed', 'ftp://h/', 'ws://', 'ws:///feed', 'ws://h/a b', ' ws://h/', 'ws://h/#top', 'mailto:me'])(
    'the url %p is invalid',
    (url) => {
      const { node } = start({ url })
      expect(node.state).toMatchObject({ status: 'failed', error: { code: 'invalid-url' } })
    },
  )

  test('the same address is no move, another one is', async () => {
    const { node, until } = start({ url: `ws://${host}/a` })
    await until('connected')
    node.configure({ url: `http://${host}/a` })
    expect(node.state.status).toBe('open')
    node.configure({ url: `ws://${host}/a/` })
    await until('connected')
    expect(requests).toEqual(['/a', '/a/'])
  })
})
