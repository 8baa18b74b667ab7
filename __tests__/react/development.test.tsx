/**
 * What the console says in development, once a node and kind, of what an ordinary user would otherwise search for.
 */
import { act, render } from '@testing-library/react'
import * as React from 'react'
import { useEffect, type createElement } from 'react'
import type * as ReactDOM from 'react-dom'
import type * as ReactDOMClient from 'react-dom/client'
import type * as Library from '../../src/index.js'
import {
  text,
  useNode,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type ReactWebSocketNodeOptions,
  type WebSocketDefaults,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, takeComplaints } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets, type ScriptedSocket } from '../support/react/scripted-socket.js'

const network = mockNetwork()

type Options = ReactWebSocketNodeOptions<typeof text>

/** What can't be typed, but can be passed. */
const unknown = (options: Record<string, unknown>) => options as Options

function renderNode(options: Options = {}, defaults: WebSocketDefaults = {}) {
  const { createSocket, sockets } = scriptSockets()
  let held: WebSocketNodeHandle<typeof text> | undefined
  const Subject = (props: Options) => {
    const [, node] = useWebSocketNode({ createSocket, format: text, ...props })
    useEffect(() => {
      held = node
    }, [node])
    return null
  }
  const tree = (props: Options) => (
    <WebSocketProvider defaults={defaults}>
      <Subject {...props} />
    </WebSocketProvider>
  )
  const { rerender, unmount } = render(tree(options))
  return { node: held!, sockets, unmount, rerender: (props: Options) => rerender(tree(props)) }
}

const QUIET = { ...HERE, autoconnectMode: 'none' } as const

describeInBothModes('an option that there is not', () => {
  it.each([
    ['onMessage', 'onPacket'],
    ['onOpen', 'onConnected'],
    ['onClose', 'onClosed'],
    ['onError', 'onConnectFailed'],
    ['shouldReconnect', 'reconnect: backoff()'],
    ['reconnectInterval', 'reconnect: backoff('],
    ['reconnectAttempts', 'reconnect: backoff({ attempts })'],
    ['retryOnError', 'reconnect: backoff()'],
    ['share', 'useNode()'],
    ['filter', 'useLastPacket(node, accept)'],
    ['queryParams', 'url'],
    ['enabled', 'url: isOn ? url : null'],
    ['onreceived', 'onReceived'],
    ['useWss', 'useWSS'],
  ])('is named, with the right name beside it: %s', (name, right) => {
    renderNode(unknown({ ...QUIET, [name]: undefined }))
    const complaints = takeComplaints()
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toContain(`there is no option ${name}; here it is`)
    expect(complaints[0]).toContain(right)
  })

  it('is named alone, where nothing is like it', () => {
    renderNode(unknown({ ...QUIET, sparkles: true }))
    expect(takeComplaints()).toEqual(['react-websocket-node: there is no option sparkles.'])
  })

  it('is named once a node and name, however often it renders', () => {
    const { rerender } = renderNode(unknown({ ...QUIET, onMessage: () => {} }))
    rerender(unknown({ ...QUIET, onMessage: () => {} }))
    rerender(unknown({ ...QUIET, onMessage: () => {}, onOpen: () => {} }))
    expect(takeComplaints().map((complaint) => /option (\w+)/.exec(complaint)?.[1])).toEqual(['onMessage', 'onOpen'])
    renderNode(unknown({ ...QUIET, onMessage: () => {} }))
    expect(takeComplaints()).toHaveLength(1)
  })

  it('is named for the element as for the hook', () => {
    render(<WebSocketNode {...(unknown({ ...QUIET, onMessage: () => {} }) as object)} />)
    expect(takeComplaints()).toEqual([expect.stringContaining('onPacket')])
  })

  it('in the defaults of a provider is told, too, once however often they are built anew', () => {
    const App = () => <WebSocketProvider defaults={unknown({ shouldReconnect: true })} />
    const { rerender } = render(<App />)
    rerender(<App />)
    expect(takeComplaints()).toEqual([
      expect.stringContaining('there is no option shouldReconnect; here it is reconnect'),
    ])
  })

  it('is none of those that there are', () => {
    const handler = () => {}
    const all: Required<Omit<ReactWebSocketNodeOptions<typeof text>, 'transport' | 'lifecycle'>> = {
      ...QUIET,
      route: '/',
      url: 'ws://here.test/',
      protocols: [],
      destination: 'here',
      format: text,
      receiveLimit: 0,
      flush: 'burst',
      sendQueue: 1,
      sendBufferLimit: 0,
      connectionTimeout: 1,
      closeTimeout: 1,
      reconnect: null,
      heartbeat: null,
      authenticate: handler,
      createSocket: scriptSockets().createSocket,
      autoconnectReference: null,
      ready: true,
      linger: 0,
      name: 'here',
      onConnected: handler,
      onConnectFailed: handler,
      onPacket: handler,
      onReceived: handler,
      onClosing: handler,
      onClosed: handler,
      onReceiveFailed: handler,
      onReconnecting: handler,
      onGaveUp: handler,
      onSendFailed: handler,
    }
    renderNode(all)
    expect(takeComplaints()).toEqual([])
  })
})

