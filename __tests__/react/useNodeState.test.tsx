/**
 * The state of a node, or what a selector takes of it, and how often that renders.
 */
import { act, render } from '@testing-library/react'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import {
  useNodeState,
  useWebSocketNode,
  WebSocketNode,
  type NodeState,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, settle, URL_HERE } from '../support/react/network.js'
import { createCounter, describeInBothModes, ErrorBoundary } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'

const network = mockNetwork()

/** A node outside of what is rendered in the test. */
function renderNode(options: ReactWebSocketNodeOptions = {}): WebSocketNodeHandle {
  let held: WebSocketNodeHandle | undefined
  const Owner = () => {
    const [, node] = useWebSocketNode({ ...HERE, ...options })
    useEffect(() => {
      held = node
    }, [node])
    return null
  }
  render(<Owner />)
  return held!
}

/** Renders what `select` gives, and counts the commits. */
function renderSelected<T>(node: WebSocketNodeHandle | null, select?: (state: NodeState) => T) {
  const counter = createCounter()
  const values: unknown[] = []
  const remember = (value: unknown) => void values.push(value)
  const Reader = ({ of }: { of: WebSocketNodeHandle | null }) => {
    // The overloads are for users: here both forms are wanted.
    const value: unknown = useNodeState(of, select as (state: NodeState) => T)
    useEffect(() => remember(value), [value])
    return null
  }
  const tree = (of: WebSocketNodeHandle | null): ReactNode => (
    <counter.Counted>
      <Reader of={of} />
    </counter.Counted>
  )
  const { rerender } = render(tree(node))
  return {
    values,
    counter,
    rerender: (of: WebSocketNodeHandle | null) => rerender(tree(of)),
  }
}

describeInBothModes('useNodeState(node)', () => {
  it('is the state, in every state', async () => {
    const server = network.serve()
    const node = renderNode()
    const { values } = renderSelected(node)
    expect(values.at(-1)).toEqual({ status: 'idle' })
    act(() => void node.connect())
    expect(values.at(-1)).toEqual({ status: 'connecting', url: URL_HERE, attempt: 0 })
    await pass()
    expect(values.at(-1)).toEqual({ status: 'open', url: URL_HERE, protocol: '' })
    server.close(1000, 'bye')
    await pass()
    expect(values.at(-1)).toEqual({ status: 'closed', url: URL_HERE, code: 1000, reason: 'bye', wasClean: true })
    expect(values.at(-1)).toBe(node.state)
  })

  it('is idle for null, and renders nothing more', async () => {
    const { values, counter } = renderSelected(null)
    await pass()
    expect(new Set(values)).toEqual(new Set([{ status: 'idle' }]))
    expect(counter.commits).toBe(1)
  })

  it('follows from null to a node, to another, and back', async () => {
    network.serve()
    const one = renderNode()
    const other = renderNode({ ready: false, autoconnectMode: 'self-ready' })
    act(() => void one.connect())
    const { values, rerender } = renderSelected(null)
    rerender(one)
    expect(values.at(-1)).toMatchObject({ status: 'connecting' })
    rerender(other)
    expect(values.at(-1)).toMatchObject({ status: 'waiting' })
    await pass()
    expect(values.at(-1)).toMatchObject({ status: 'waiting' })
    expect(one.state.status).toBe('open')
    rerender(null)
    expect(values.at(-1)).toEqual({ status: 'idle' })
  })

  it('does not render for messages', async () => {
    const server = network.serve()
    const node = renderNode({ autoconnectMode: 'self-ready' })
    await pass()
    const { counter } = renderSelected(node)
    server.send(...Array.from({ length: 1000 }, String))
    await pass()
    expect(counter.commits).toBe(1)
  })

  it('is told before the signals: a handler and a render agree', async () => {
    network.serve()
    const seen: string[] = []
    const node = renderNode({ onConnected: () => void seen.push(`signal ${node.state.status}`) })
    node.subscribe(() => void seen.push(`told ${node.state.status}`))
    act(() => void node.connect())
    await pass()
    expect(seen).toEqual(['told connecting', 'told open', 'signal open'])
  })

  it('of a node that unmounts is idle', async () => {
    network.serve()
    let held: WebSocketNodeHandle | undefined
    const App = ({ isThere }: { isThere: boolean }) => {
      const [node, setNode] = useState<WebSocketNodeHandle | null>(null)
      const keep = useCallback((next: WebSocketNodeHandle | null) => void (next && setNode(next)), [])
      useEffect(() => {
        held = node ?? undefined
      }, [node])
      return (
        <>
          {isThere && <WebSocketNode ref={keep} {...HERE} autoconnectMode="self-ready" />}
          <p>{useNodeState(node, ({ status }) => status)}</p>
        </>
      )
    }
    const { container, rerender } = render(<App isThere />)
    await pass()
    expect(container.textContent).toBe('open')
    rerender(<App isThere={false} />)
    await settle()
    expect(container.textContent).toBe('idle')
    expect(held!.state.status).toBe('idle')
  })
})

