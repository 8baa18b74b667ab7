/**
 * What developers are told, and users are not: in production nothing of it is there.
 */
import { act, renderHook } from '@testing-library/react'
import type * as ReactModule from 'react'
import type * as ReactDOM from 'react-dom'
import type * as ReactDOMClient from 'react-dom/client'
import type * as Library from '../../src/index.js'
import { useWebSocketNode, type ReactWebSocketNodeOptions, type WebSocketNodeHandle } from '../../src/index.js'
import { HERE, mockNetwork, takeComplaints } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets, type ScriptedSocket } from '../support/react/scripted-socket.js'

mockNetwork()

type Reach = (node: WebSocketNodeHandle, sockets: readonly ScriptedSocket[]) => void

/** States in which connect() has nothing to begin. */
const BUSY: [string, Reach][] = [
  ['connecting', (node) => void node.connect()],
  [
    'open',
    (node, sockets) => {
      node.connect()
      sockets[0]!.opens()
    },
  ],
]

const FREE: [string, ReactWebSocketNodeOptions, Reach][] = [
  ['idle', {}, () => {}],
  ['waiting', { autoconnectMode: 'self-ready', ready: false }, () => {}],
  [
    'closed',
    {},
    (node, sockets) => {
      node.connect()
      sockets[0]!.opens()
      sockets[0]!.closes(1000, '', true)
    },
  ],
  [
    'failed',
    {},
    (node, sockets) => {
      node.connect()
      sockets[0]!.closes()
    },
  ],
  [
    'reconnecting',
    { reconnect: { next: () => 100 } },
    (node, sockets) => {
      node.connect()
      sockets[0]!.closes()
    },
  ],
]

function renderNode(options: ReactWebSocketNodeOptions = {}) {
  const { sockets, createSocket } = scriptSockets()
  const hook = renderHook(() => useWebSocketNode({ ...HERE, createSocket, ...options }))
  return { node: hook.result.current[1], sockets, unmount: hook.unmount }
}

describeInBothModes('connect()', () => {
  it.each(BUSY)('while %s is false, one complaint that says why, and nothing else', (status, reach) => {
    const { node, sockets } = renderNode()
    act(() => reach(node, sockets))
    const { state } = node
    expect(state.status).toBe(status)
    const made = sockets.length
    act(() => expect(node.connect('other.test', '/other')).toBe(false))
    const complaints = takeComplaints()
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toMatch(new RegExp(`^react-websocket-node: connect\\(\\).*${status}`))
    expect(node.state).toBe(state)
    expect(sockets).toHaveLength(made)
  })

  it('while not mounted is false, and one complaint that says why', () => {
    const { node, sockets, unmount } = renderNode()
    unmount()
    expect(node.connect()).toBe(false)
    const complaints = takeComplaints()
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toMatch(/^react-websocket-node: connect\(\) did nothing: the node is not mounted/)
    expect(sockets).toEqual([])
  })

  it.each(FREE)('while %s is true, and no complaint', (status, options, reach) => {
    const { node, sockets } = renderNode(options)
    act(() => reach(node, sockets))
    expect(node.state.status).toBe(status)
    const made = sockets.length
    act(() => expect(node.connect()).toBe(true))
    expect(sockets).toHaveLength(made + 1)
    expect(node.state).toMatchObject({ status: 'connecting', attempt: 0 })
  })

  it('while closing is true, and no complaint: the attempt begins when the closing is over', () => {
    const { node, sockets } = renderNode()
    act(() => void node.connect())
    act(() => sockets[0]!.opens())
    act(() => void node.close())
    act(() => expect(node.connect()).toBe(true))
    expect(node.state.status).toBe('closing')
    expect(sockets).toHaveLength(1)
    act(() => sockets[0]!.closes(1000, '', true))
    expect(node.state).toMatchObject({ status: 'connecting', attempt: 0 })
  })

  it('that was refused leaves no trace: what it asked for is forgotten', () => {
    const { node, sockets } = renderNode()
    act(() => void node.connect())
    act(() => void node.connect('other.test'))
    takeComplaints()
    act(() => void node.close())
    act(() => jest.advanceTimersByTime(10))
    act(() => void node.connect())
    expect(sockets.at(-1)!.url).toBe(sockets[0]!.url)
  })
})

describe('in production', () => {
  const { NODE_ENV } = process.env
  afterEach(() => {
    process.env.NODE_ENV = NODE_ENV
  })

  it('connect() in vain, a name twice and a name without a provider print nothing', () => {
    process.env.NODE_ENV = 'production'
    jest.isolateModules(() => {
      /* eslint-disable @typescript-eslint/no-require-imports -- the modules have to be loaded now, not at the start */
      const { createElement, Fragment } = require('react') as typeof ReactModule
      const { flushSync } = require('react-dom') as typeof ReactDOM
      const { createRoot } = require('react-dom/client') as typeof ReactDOMClient
      const { WebSocketNode, WebSocketProvider } = require('../../src/index.js') as typeof Library
      /* eslint-enable */
      const { createSocket, sockets } = scriptSockets()
      let node: WebSocketNodeHandle | null = null
      // A document of its own: React's listeners on it are not the page's.
      const root = createRoot(document.implementation.createHTMLDocument().createElement('div'))
      flushSync(() =>
        root.render(
          createElement(
            Fragment,
            null,
            createElement(WebSocketNode, { name: 'lonely' }),
            createElement(
              WebSocketProvider,
              null,
              createElement(WebSocketNode, {
                ...HERE,
                createSocket,
                name: 'twice',
                ref: (held: unknown) => void (node = (held as WebSocketNodeHandle | null) ?? node),
              }),
              createElement(WebSocketNode, { name: 'twice' }),
            ),
          ),
        ),
      )
      const held = node as unknown as WebSocketNodeHandle
      expect(held.connect()).toBe(true)
      expect(held.connect()).toBe(false)
      expect(sockets).toHaveLength(1)
      flushSync(() => root.unmount())
      expect(held.connect()).toBe(false)
    })
    expect(takeComplaints()).toEqual([])
  })

  it('a number out of its range is thrown nevertheless', () => {
    process.env.NODE_ENV = 'production'
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
      const { createWebSocketNode } = require('../../src/index.js') as typeof Library
      expect(() => createWebSocketNode({ connectionTimeout: 5000 })).toThrow(
        'connectionTimeout is in seconds, 0 to 300; got 5000',
      )
    })
  })
})