describeInBothModes('a url that is undefined', () => {
  it('is told, where there is no host: null is the word for not known', () => {
    renderNode({ autoconnectMode: 'none', url: undefined })
    expect(takeComplaints()).toEqual([expect.stringMatching(/url is undefined .*127\.0\.0\.1.* null/)])
  })

  it.each<[string, Options, WebSocketDefaults]>([
    ['a host', { ...QUIET, url: undefined }, {}],
    ['a host of the provider', { autoconnectMode: 'none', url: undefined }, HERE],
    ['a url of the provider', { autoconnectMode: 'none', url: undefined }, { url: 'ws://here.test/' }],
    ['no mention of url', { autoconnectMode: 'none' }, {}],
    ['null', { autoconnectMode: 'none', url: null }, {}],
  ])('is silent with %s', (_what, options, defaults) => {
    renderNode(options, defaults)
    expect(takeComplaints()).toEqual([])
  })
})

describeInBothModes('a node without a mode that nobody connects', () => {
  it('is told after 5 seconds, once', async () => {
    renderNode(HERE)
    await pass(4999)
    expect(takeComplaints()).toEqual([])
    await pass(1)
    expect(takeComplaints()).toEqual([expect.stringMatching(/has not connected in 5 seconds.*autoconnectMode/)])
    await pass(60_000)
    expect(takeComplaints()).toEqual([])
  })

  it.each<[string, Options, WebSocketDefaults]>([
    ["an explicit 'none'", QUIET, {}],
    ["a provider's 'none'", HERE, { autoconnectMode: 'none' }],
    ["a provider's mode", HERE, { autoconnectMode: 'self-ready' }],
  ])('is silent with %s', async (_what, options, defaults) => {
    renderNode(options, defaults)
    await pass(6000)
    expect(takeComplaints()).toEqual([])
  })

  it('is silent once connect() was called, whatever came of it', async () => {
    const { node, sockets } = renderNode(HERE)
    act(() => void node.connect())
    act(() => sockets[0]!.closes())
    await pass(6000)
    expect(takeComplaints()).toEqual([])
  })

  it('is silent once it is unmounted', async () => {
    const { unmount } = renderNode(HERE)
    await pass(3000)
    unmount()
    await pass(6000)
    expect(takeComplaints()).toEqual([])
  })
})

describeInBothModes('a message that is queued in idle under the mode none', () => {
  it('is told, once', () => {
    const { node } = renderNode(QUIET)
    expect([node.send('a'), node.sendJson({}), node.sendString('b')]).toEqual([true, true, true])
    expect(takeComplaints()).toEqual([expect.stringMatching(/queue of a node that is idle.*'none'.*connect\(\)/)])
  })

  it('is silent under another mode, and while connecting', () => {
    const waiting = renderNode({ ...HERE, autoconnectMode: 'self-ready', ready: false })
    act(() => void waiting.node.send('a'))
    const { node } = renderNode(QUIET)
    act(() => void node.connect())
    node.send('a')
    expect(takeComplaints()).toEqual([])
  })
})

type Reach = (node: WebSocketNodeHandle<typeof text>, sockets: readonly ScriptedSocket[]) => void

const connect: Reach = (node) => void node.connect()
const open: Reach = (node, sockets) => {
  node.connect()
  sockets[0]!.opens()
}