describeInBothModes('useNodeState(node, selector)', () => {
  it('renders only when what is selected changes', async () => {
    const { createSocket, sockets } = scriptSockets()
    const node = renderNode({ createSocket, url: () => Promise.resolve(URL_HERE) })
    const { values, counter } = renderSelected(node, ({ status }) => status === 'open')
    act(() => void node.connect())
    await pass()
    expect(counter.commits).toBe(1)
    act(() => sockets[0]!.opens())
    expect(counter.commits).toBe(2)
    act(() => sockets[0]!.closes())
    expect(counter.commits).toBe(3)
    expect(values.at(-1)).toBe(false)
  })

  it.each<[string, (state: NodeState) => unknown]>([
    ['an object', ({ status }) => ({ isOpen: status === 'open' })],
    ['an array', ({ status }) => [status === 'open', 'constant']],
    [
      'an object without a prototype',
      ({ status }) => Object.assign(Object.create(null) as object, { isOpen: status === 'open' }),
    ],
  ])('keeps %s while it is shallowly equal', async (_what, select) => {
    network.serve()
    const node = renderNode({ url: () => Promise.resolve(URL_HERE) })
    const { values, counter } = renderSelected(node, select)
    const first = values.at(-1)
    act(() => void node.connect())
    expect(node.state.status).toBe('connecting')
    expect(counter.commits).toBe(1)
    await pass()
    expect(node.state.status).toBe('open')
    expect(counter.commits).toBe(2)
    expect(values.at(-1)).not.toEqual(first)
  })

  it.each<[string, (state: NodeState) => unknown]>([
    ['a nested object', ({ status }) => ({ nested: { status } })],
    ['an array of objects', ({ status }) => [{ status }]],
    ['a date', () => new Date(0)],
    ['a map', ({ status }) => new Map([['status', status]])],
    ['a set', ({ status }) => new Set([status])],
    [
      'a function',
      ({ status }) =>
        () =>
          status,
    ],
    ['NaN', () => NaN],
    ['undefined', () => undefined],
    ['null', () => null],
  ])('does not loop with a selector that gives %s', async (_what, select) => {
    network.serve()
    const node = renderNode({ autoconnectMode: 'self-ready' })
    const { counter } = renderSelected(node, select)
    await pass()
    expect(node.state.status).toBe('open')
    expect(counter.commits).toBeLessThanOrEqual(3)
  })

  it('takes a selector that is written inline, and depends on what is rendered', async () => {
    network.serve()
    const node = renderNode({ autoconnectMode: 'self-ready' })
    const Reader = ({ wanted }: { wanted: NodeState['status'] }) => (
      <b>{useNodeState(node, ({ status }) => ({ is: String(status === wanted) })).is}</b>
    )
    const { container, rerender } = render(<Reader wanted="open" />)
    expect(container.textContent).toBe('false')
    await pass()
    expect(container.textContent).toBe('true')
    rerender(<Reader wanted="closed" />)
    expect(container.textContent).toBe('false')
    rerender(<Reader wanted="open" />)
    expect(container.textContent).toBe('true')
  })

  it('selects of the idle state for null', () => {
    const { values } = renderSelected(null, ({ status }) => `it is ${status}`)
    expect(values).toContain('it is idle')
  })

  it('can narrow the state', async () => {
    const node = renderNode({ autoconnectMode: 'self-ready', host: 'nobody.test' })
    const { values } = renderSelected(node, (state) => (state.status === 'failed' ? state.error.code : null))
    await pass()
    expect(values.at(-1)).toBe('refused')
  })

  it('hands what a selector throws to the error boundary', () => {
    const node = renderNode()
    const Reader = () => {
      useNodeState(node, () => {
        throw new Error('a bad selector')
      })
      return null
    }
    const errors: unknown[] = []
    const { container } = render(
      <ErrorBoundary>
        <Reader />
      </ErrorBoundary>,
      { onCaughtError: (error: unknown) => void errors.push(error) },
    )
    expect(container.textContent).toBe('Error: a bad selector')
    expect(errors).toHaveLength(1)
  })

  it('is the same for two readers with different selectors of one node', async () => {
    network.serve()
    const node = renderNode({ autoconnectMode: 'self-ready' })
    const one = renderSelected(node, ({ status }) => status)
    const other = renderSelected(node, ({ status }) => status.length)
    await pass()
    expect([one.values.at(-1), other.values.at(-1)]).toEqual(['open', 4])
  })
})
