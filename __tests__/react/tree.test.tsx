/**
 * The tree: in which order nodes connect, and where they may stand: mounted late, in portals, in boundaries that suspend,
 * in lazy components, in two roots on one page.
 */
import { act, render } from '@testing-library/react'
import { lazy, Suspense, use, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import {
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type AutoconnectMode,
  type ReactWebSocketNodeOptions,
} from '../../src/index.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()

/** A node with a host of its own, so that the order of the sockets tells the order of the nodes. */
function Node({ at, mode = 'self-ready', children, ...options }: NodeProps) {
  return (
    <WebSocketNode host={`${at}.test`} useWSS={false} autoconnectMode={mode} {...options}>
      {children}
    </WebSocketNode>
  )
}

function HookNode({ at, mode = 'self-ready', ...options }: NodeProps) {
  useWebSocketNode({ host: `${at}.test`, useWSS: false, autoconnectMode: mode, ...options })
  return null
}

interface NodeProps extends ReactWebSocketNodeOptions {
  at: string
  mode?: AutoconnectMode
  children?: ReactNode
}

const order = () => network.attempts.map((url) => new URL(url).hostname.split('.')[0])

describeInBothModes('nodes connect in the order in which they get ready', () => {
  it.each<[string, string[], ReactNode]>([
    ['children before their parent', ['inner', 'middle', 'outer'], nested('self-ready')],
    ['and before a parent that they wait for', ['inner', 'middle', 'outer'], nested('parent-ready')],
    [
      'siblings as they stand',
      ['a', 'b', 'c'],
      <>
        <Node at="a" />
        <HookNode at="b" />
        <Node at="c" />
      </>,
    ],
    [
      'those that wait for nothing before those that wait for the root',
      ['b', 'c', 'a', 'd'],
      <WebSocketProvider>
        <Node at="a" mode="root-ready" />
        <WebSocketProvider>
          <Node at="b" />
          <Node at="c" mode="owner-ready" />
          <Node at="d" mode="root-ready" />
        </WebSocketProvider>
      </WebSocketProvider>,
    ],
    [
      'those that wait for an inner owner before those that wait for an outer one',
      ['inner', 'outer', 'root'],
      <WebSocketProvider>
        <Node at="root" mode="root-ready" ready />
        <WebSocketProvider>
          <Node at="outer" mode="owner-ready">
            <WebSocketProvider>
              <Node at="inner" mode="owner-ready" />
            </WebSocketProvider>
          </Node>
        </WebSocketProvider>
      </WebSocketProvider>,
    ],
  ])('%s', async (_rule, expected, tree) => {
    render(tree)
    await pass()
    expect(order()).toEqual(expected)
  })

  function nested(mode: AutoconnectMode) {
    return (
      <Node at="outer">
        <Node at="middle" mode={mode}>
          <Node at="inner" mode={mode} />
        </Node>
      </Node>
    )
  }
})

describeInBothModes('ready is about the node that is named, and no other', () => {
  it('a chain of parents is not waited for: only the nearest', async () => {
    render(
      <Node at="grandparent" ready={false}>
        <Node at="parent" mode="none">
          <Node at="child" mode="parent-ready" />
        </Node>
      </Node>,
    )
    await pass()
    expect(order()).toEqual(['child'])
  })

  it('a parent that waits itself is ready nevertheless', async () => {
    render(
      <WebSocketProvider ready={false}>
        <Node at="parent" mode="owner-ready">
          <Node at="child" mode="parent-ready" />
        </Node>
      </WebSocketProvider>,
    )
    await pass()
    expect(order()).toEqual(['child'])
  })

  it("a hook's node is nobody's parent", async () => {
    const App = () => {
      useWebSocketNode({ ready: false })
      return <Node at="child" mode="parent-ready" />
    }
    render(<App />)
    await pass()
    expect(order()).toEqual(['child'])
  })
})

describeInBothModes('where a node stands', () => {
  it('late, under a tree that is ready: it connects at once, in every mode', async () => {
    const modes: AutoconnectMode[] = ['self-ready', 'parent-ready', 'owner-ready', 'root-ready', 'custom']
    const App = ({ isThere }: { isThere: boolean }) => (
      <WebSocketProvider>
        <WebSocketProvider>
          <Node at="parent" mode="none">
            {isThere && modes.map((mode) => <Node key={mode} at={mode} mode={mode} />)}
          </Node>
        </WebSocketProvider>
      </WebSocketProvider>
    )
    const { rerender } = render(<App isThere={false} />)
    await pass(10_000)
    rerender(<App isThere />)
    await pass()
    expect(order()).toEqual(modes)
  })

  it('late, under a tree that is not ready: it waits', async () => {
    const App = ({ isThere, isReady }: { isThere: boolean; isReady: boolean }) => (
      <WebSocketProvider ready={isReady}>{isThere && <Node at="late" mode="root-ready" />}</WebSocketProvider>
    )
    const { rerender } = render(<App isThere={false} isReady={false} />)
    rerender(<App isThere isReady={false} />)
    await pass()
    expect(order()).toEqual([])
    rerender(<App isThere isReady />)
    await pass()
    expect(order()).toEqual(['late'])
  })

  it('in a portal: it belongs to the React tree, not to the DOM', async () => {
    const elsewhere = document.createElement('div')
    const App = ({ isReady }: { isReady: boolean }) => (
      <WebSocketProvider ready={isReady} defaults={{ useWSS: false }}>
        {createPortal(<WebSocketNode host="portal.test" autoconnectMode="owner-ready" />, elsewhere)}
      </WebSocketProvider>
    )
    const { rerender } = render(<App isReady={false} />)
    await pass()
    expect(order()).toEqual([])
    rerender(<App isReady />)
    await pass()
    expect(network.attempts).toEqual(['ws://portal.test/'])
  })

  it('in a boundary that suspends: it connects when that is shown, and the others meanwhile', async () => {
    const pending = defer()
    const Suspended = () => <>{use(pending.promise)}</>
    await act(async () => {
      render(
        <WebSocketProvider>
          <Node at="outside" mode="owner-ready" />
          <Suspense fallback={<Node at="fallback" mode="owner-ready" />}>
            <Node at="inside" mode="owner-ready">
              <Suspended />
            </Node>
          </Suspense>
        </WebSocketProvider>,
      )
      await Promise.resolve()
    })
    await pass()
    expect(order()).toEqual(['outside', 'fallback'])
    await act(() => pending.resolve())
    await pass()
    expect(order()).toEqual(['outside', 'fallback', 'inside'])
  })

  it('in a lazy component: it connects once that has come', async () => {
    const pending = defer()
    const Lazy = lazy(() => pending.promise.then(() => ({ default: () => <Node at="lazy" mode="parent-ready" /> })))
    await act(async () => {
      render(
        <Node at="parent">
          <Suspense fallback="loading">
            <Lazy />
          </Suspense>
        </Node>,
      )
      await Promise.resolve()
    })
    await pass()
    expect(order()).toEqual(['parent'])
    await act(() => pending.resolve())
    await pass()
    expect(order()).toEqual(['parent', 'lazy'])
  })

  it('in two roots on one page: each has its own owners, names and readiness', async () => {
    const App = ({ at, isReady }: { at: string; isReady: boolean }) => (
      <WebSocketProvider ready={isReady}>
        <Node at={at} mode="root-ready" name="same" />
      </WebSocketProvider>
    )
    for (const at of ['first', 'second', 'third']) network.serve(`ws://${at}.test/`)
    const first = render(<App at="first" isReady={false} />)
    const second = render(<App at="second" isReady />)
    await pass()
    expect(order()).toEqual(['second'])
    first.rerender(<App at="first" isReady />)
    await pass()
    expect(order()).toEqual(['second', 'first'])
    second.unmount()
    first.rerender(<App at="third" isReady />)
    await pass()
    expect(order()).toEqual(['second', 'first', 'third'])
  })

  it('below providers that come and go: a changed provider is another mount', async () => {
    const App = ({ version }: { version: number }) => (
      <WebSocketProvider key={version} ready={version > 1}>
        <Node at={`v${version}`} mode="owner-ready" />
      </WebSocketProvider>
    )
    const { rerender } = render(<App version={1} />)
    rerender(<App version={2} />)
    await pass()
    rerender(<App version={3} />)
    await pass()
    expect(order()).toEqual(['v2', 'v3'])
  })
})

function defer() {
  let resolve!: () => void
  const promise = new Promise<string>((settle) => (resolve = () => settle('there')))
  return {
    promise,
    async resolve() {
      resolve()
      await promise
    },
  }
}