const REFUSALS: [string, Options, Reach, RegExp][] = [
  [
    'closed',
    {},
    (node, sockets) => {
      open(node, sockets)
      sockets[0]!.closes(1000, '', true)
    },
    /there is no connection, and none is on its way.*The node is closed/,
  ],
  [
    'closing',
    {},
    (node, sockets) => {
      open(node, sockets)
      node.close()
    },
    /The node is closing/,
  ],
  ['connecting without a queue', { sendQueue: 0 }, connect, /sendQueue is 0.*The node is connecting/],
  [
    'connecting with a full queue',
    { sendQueue: 1 },
    (node) => {
      node.connect()
      node.send('first')
    },
    /the queue is full.*sendQueue/,
  ],
  [
    'open with a full wire',
    { sendBufferLimit: 10 },
    (node, sockets) => {
      open(node, sockets)
      sockets[0]!.bufferedAmount = 11
    },
    /sendBufferLimit.*drained\(\)/,
  ],
]

describeInBothModes('a message that is refused', () => {
  it.each(REFUSALS)('is told once, with the reason: %s', (_when, options, reach, reason) => {
    const { node, sockets } = renderNode({ ...QUIET, onSendFailed: () => {}, ...options })
    act(() => reach(node, sockets))
    expect([node.send('lost'), node.send('lost too')]).toEqual([false, false])
    const complaints = takeComplaints()
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toMatch(/^react-websocket-node: send\(\) answered false, and the message is not sent/)
    expect(complaints[0]).toMatch(reason)
  })

  it('is told again for another reason, and of another node', () => {
    const first = renderNode({ ...QUIET, sendQueue: 0 })
    act(() => void first.node.connect())
    first.node.send('lost')
    act(() => {
      first.sockets[0]!.opens()
      first.sockets[0]!.closes(1000, '', true)
    })
    first.node.send('lost')
    const second = renderNode({ ...QUIET, sendQueue: 0 })
    act(() => void second.node.connect())
    second.node.send('lost')
    expect(takeComplaints()).toEqual([
      expect.stringContaining('sendQueue is 0'),
      expect.stringContaining('there is no connection'),
      expect.stringContaining('sendQueue is 0'),
    ])
  })
})

describeInBothModes('messages that can no longer be sent', () => {
  it('are told where nobody listens to sendFailed', () => {
    const { node, sockets } = renderNode(QUIET)
    act(() => void node.connect())
    node.send('a')
    node.send('b')
    act(() => sockets[0]!.closes())
    expect(takeComplaints()).toEqual([expect.stringMatching(/2 queued messages can no longer be sent.*onSendFailed/)])
  })

  it.each<[string, Options, (node: WebSocketNodeHandle<typeof text>) => void]>([
    ['the option', { onSendFailed: () => {} }, () => {}],
    ['on', {}, (node) => void node.on('sendFailed', () => {})],
  ])('are silent where somebody listens, by %s', (_how, options, listen) => {
    const { node, sockets } = renderNode({ ...QUIET, ...options })
    listen(node)
    act(() => void node.connect())
    node.send('a')
    act(() => sockets[0]!.closes())
    expect(takeComplaints()).toEqual([])
  })

  it('are silent at an unmount', async () => {
    const { node, unmount } = renderNode(QUIET)
    act(() => void node.connect())
    node.send('a')
    unmount()
    await pass()
    expect(takeComplaints()).toEqual([])
  })
})

/** The package, React and React DOM, loaded once more: another copy of each. */
function withCopy(use: (copy: ReturnType<typeof load>) => void): void {
  jest.isolateModules(() => use(load()))
}

function load() {
  /* eslint-disable @typescript-eslint/no-require-imports -- the modules have to be loaded now, not at the start */
  const { createElement: create } = require('react') as { createElement: typeof createElement }
  const { flushSync } = require('react-dom') as typeof ReactDOM
  const { createRoot } = require('react-dom/client') as typeof ReactDOMClient
  const library = require('../../src/index.js') as typeof Library
  /* eslint-enable */
  // A document of its own: React's listeners on it are not the page's.
  const root = createRoot(document.implementation.createHTMLDocument().createElement('div'))
  return {
    ...library,
    create,
    render: (element: ReturnType<typeof create>) => flushSync(() => root.render(element)),
    unmount: () => flushSync(() => root.unmount()),
  }
}

