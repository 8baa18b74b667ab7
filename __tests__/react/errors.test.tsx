/**
 * Wrong options: a number out of its range is thrown while rendering, so that an error boundary sees it; what is wrong
 * with a URL is a `connectFailed`, and never throws.
 */
import { render, screen } from '@testing-library/react'
import {
  useWebSocketNode,
  WebSocketNode,
  WebSocketNodeError,
  WebSocketProvider,
  type NodeState,
  type ReactWebSocketNodeOptions,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, takeComplaints } from '../support/react/network.js'
import { describeInBothModes, ErrorBoundary } from '../support/react/rendering.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

function Hook(options: ReactWebSocketNodeOptions) {
  useWebSocketNode(options)
  return <p>fine</p>
}

function Element(options: ReactWebSocketNodeOptions) {
  return (
    <WebSocketNode {...options}>
      <p>fine</p>
    </WebSocketNode>
  )
}

/** What can't be typed, but can be passed. */
const wrong = (options: Record<string, unknown>) => options as ReactWebSocketNodeOptions

const OUT_OF_RANGE: [string, ReactWebSocketNodeOptions, string][] = [
  [
    'connectionTimeout in milliseconds',
    { connectionTimeout: 5000 },
    'connectionTimeout is in seconds, 0 to 300; got 5000',
  ],
  ['connectionTimeout below 0', { connectionTimeout: -1 }, 'connectionTimeout is in seconds, 0 to 300; got -1'],
  ['connectionTimeout NaN', { connectionTimeout: NaN }, 'connectionTimeout is in seconds, 0 to 300; got NaN'],
  [
    'connectionTimeout as a string',
    wrong({ connectionTimeout: '5' }),
    'connectionTimeout is in seconds, 0 to 300; got "5"',
  ],
  ['connectionTimeout null', wrong({ connectionTimeout: null }), 'connectionTimeout is in seconds, 0 to 300; got null'],
  ['closeTimeout over 300', { closeTimeout: 300.5 }, 'closeTimeout is in seconds, 0 to 300; got 300.5'],
  ['closeTimeout endless', { closeTimeout: Infinity }, 'closeTimeout is in seconds, 0 to 300; got Infinity'],
  ['receiveLimit over 128', { receiveLimit: 129 }, 'receiveLimit is in whole packets, 0 to 128; got 129'],
  ['receiveLimit in halves', { receiveLimit: 1.5 }, 'receiveLimit is in whole packets, 0 to 128; got 1.5'],
]

const NO_CHOICE: [string, ReactWebSocketNodeOptions, RegExp][] = [
  ['an unknown autoconnectMode', wrong({ autoconnectMode: 'sometimes' }), /^RangeError: autoconnectMode .*"sometimes"/],
  ['an unknown flush', wrong({ flush: 'later' }), /^RangeError: flush .*"later"/],
]

describeInBothModes('a value out of its range', () => {
  describe.each([
    ['the hook', Hook],
    ['the element', Element],
  ])('given to %s', (_kind, Subject) => {
    it.each(OUT_OF_RANGE)('reaches an error boundary: %s', (_what, options, message) => {
      render(
        <ErrorBoundary>
          <Subject {...options} />
        </ErrorBoundary>,
      )
      expect(screen.getByRole('status').textContent).toBe(`RangeError: ${message}`)
      expect(takeComplaints().join()).toContain(message)
    })

    it.each(NO_CHOICE)('reaches an error boundary: %s', (_what, options, message) => {
      render(
        <ErrorBoundary>
          <Subject {...options} />
        </ErrorBoundary>,
      )
      expect(screen.getByRole('status').textContent).toMatch(message)
      takeComplaints()
    })

    it.each(OUT_OF_RANGE)(
      'reaches it on a later render too, and leaves no socket: %s',
      async (_what, options, message) => {
        const server = network.serve()
        const { rerender } = render(
          <ErrorBoundary>
            <Subject {...HERE} autoconnectMode="self-ready" />
          </ErrorBoundary>,
        )
        await pass()
        expect(server.clients).toHaveLength(1)
        rerender(
          <ErrorBoundary>
            <Subject {...HERE} autoconnectMode="self-ready" {...options} />
          </ErrorBoundary>,
        )
        expect(screen.getByRole('status').textContent).toBe(`RangeError: ${message}`)
        await pass()
        expect(server.clients).toHaveLength(0)
        takeComplaints()
      },
    )
  })

  it('reaches an error boundary from the defaults of a provider', () => {
    render(
      <ErrorBoundary>
        <WebSocketProvider defaults={{ connectionTimeout: 5000 }}>
          <Hook />
        </WebSocketProvider>
      </ErrorBoundary>,
    )
    expect(screen.getByRole('status').textContent).toBe(
      'RangeError: connectionTimeout is in seconds, 0 to 300; got 5000',
    )
    takeComplaints()
  })

  it.each([
    { connectionTimeout: 0 },
    { connectionTimeout: 300 },
    { connectionTimeout: 0.5 },
    { closeTimeout: 0 },
    { closeTimeout: 300 },
    { receiveLimit: 0 },
    { receiveLimit: 128 },
  ])('is not %j, which is still in the range', (options) => {
    render(<Hook {...options} />)
    expect(screen.getByText('fine').textContent).toBe('fine')
  })
})

