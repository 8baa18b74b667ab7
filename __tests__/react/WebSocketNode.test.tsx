/**
 * The element: what is below it, its function as children, and its ref.
 */
import { act, render } from '@testing-library/react'
import { createRef, memo, useRef, type ReactNode } from 'react'
import { text, useNode, WebSocketNode, type NodeState, type WebSocketNodeHandle } from '../../src/index.js'
import { HERE, mockNetwork, pass, URL_HERE } from '../support/react/network.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()

describeInBothModes('<WebSocketNode>', () => {
  it('renders nothing of its own', async () => {
    network.serve()
    const { container } = render(<WebSocketNode {...HERE} autoconnectMode="self-ready" />)
    expect(container.innerHTML).toBe('')
    await pass()
    expect(container.innerHTML).toBe('')
  })

  it('renders its children', () => {
    const { container } = render(
      <WebSocketNode>
        <b>one</b>
        {2}
        {null}
      </WebSocketNode>,
    )
    expect(container.innerHTML).toBe('<b>one</b>2')
  })

  it('renders a function of the state and the node, at each change of state', async () => {
    const server = network.serve()
    const seen = new Map<WebSocketNodeHandle<typeof text>, NodeState[]>()
    const show = (state: NodeState, node: WebSocketNodeHandle<typeof text>): ReactNode => {
      seen.set(node, [...(seen.get(node) ?? []), state])
      return <b>{state.status}</b>
    }
    const { container } = render(
      <WebSocketNode {...HERE} format={text} autoconnectMode="self-ready">
        {show}
      </WebSocketNode>,
    )
    await pass()
    expect(container.innerHTML).toBe('<b>open</b>')
    server.close(4000, '')
    await pass()
    expect(container.innerHTML).toBe('<b>closed</b>')
    const [node, states] = [...seen].at(-1)!
    expect(states.at(-1)).toBe(node.state)
  })

  it('renders its function anew when it changes: it is no option', () => {
    const App = ({ word }: { word: string }) => <WebSocketNode>{() => word}</WebSocketNode>
    const { container, rerender } = render(<App word="a" />)
    rerender(<App word="b" />)
    expect(container.textContent).toBe('b')
  })

  it('does not render children that are elements, whatever happens', async () => {
    const server = network.serve()
    const counter = createCounter()
    const Child = memo(() => <counter.Counted>{useNode() ? 'node' : 'none'}</counter.Counted>)
    render(
      <WebSocketNode {...HERE} autoconnectMode="self-ready" flush="sync">
        <Child />
      </WebSocketNode>,
    )
    const { commits } = counter
    await pass()
    server.send(...Array.from({ length: 1000 }, String))
    server.close(4000, '')
    await pass()
    expect(counter.commits).toBe(commits)
  })

  it('gives its node to an object ref, the same in every render, and takes it back', async () => {
    network.serve()
    const ref = createRef<WebSocketNodeHandle<typeof text>>()
    const App = ({ host }: { host: string }) => (
      <WebSocketNode ref={ref} format={text} host={host} useWSS={false} autoconnectMode="self-ready" />
    )
    const { rerender, unmount } = render(<App host="here.test" />)
    const node = ref.current!
    await pass()
    expect(node.state).toEqual({ status: 'open', url: URL_HERE, protocol: '' })
    rerender(<App host="there.test" />)
    await pass()
    expect(ref.current).toBe(node)
    unmount()
    expect(ref.current).toBeNull()
  })

  it('gives its node to a callback ref, and takes it back', () => {
    const given: unknown[] = []
    const keep = (node: WebSocketNodeHandle<typeof text> | null) => void given.push(node === null ? null : 'node')
    const { rerender, unmount } = render(<WebSocketNode ref={keep} format={text} />)
    expect(given.at(-1)).toBe('node')
    const { length } = given
    rerender(<WebSocketNode ref={keep} format={text} receiveLimit={1} />)
    expect(given).toHaveLength(length)
    unmount()
    expect(given.at(-1)).toBeNull()
  })

  it('gives its node to a callback ref that has a cleanup', () => {
    const attached = new Set<unknown>()
    const keep = (node: WebSocketNodeHandle<typeof text> | null) => {
      attached.add(node)
      return () => void attached.delete(node)
    }
    const { unmount } = render(<WebSocketNode ref={keep} format={text} />)
    expect(attached.size).toBe(1)
    unmount()
    expect(attached.size).toBe(0)
  })

  it('has its node in the ref before any effect of the same commit', () => {
    const seen: unknown[] = []
    const App = () => {
      const ref = useRef<WebSocketNodeHandle<typeof text>>(null)
      return (
        <>
          <Effect run={() => void seen.push(ref.current?.state.status)} />
          <WebSocketNode ref={ref} format={text} />
        </>
      )
    }
    const Effect = ({ run }: { run: () => void }) => <i ref={() => queueMicrotask(run)} />
    render(<App />)
    return Promise.resolve().then(() => expect(seen[0]).toBe('idle'))
  })

  it('lets the ref connect, send, listen and close', async () => {
    const server = network.serve()
    const ref = createRef<WebSocketNodeHandle<typeof text>>()
    const heard: string[] = []
    render(<WebSocketNode ref={ref} format={text} {...HERE} />)
    const node = ref.current!
    node.on('received', (data) => void heard.push(...data))
    node.on('closed', (code, reason) => void heard.push(`${code} ${reason}`))
    act(() => expect(node.connect()).toBe(true))
    await pass()
    expect(node.send('ping')).toBe(true)
    await pass()
    expect(server.messages).toEqual(['ping'])
    expect(node.lastSent).toBe('ping')
    server.send('pong')
    await pass()
    expect(node.lastReceived).toEqual(['pong'])
    expect(node.receivedCount).toBe(1)
    act(() => expect(node.close(4000, 'done')).toBe(true))
    await pass()
    expect(heard).toEqual(['pong', '4000 done'])
  })
})