describe('a second copy of the package', () => {
  afterEach(() => {
    jest.dontMock('react')
    jest.dontMock('../../src/core/shared.js')
    Reflect.deleteProperty(globalThis, Symbol.for('react-websocket-node in use'))
  })

  /** The package alone, loaded once more, with this test's React. */
  function withSameReact(use: (copy: typeof Library) => void): void {
    jest.doMock('react', () => React)
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- it has to be loaded now, not at the start
    jest.isolateModules(() => use(require('../../src/index.js') as typeof Library))
  }

  /** Mounts a node of another copy, and gives what this package said. */
  function mountOther(): string[] {
    withCopy(({ create, render: renderIt, unmount, WebSocketNode: OtherNode }) => {
      renderIt(create(OtherNode, { ...QUIET }))
      unmount()
    })
    // React complains, too: its other copy knows nothing of this test.
    return takeComplaints().filter((complaint) => complaint.startsWith('react-websocket-node'))
  }

  it('is the same package: its hooks find nodes, its nodes are found, and what is wrong is said once', () => {
    withSameReact(({ WebSocketNode: OtherNode, useNode: useOtherNode, WebSocketProvider: OtherProvider }) => {
      const found: unknown[] = []
      const Finder = () => {
        found.push(useNode('theirs')?.state.status, useOtherNode('ours')?.state.status)
        return null
      }
      const options = { ...QUIET, onMessage: () => {} } as typeof QUIET
      const { unmount } = render(
        <OtherProvider>
          <WebSocketNode {...options} name="ours" />
          <OtherNode {...options} name="theirs" />
          <WebSocketNode {...QUIET} name="theirs" />
          <Finder />
        </OtherProvider>,
      )
      expect(found.slice(-2)).toEqual(['idle', 'idle'])
      expect(takeComplaints()).toEqual([
        expect.stringContaining('onMessage'),
        expect.stringContaining('onMessage'),
        expect.stringContaining('have the name "theirs"'),
      ])
      unmount()
    })
  })

  it('of another version says so, once, and names both', () => {
    renderNode(QUIET)
    jest.doMock('../../src/core/shared.js', () => ({
      VERSION: '0.0.9',
      shared: (_name: string, create: () => unknown) => create(),
    }))
    withSameReact(({ WebSocketNode: OtherNode }) => {
      render(<OtherNode {...QUIET} />)
      render(<OtherNode {...QUIET} />)
      renderNode(QUIET)
    })
    expect(takeComplaints()).toEqual([
      expect.stringMatching(
        /two versions of the package are in use, \d+\.\d+\.\d+ and 0\.0\.9\. .* npm ls react-websocket-node /,
      ),
    ])
  })

  it('with another React says so, once, and names both', () => {
    renderNode(QUIET)
    expect(takeComplaints()).toEqual([])
    const both = `two Reacts are in use, ${React.version} and ${React.version}.`
    expect(mountOther()).toEqual([expect.stringContaining(both)])
    expect(mountOther()).toEqual([])
  })
})

describe('in production', () => {
  const { NODE_ENV } = process.env
  beforeEach(() => void (process.env.NODE_ENV = 'production'))
  afterEach(() => void (process.env.NODE_ENV = NODE_ENV))

  it('nothing of all that is printed', () => {
    const { createSocket, sockets } = scriptSockets()
    withCopy(({ create, render: renderIt, unmount, WebSocketNode: ProductionNode }) => {
      let held: WebSocketNodeHandle | undefined
      const ref = (node: WebSocketNodeHandle | null) => void (held = node ?? held)
      const show = (options: Record<string, unknown>) =>
        renderIt(create(ProductionNode, { createSocket, ref, ...options } as never))

      show({ url: undefined, onMessage: () => {} })
      expect(held!.sendString('queued while idle')).toBe(true)
      jest.advanceTimersByTime(6000)
      show({ ...HERE })
      expect(held!.connect()).toBe(true)
      expect(held!.connect()).toBe(false)
      sockets[0]!.closes()
      expect(held!.state.status).toBe('failed')
      expect(held!.sendString('refused')).toBe(false)
      unmount()
    })
    expect(takeComplaints()).toEqual([])
    expect(network.attempts).toEqual([])
  })
})