const BAD_DESTINATIONS: [string, ReactWebSocketNodeOptions][] = [
  ['a host with a slash', { host: 'a/b' }],
  ['a host with credentials', { host: 'user:secret@here.test' }],
  ['a host with a space', { host: 'here test' }],
  ['a host with a newline', { host: 'here.test\n' }],
  ['a host with a port out of range', { host: 'here.test:99999' }],
  ['an empty host', { host: '' }],
  ['a route with a fragment', { route: '/chat#room' }],
  ['a route with a control character', { route: '/chat\u0000' }],
  ['a url with another scheme', { url: 'ftp://here.test/' }],
  ['a url with a fragment', { url: 'ws://here.test/#room' }],
  ['a url that can not be parsed', { url: 'ws://[' }],
  ['an empty url', { url: '' }],
  ['a url function that answers null', { url: () => null as unknown as string }],
  ['a url function that answers nonsense', { url: wrongUrl }],
  ['protocols twice', { ...HERE, protocols: ['chat', 'chat'] }],
  ['a host that is no string', wrong({ host: 8080 })],
  ['a route that is no string', wrong({ route: 1 })],
]

function wrongUrl() {
  return 42 as unknown as string
}

describeInBothModes('what is wrong with a URL', () => {
  it.each(BAD_DESTINATIONS)('is a connectFailed, and never throws: %s', async (_what, options) => {
    const { said, handlers } = recordSignals()
    const states: NodeState[] = []
    const Subject = () => {
      const [state] = useWebSocketNode({ autoconnectMode: 'self-ready', ...options, ...handlers })
      states.push(state)
      return null
    }
    render(<Subject />)
    await pass()
    expect(said).toEqual([['onConnectFailed', 'invalid-url']])
    const last = states.at(-1)!
    expect(last).toMatchObject({ status: 'failed', error: { code: 'invalid-url' } })
    expect(last.status === 'failed' && last.error).toBeInstanceOf(WebSocketNodeError)
    expect(last.status === 'failed' && last.error.message).not.toBe('')
    expect(network.live).toBe(0)
  })

  it('is a connectFailed on a later render too, and a good one connects by itself', async () => {
    const server = network.serve()
    const { said, handlers } = recordSignals()
    const Subject = (options: ReactWebSocketNodeOptions) => {
      const [{ status }] = useWebSocketNode({ useWSS: false, autoconnectMode: 'self-ready', ...options, ...handlers })
      return <p>{status}</p>
    }
    const { rerender } = render(<Subject host="here.test" />)
    await pass()
    rerender(<Subject host="here.test#" />)
    await pass()
    expect(said.slice(1)).toEqual([['onClosing'], ['onClosed', 1000, ''], ['onConnectFailed', 'invalid-url']])
    expect(screen.getByText('failed').textContent).toBe('failed')
    rerender(<Subject host="here.test" />)
    await pass()
    expect(screen.getByText('open').textContent).toBe('open')
    expect(server.handshakes).toBe(2)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('no token')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no token'))],
  ])('a url function that %s is a connectFailed with its cause', async (_how, url) => {
    let failure: WebSocketNodeError | undefined
    const Subject = () => {
      useWebSocketNode({ url, autoconnectMode: 'self-ready', onConnectFailed: (error) => void (failure = error) })
      return null
    }
    render(<Subject />)
    await pass()
    expect(failure).toMatchObject({ code: 'url-rejected', cause: { message: 'no token' } })
    expect(failure!.message).toContain('no token')
    expect(network.attempts).toEqual([])
  })
})
