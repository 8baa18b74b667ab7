/**
 * Finding nodes: the nearest above, or one by its name in the nearest owner that has it.
 */
import { act, render, screen } from '@testing-library/react'
import { createRef, memo, useEffect, useRef, type ReactNode } from 'react'
import {
  text,
  useNode,
  useNodeState,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, takeComplaints } from '../support/react/network.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()

/** Shows which of the nodes that are known by a label it finds. Memoised: only what it finds renders it anew. */
const Finder = memo(({ name, label = 'found' }: { name?: string; label?: string }) => {
  const node = useNode(name)
  const place = useRef<HTMLElement>(null)
  // Nodes above have their labels when effects run, and not in the first render.
  useEffect(() => {
    place.current!.textContent = labelOf(node)
  })
  return <i title={label} ref={place} />
})

const labels = new WeakMap<object, string>()
const labelOf = (node: object | null) => (node ? (labels.get(node) ?? 'unknown') : 'none')
const found = (label = 'found') => screen.getByTitle(label).textContent

interface NodeProps {
  label: string
  name?: string
  children?: ReactNode
}

function Element({ label, name, children }: NodeProps) {
  return (
    <WebSocketNode name={name} ref={(node) => void (node && labels.set(node, label))}>
      {children}
    </WebSocketNode>
  )
}

function Hook({ label, name, children }: NodeProps) {
  const [, node] = useWebSocketNode({ name })
  labels.set(node, label)
  return children
}

describeInBothModes('useNode()', () => {
  it('finds the nearest element above', () => {
    render(
      <Element label="outer">
        <Element label="inner">
          <Finder />
        </Element>
      </Element>,
    )
    expect(found()).toBe('inner')
  })

  it('finds it past providers', () => {
    render(
      <Element label="outer">
        <WebSocketProvider>
          <WebSocketProvider>
            <Finder />
          </WebSocketProvider>
        </WebSocketProvider>
      </Element>,
    )
    expect(found()).toBe('outer')
  })

  it('finds nothing where nothing is above: neither siblings, nor children, nor nodes of the hook', () => {
    render(
      <Hook label="hook">
        <Element label="sibling" />
        <Finder />
      </Hook>,
    )
    expect(found()).toBe('none')
  })

  it('in the component of the hook finds the one above', () => {
    const Both = () => {
      const [, own] = useWebSocketNode()
      labels.set(own, 'own')
      return <Finder />
    }
    const Same = () => {
      const above = useNode()
      const [, own] = useWebSocketNode()
      useEffect(() => {
        labels.set(own, 'own')
        seen.push(labelOf(above))
      }, [above, own])
      return null
    }
    const seen: string[] = []
    render(
      <Element label="above">
        <Both />
        <Same />
      </Element>,
    )
    expect(found()).toBe('above')
    expect(new Set(seen)).toEqual(new Set(['above']))
  })

  it('is the node from the first render on, and renders nothing when that mounts', async () => {
    network.serve()
    const seen: unknown[] = []
    const counter = createCounter()
    const Child = () => {
      const node = useNode()
      useEffect(() => void seen.push(node), [node])
      return (
        <i
          ref={() => {
            seen.push(node)
          }}
        />
      )
    }
    const ref = createRef<WebSocketNodeHandle>()
    render(
      <WebSocketNode {...HERE} autoconnectMode="self-ready" ref={ref as never}>
        <counter.Counted>
          <Child />
        </counter.Counted>
      </WebSocketNode>,
    )
    await pass()
    expect(ref.current!.state.status).toBe('open')
    expect(new Set(seen)).toEqual(new Set([ref.current]))
    expect(counter.commits).toBe(1)
  })

  it('gives a node on which everything can be called', async () => {
    const server = network.serve()
    const Child = () => {
      const node = useNode(undefined, text)
      return (
        <button
          onClick={() => {
            if (node?.state.status === 'open') node.send('hello')
            else node?.connect()
          }}
        />
      )
    }
    render(
      <WebSocketNode {...HERE} format={text}>
        <Child />
      </WebSocketNode>,
    )
    act(() => screen.getByRole('button').click())
    await pass()
    act(() => screen.getByRole('button').click())
    await pass()
    expect(server.messages).toEqual(['hello'])
  })

  it('does not render when the node changes its state or receives', async () => {
    const server = network.serve()
    const counter = createCounter()
    const Child = memo(() => (
      <counter.Counted>
        <Finder />
      </counter.Counted>
    ))
    render(
      <WebSocketNode {...HERE} autoconnectMode="self-ready">
        <Child />
      </WebSocketNode>,
    )
    const { commits } = counter
    await pass()
    server.send('a')
    server.close(4000, '')
    await pass()
    expect(counter.commits).toBe(commits)
  })
})

