/**
 * @jest-environment node
 *
 * On the server: nothing connects, nothing touches a window, nothing is printed, and all is idle.
 */
import { StrictMode, Suspense, type ReactNode } from 'react'
import { renderToReadableStream, renderToStaticMarkup, renderToString } from 'react-dom/server'
import {
  createWebSocketNode,
  opened,
  text,
  useLastPacket,
  useLastReceived,
  useNode,
  useNodeState,
  useReadyRef,
  useReceivedLog,
  useReceivedReducer,
  useRemaining,
  useSignal,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
} from '../../src/index.js'

/** Not `document`: whether there is one may be asked, and Node has none, so that any use of it throws. */
const BROWSER_GLOBALS = ['window', 'WebSocket', 'requestAnimationFrame'] as const

const touched: string[] = []
const printed: unknown[][] = []
const url = jest.fn(() => 'ws://here.test/')
const handler = jest.fn()

beforeEach(() => {
  touched.length = 0
  printed.length = 0
  jest.clearAllMocks()
  for (const name of BROWSER_GLOBALS) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() {
        touched.push(name)
        return undefined
      },
    })
  }
  for (const method of ['error', 'warn', 'log'] as const) {
    jest.spyOn(console, method).mockImplementation((...args: unknown[]) => void printed.push(args))
  }
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] })
})

afterEach(() => {
  expect(jest.getTimerCount()).toBe(0)
  jest.useRealTimers()
  jest.restoreAllMocks()
  for (const name of BROWSER_GLOBALS) Reflect.deleteProperty(globalThis, name)
})

function Hook() {
  const [state, node] = useWebSocketNode({ url, name: 'hook', autoconnectMode: 'self-ready', onConnected: handler })
  useSignal(node, 'connected', handler)
  return <i>{state.status}</i>
}

function Found() {
  const node = useNode('hook')
  const above = useNode()
  return (
    <i>
      {node ? 'node' : 'none'} {above ? 'node' : 'none'} {useNodeState(node, ({ status }) => ({ status })).status}
    </i>
  )
}

function Values() {
  const [, node] = useWebSocketNode({ url, format: text, autoconnectMode: 'self-ready' })
  return (
    <i>
      {useLastReceived(node) ?? 'none'} {useLastPacket(node) ?? 'none'}{' '}
      {useLastPacket(node, (packet) => packet !== '') ?? 'none'} {useReceivedLog(node).length}{' '}
      {useReceivedReducer(node, (count) => count + 1, 0)} {useRemaining(node) ?? 'none'}
    </i>
  )
}

function Waiting() {
  const ref = useReadyRef<HTMLElement>()
  const [{ status }] = useWebSocketNode({ url, autoconnectMode: 'custom', autoconnectReference: ref })
  const [{ status: other }] = useWebSocketNode({
    url,
    autoconnectMode: 'custom',
    autoconnectReference: opened(useNode('hook')),
  })
  return (
    <i ref={ref}>
      {status} {other}
    </i>
  )
}

function App(): ReactNode {
  return (
    <WebSocketProvider defaults={{ host: 'here.test', receiveLimit: 4 }} ready={false}>
      <Hook />
      <WebSocketNode autoconnectMode="root-ready" format={text} name="element" onReceived={handler}>
        {({ status }) => <i>{status}</i>}
      </WebSocketNode>
      <WebSocketNode>
        <Found />
      </WebSocketNode>
      <Waiting />
      <Values />
    </WebSocketProvider>
  )
}

const HTML = '<i>idle</i><i>idle</i><i>none node idle</i><i>idle idle</i><i>none none none 0 0 none</i>'

describe.each([
  ['under StrictMode', (app: ReactNode) => <StrictMode>{app}</StrictMode>],
  ['without StrictMode', (app: ReactNode) => app],
])('server rendering, %s', (_mode, wrap) => {
  it.each([
    ['renderToString', (app: ReactNode) => renderToString(app).replaceAll('<!-- -->', '')],
    ['renderToStaticMarkup', renderToStaticMarkup],
  ])('by %s: everything is idle, nothing is touched, nothing is printed', (_name, renderHtml) => {
    expect(renderHtml(wrap(<App />))).toBe(HTML)
    expect(touched).toEqual([])
    expect(printed).toEqual([])
    expect(url).not.toHaveBeenCalled()
    expect(handler).not.toHaveBeenCalled()
  })

  it('as a stream, with a boundary that suspends', async () => {
    const stream = await renderToReadableStream(
      wrap(
        <Suspense fallback="loading">
          <App />
        </Suspense>,
      ),
    )
    const html = await new Response(stream).text()
    expect(html.replaceAll('<!-- -->', '')).toContain(HTML)
    expect(printed).toEqual([])
    expect(url).not.toHaveBeenCalled()
  })

  it('throws a number out of its range there too', () => {
    expect(() => renderToString(wrap(<WebSocketNode connectionTimeout={5000} />))).toThrow(RangeError)
  })
})

describe('the import', () => {
  it('touches nothing', () => {
    jest.isolateModules(() => {
      touched.length = 0
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- it has to be loaded now, not at the start
      require('../../src/index.js')
    })
    expect(touched).toEqual([])
  })

  it('gives a node that can be made on the server, and connects to nothing by itself', () => {
    const node = createWebSocketNode({ url, onConnected: handler })
    expect(node.state).toEqual({ status: 'idle' })
    node.dispose()
    expect(url).not.toHaveBeenCalled()
  })
})
