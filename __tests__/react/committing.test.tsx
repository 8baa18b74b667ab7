/**
 * Only what is committed counts: a render that React throws away, or has not finished, changes nothing.
 */
import { act, render } from '@testing-library/react'
import { startTransition, Suspense, use, useEffect, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { text, useNode, useWebSocketNode, WebSocketNode, WebSocketProvider } from '../../src/index.js'
import { HERE, mockNetwork, pass, takeComplaints, URL_HERE, URL_THERE } from '../support/react/network.js'
import { describeInBothModes, ErrorBoundary } from '../support/react/rendering.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

describeInBothModes('a render that is not committed', () => {
  it('neither moves the connection nor replaces the handlers', async () => {
    const here = network.serve()
    const there = network.serve(URL_THERE)
    const heard: string[] = []
    let answer!: () => void
    const later = new Promise<string>((resolve) => (answer = () => resolve('there')))
    let go!: () => void

    const Subject = ({ version }: { version: 'here' | 'there' }) => {
      useWebSocketNode({
        host: `${version}.test`,
        useWSS: false,
        format: text,
        autoconnectMode: 'self-ready',
        onReceived: (data) => void heard.push(`${data.join()} heard by ${version}`),
      })
      return <b>{version === 'there' ? use(later) : 'here'}</b>
    }
    const App = () => {
      const [version, setVersion] = useState<'here' | 'there'>('here')
      useEffect(() => {
        go = () => setVersion('there')
      }, [])
      return (
        <Suspense fallback="loading">
          <Subject version={version} />
        </Suspense>
      )
    }
    const { container } = render(<App />)
    await pass()
    await act(async () => {
      startTransition(go)
      await Promise.resolve()
    })
    await pass()
    here.send('a')
    await pass()
    expect(container.textContent).toBe('here')
    expect([here.clients.length, network.attempts.length]).toEqual([1, 1])
    expect(heard).toEqual(['a heard by here'])

    await act(async () => {
      answer()
      await later
    })
    await pass()
    expect(container.textContent).toBe('there')
    there.send('b')
    await pass()
    expect(heard).toEqual(['a heard by here', 'b heard by there'])
    expect(network.attempts).toEqual([URL_HERE, URL_THERE])
  })

  it('that throws on its way connects nothing', async () => {
    network.serve()
    const Throwing = (): ReactNode => {
      throw new Error('on purpose')
    }
    const { container } = render(
      <ErrorBoundary>
        <WebSocketProvider>
          <WebSocketNode {...HERE} name="a" autoconnectMode="self-ready">
            <Throwing />
          </WebSocketNode>
        </WebSocketProvider>
      </ErrorBoundary>,
      { onCaughtError: () => {} },
    )
    await pass()
    expect(container.textContent).toBe('Error: on purpose')
    expect(network.attempts).toEqual([])
  })
})

describeInBothModes('what handlers may do to React', () => {
  it('a handler may render synchronously', async () => {
    const server = network.serve()
    const App = () => {
      const [count, setCount] = useState(0)
      const [{ status }] = useWebSocketNode({
        ...HERE,
        autoconnectMode: 'self-ready',
        onConnected: () => flushSync(() => setCount((before) => before + 1)),
        onReceived: (_data, packets) => flushSync(() => setCount((before) => before + packets.length)),
        onClosed: () => flushSync(() => setCount((before) => before + 100)),
      })
      return `${status} ${count}`
    }
    const { container } = render(<App />)
    await pass()
    expect(container.textContent).toBe('open 1')
    server.send('a', 'b')
    await pass()
    expect(container.textContent).toBe('open 3')
    server.close(4000, '')
    await pass()
    expect(container.textContent).toBe('closed 103')
  })

  it('a handler may unmount another node: what had arrived there is emitted first', async () => {
    const server = network.serve()
    const { said, handlers } = recordSignals()
    const App = () => {
      const [isThere, setThere] = useState(true)
      useWebSocketNode({
        ...HERE,
        autoconnectMode: 'self-ready',
        flush: 'sync',
        onReceived: () => flushSync(() => setThere(false)),
      })
      return (
        isThere && <WebSocketNode {...HERE} autoconnectMode="self-ready" flush="frame" format={text} {...handlers} />
      )
    }
    render(<App />)
    await pass()
    // The child connected first, and hears first; its batch is due with the next frame.
    server.send('x')
    await pass()
    expect(server.clients).toHaveLength(1)
    expect(said).toEqual([
      ['onConnected', URL_HERE],
      ['onReceived', ['x'], ['x']],
    ])
  })

  it('a handler sees the state of its signal, whatever React has rendered by then', async () => {
    const server = network.serve()
    const seen: unknown[] = []
    const App = () => {
      const [{ status: rendered }, node] = useWebSocketNode({
        ...HERE,
        format: text,
        autoconnectMode: 'self-ready',
        onConnected: () => void seen.push([node.state.status, node.send('at once')]),
        onClosed: () => void seen.push([node.state.status, node.send('too late')]),
      })
      return rendered
    }
    render(<App />)
    await pass()
    server.close(4000, '')
    await pass()
    expect(seen).toEqual([
      ['open', true],
      ['closed', false],
    ])
    expect(server.messages).toEqual(['at once'])
    expect(takeComplaints()).toEqual([expect.stringContaining('the message is not sent')])
  })
})

describeInBothModes('the owner of a hook', () => {
  it('is the nearest above its component, not the one that the component renders', async () => {
    const found: unknown[] = []
    const Inner = () => {
      found.push(useNode('mine')?.state.status)
      return null
    }
    const App = () => {
      useWebSocketNode({ name: 'mine', autoconnectMode: 'owner-ready', ...HERE })
      return (
        <WebSocketProvider ready={false}>
          <Inner />
        </WebSocketProvider>
      )
    }
    network.serve()
    const server = network.serve(URL_THERE)
    render(
      <WebSocketProvider defaults={{ host: 'there.test' }}>
        <App />
      </WebSocketProvider>,
    )
    await pass()
    expect(network.attempts).toEqual([URL_HERE])
    expect(server.handshakes).toBe(0)
    expect(found.at(-1)).toBeDefined()
  })
})