describeInBothModes('useNode(name)', () => {
  it.each([
    ['the element', Element],
    ['the hook', Hook],
  ])('finds a node of %s anywhere below its owner, before and after it', (_kind, Subject) => {
    render(
      <WebSocketProvider>
        <Finder name="chat" label="before" />
        <div>
          <Subject label="chat node" name="chat">
            <Finder name="chat" label="below" />
          </Subject>
        </div>
        <Finder name="chat" label="after" />
        <Finder name="other" label="other" />
      </WebSocketProvider>,
    )
    expect([found('before'), found('below'), found('after'), found('other')]).toEqual([
      'chat node',
      'chat node',
      'chat node',
      'none',
    ])
  })

  it('finds it in the nearest owner that has it', () => {
    render(
      <WebSocketProvider>
        <Element label="outer a" name="a" />
        <Element label="outer b" name="b" />
        <WebSocketProvider>
          <WebSocketProvider>
            <Finder name="a" label="a" />
            <Finder name="b" label="b" />
          </WebSocketProvider>
          <Element label="inner a" name="a" />
        </WebSocketProvider>
      </WebSocketProvider>,
    )
    expect([found('a'), found('b')]).toEqual(['inner a', 'outer b'])
  })

  it('does not look into other owners, beside or below', () => {
    render(
      <WebSocketProvider>
        <WebSocketProvider>
          <Element label="elsewhere" name="a" />
        </WebSocketProvider>
        <WebSocketProvider>
          <Finder name="a" />
        </WebSocketProvider>
      </WebSocketProvider>,
    )
    expect(found()).toBe('none')
  })

  it('is null without any provider', () => {
    render(<Finder name="a" />)
    expect(found()).toBe('none')
  })

  it('follows mounts, unmounts and renames, from owner to owner', () => {
    const App = ({ outer, inner }: { outer?: string; inner?: string }) => (
      <WebSocketProvider>
        {outer && <Element label="outer" name={outer} />}
        <WebSocketProvider>
          {inner && <Element label="inner" name={inner} />}
          <Finder name="a" />
        </WebSocketProvider>
      </WebSocketProvider>
    )
    const { rerender } = render(<App />)
    expect(found()).toBe('none')
    rerender(<App outer="a" />)
    expect(found()).toBe('outer')
    rerender(<App outer="a" inner="a" />)
    expect(found()).toBe('inner')
    rerender(<App outer="a" inner="b" />)
    expect(found()).toBe('outer')
    rerender(<App outer="b" inner="b" />)
    expect(found()).toBe('none')
    rerender(<App outer="b" inner="a" />)
    expect(found()).toBe('inner')
    rerender(<App outer="b" />)
    expect(found()).toBe('none')
  })

  it('follows its own name', () => {
    const App = ({ name }: { name?: string }) => (
      <WebSocketProvider>
        <Element label="a" name="a" />
        <Element label="b" name="b">
          <Finder name={name} />
        </Element>
      </WebSocketProvider>
    )
    const { rerender } = render(<App name="a" />)
    expect(found()).toBe('a')
    rerender(<App name="c" />)
    expect(found()).toBe('none')
    rerender(<App />)
    expect(found()).toBe('b')
  })

  it('finds the next node when one with the same name mounts in place of another', () => {
    const App = ({ version }: { version: number }) => (
      <WebSocketProvider>
        <Element key={version} label={`version ${version}`} name="a" />
        <Finder name="a" />
      </WebSocketProvider>
    )
    const { rerender } = render(<App version={1} />)
    rerender(<App version={2} />)
    expect(found()).toBe('version 2')
  })

  it('lets two nodes swap their names without a complaint', () => {
    const App = ({ isSwapped }: { isSwapped: boolean }) => (
      <WebSocketProvider>
        <Element label="first" name={isSwapped ? 'b' : 'a'} />
        <Element label="second" name={isSwapped ? 'a' : 'b'} />
        <Finder name="a" />
      </WebSocketProvider>
    )
    const { rerender } = render(<App isSwapped={false} />)
    rerender(<App isSwapped />)
    expect(found()).toBe('second')
  })

  it('renders only when what it finds changes', () => {
    const counter = createCounter()
    const Child = memo(() => (
      <counter.Counted>
        <Finder name="a" />
      </counter.Counted>
    ))
    const App = ({ others }: { others: number }) => (
      <WebSocketProvider>
        <Element label="a" name="a" />
        {Array.from({ length: others }, (_, key) => (
          <Element key={key} label={`other ${key}`} name={`other ${key}`} />
        ))}
        <Child />
      </WebSocketProvider>
    )
    const { rerender } = render(<App others={0} />)
    const { commits } = counter
    rerender(<App others={5} />)
    rerender(<App others={1} />)
    expect(counter.commits).toBe(commits)
  })
})

describeInBothModes('a name twice', () => {
  const App = ({ first, second }: { first: boolean; second: boolean }) => (
    <WebSocketProvider>
      {first && <Element label="first" name="chat" />}
      {second && <Element label="second" name="chat" />}
      <Finder name="chat" />
    </WebSocketProvider>
  )

  it('is one clear complaint; the first wins, and the second takes over', () => {
    const { rerender } = render(<App first second={false} />)
    rerender(<App first second />)
    const complaints = takeComplaints()
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toMatch(/^react-websocket-node: .*"chat"/)
    expect(found()).toBe('first')
    rerender(<App first={false} second />)
    expect(found()).toBe('second')
    expect(takeComplaints()).toEqual([])
  })

  it('is one complaint where both mount in one commit', () => {
    render(<App first second />)
    expect(takeComplaints()).toHaveLength(1)
    expect(found()).toBe('first')
  })

  it('in two owners is none', () => {
    render(
      <WebSocketProvider>
        <Element label="outer" name="chat" />
        <WebSocketProvider>
          <Element label="inner" name="chat" />
          <Finder name="chat" />
        </WebSocketProvider>
      </WebSocketProvider>,
    )
    expect(found()).toBe('inner')
  })

  it('one after the other is none', () => {
    const { rerender } = render(<App first second={false} />)
    rerender(<App first={false} second />)
    expect(found()).toBe('second')
  })
})

describeInBothModes('a name without a provider', () => {
  it.each([
    ['the element', Element],
    ['the hook', Hook],
  ])('is one clear complaint: %s', (_kind, Subject) => {
    render(
      <Subject label="lonely" name="chat">
        <Finder name="chat" />
      </Subject>,
    )
    expect(found()).toBe('none')
    const complaints = takeComplaints()
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toMatch(/^react-websocket-node: .*"chat".*<WebSocketProvider>/)
  })
})

describeInBothModes('nodes in one tree', () => {
  it('share an address, and nothing else: protocols, options and handlers belong to the node', async () => {
    const server = network.serve()
    const heard: string[] = []
    render(
      <WebSocketProvider defaults={{ ...HERE, autoconnectMode: 'self-ready' }}>
        <WebSocketNode
          name="a"
          protocols="p"
          format={text}
          onReceived={(data) => void heard.push(`a ${data.join()}`)}
        />
        <WebSocketNode name="b" protocols="q" receiveLimit={1} onReceived={(data) => void heard.push(`b ${data[0]}`)} />
      </WebSocketProvider>,
    )
    await pass()
    expect(server.handshakes).toBe(2)
    expect(network.offers).toEqual([['p'], ['q']])
    server.send('x')
    await pass()
    expect(heard.sort()).toEqual(['a x', `b ${'x'.charCodeAt(0)}`])
  })

  it('can be watched from anywhere: others find the node', async () => {
    network.serve()
    const Status = () => <b>{useNodeState(useNode('chat'), ({ status }) => status)}</b>
    const ref = createRef<WebSocketNodeHandle>()
    const { container } = render(
      <WebSocketProvider>
        <Status />
        <WebSocketNode ref={ref} name="chat" {...HERE} autoconnectMode="self-ready" />
      </WebSocketProvider>,
    )
    await pass()
    expect(container.textContent).toBe('open')
    act(() => void ref.current!.close())
    await pass()
    expect(container.textContent).toBe('closed')
  })
})
