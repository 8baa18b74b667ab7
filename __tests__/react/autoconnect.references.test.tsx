/**
 * What the mode `custom` can wait for: refs, filled in the same commit or much later, whatever they hold, and sources.
 */
import { act, render } from '@testing-library/react'
import { createRef, useEffect, useRef, useState, type ReactNode } from 'react'
import {
  opened,
  useNode,
  useReadyRef,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type AutoconnectReference,
  type ReadySource,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, takeComplaints, THERE, URL_HERE, URL_THERE } from '../support/react/network.js'
import { describeInBothModes, ErrorBoundary } from '../support/react/rendering.js'

const network = mockNetwork()

function Waiting({ on, ready }: { on: AutoconnectReference | null; ready?: boolean }) {
  const [{ status }] = useWebSocketNode({
    ...HERE,
    autoconnectMode: 'custom',
    autoconnectReference: on,
    ready,
  })
  return <i>{status}</i>
}

const status = (container: HTMLElement) => container.querySelector('i')?.textContent

/** A source that is written by hand, as a user would. */
function createSource() {
  const listeners = new Set<() => void>()
  return {
    ready: false,
    onReady(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    become(isReady: boolean) {
      this.ready = isReady
      if (isReady) act(() => listeners.forEach((listener) => listener()))
    },
    get listenerCount() {
      return listeners.size
    },
  }
}

describeInBothModes('a ref', () => {
  it('of a DOM element that comes in the same commit is not waited for, whether before or after the node', async () => {
    const server = network.serve()
    const App = () => {
      const before = useRef<HTMLElement>(null)
      const after = useRef<HTMLElement>(null)
      return (
        <>
          <b ref={before} />
          <Waiting on={before} />
          <Waiting on={after} />
          <b ref={after} />
        </>
      )
    }
    const { container } = render(<App />)
    expect([...container.querySelectorAll('i')].map((shown) => shown.textContent)).toEqual(['connecting', 'connecting'])
    await pass()
    expect(server.handshakes).toBe(2)
  })

  it('of a DOM element that comes much later is waited for', async () => {
    const server = network.serve()
    const ref = createRef<HTMLElement>()
    const App = ({ isThere }: { isThere: boolean }) => (
      <>
        <Waiting on={ref} />
        {isThere && <b ref={ref} />}
      </>
    )
    const { container, rerender } = render(<App isThere={false} />)
    await pass(60_000)
    expect(status(container)).toBe('waiting')
    rerender(<App isThere />)
    await pass(200)
    expect(status(container)).toBe('open')
    expect(server.handshakes).toBe(1)
  })

  it('that is filled outside of React is noticed', async () => {
    const server = network.serve()
    const ref: { current: unknown } = { current: null }
    const { container } = render(<Waiting on={ref} />)
    await pass(1000)
    ref.current = 0
    await pass(200)
    expect(status(container)).toBe('open')
    expect(server.handshakes).toBe(1)
  })

  it.each([[null], [undefined]])('that holds %s is not filled', async (current) => {
    const { container } = render(<Waiting on={{ current }} />)
    await pass(1000)
    expect(status(container)).toBe('waiting')
  })

  it('that holds a node is ready when the node is', async () => {
    const server = network.serve()
    const ref = createRef<WebSocketNodeHandle>()
    const App = ({ ready }: { ready: boolean }) => (
      <>
        <Waiting on={ref} />
        <WebSocketNode ref={ref} ready={ready} />
      </>
    )
    const { container, rerender } = render(<App ready={false} />)
    await pass(1000)
    expect(status(container)).toBe('waiting')
    rerender(<App ready />)
    expect(status(container)).toBe('connecting')
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('that holds a provider is ready when the provider is', async () => {
    const server = network.serve()
    const ref = createRef<ReadySource>()
    const App = ({ ready }: { ready: boolean }) => (
      <>
        <WebSocketProvider ref={ref} ready={ready} />
        <Waiting on={ref} />
      </>
    )
    const { container, rerender } = render(<App ready={false} />)
    await pass(1000)
    expect(status(container)).toBe('waiting')
    rerender(<App ready />)
    expect(status(container)).toBe('connecting')
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('that holds a ready node is ready at once, in the same commit, on either side of it', async () => {
    const server = network.serve()
    const ref = createRef<WebSocketNodeHandle>()
    const { container } = render(
      <>
        <Waiting on={ref} />
        <WebSocketNode ref={ref} />
        <Waiting on={ref} />
      </>,
    )
    expect([...container.querySelectorAll('i')].map((shown) => shown.textContent)).toEqual(['connecting', 'connecting'])
    await pass()
    expect(server.handshakes).toBe(2)
  })

  it('that comes to hold another node is ready when that one is', async () => {
    const server = network.serve()
    const ref = createRef<WebSocketNodeHandle>()
    const App = ({ version, ready }: { version: number; ready: boolean }) => (
      <>
        <Waiting on={ref} />
        <WebSocketNode key={version} ref={ref} ready={ready} />
      </>
    )
    const { container, rerender } = render(<App version={1} ready={false} />)
    await pass(1000)
    rerender(<App version={2} ready />)
    await pass(1000)
    expect(status(container)).toBe('open')
    expect(server.handshakes).toBe(1)
  })

  it('that comes to hold something else than a node is filled', async () => {
    const server = network.serve()
    const ref: { current: unknown } = { current: createSource() }
    const { container } = render(<Waiting on={ref} />)
    await pass(1000)
    expect(status(container)).toBe('waiting')
    ref.current = {}
    await pass(1000)
    expect(status(container)).toBe('open')
    expect(server.handshakes).toBe(1)
  })

  it('that is filled, emptied and filled again while the node itself was held back', async () => {
    const server = network.serve()
    const ref: { current: unknown } = { current: null }
    const { container, rerender } = render(<Waiting on={ref} ready={false} />)
    ref.current = {}
    await pass(1000)
    ref.current = null
    rerender(<Waiting on={ref} ready />)
    await pass(1000)
    expect(status(container)).toBe('waiting')
    ref.current = {}
    await pass(1000)
    expect(status(container)).toBe('open')
    expect(server.handshakes).toBe(1)
  })

  it('of the node itself, and any reference, is waited for together with the own ready', async () => {
    const server = network.serve()
    const { container, rerender } = render(<Waiting on={{ current: {} }} ready={false} />)
    await pass(1000)
    expect(status(container)).toBe('waiting')
    rerender(<Waiting on={{ current: {} }} ready />)
    await pass()
    expect(status(container)).toBe('open')
    expect(server.handshakes).toBe(1)
  })
})

describeInBothModes('useReadyRef', () => {
  it('tells the moment it is attached, without a timer', async () => {
    const server = network.serve()
    const App = ({ isThere }: { isThere: boolean }) => {
      const ref = useReadyRef<HTMLElement>()
      return (
        <>
          <Waiting on={ref} />
          {isThere && <b ref={ref} />}
        </>
      )
    }
    const { container, rerender } = render(<App isThere={false} />)
    expect(status(container)).toBe('waiting')
    expect(jest.getTimerCount()).toBe(0)
    rerender(<App isThere />)
    expect(status(container)).toBe('connecting')
    await pass()
    expect(server.handshakes).toBe(1)
  })
})

describeInBothModes('a source', () => {
  it('written by hand is waited for', async () => {
    const server = network.serve()
    const source = createSource()
    const { container } = render(<Waiting on={source} />)
    expect(status(container)).toBe('waiting')
    expect(source.listenerCount).toBe(1)
    source.become(true)
    expect(status(container)).toBe('connecting')
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('that is ready already is not waited for', async () => {
    const server = network.serve()
    const source = createSource()
    source.become(true)
    const { container } = render(<Waiting on={source} />)
    expect(status(container)).toBe('connecting')
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('that tells again and again connects once', async () => {
    const server = network.serve()
    const source = createSource()
    render(<Waiting on={source} />)
    source.become(true)
    source.become(true)
    await pass()
    source.become(true)
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('that tells, but is not ready, is not believed', async () => {
    const source = createSource()
    const { container } = render(<Waiting on={source} />)
    source.become(true)
    source.become(false)
    expect(status(container)).toBe('connecting')
    const other = createSource()
    Object.defineProperty(other, 'ready', { get: () => false, set: () => {} })
    const { container: second } = render(<Waiting on={other} />)
    other.become(true)
    expect(status(second)).toBe('waiting')
    await pass()
  })

  it('written by hand, inline in each render, is asked anew each time, and does not loop', async () => {
    const server = network.serve()
    const source = createSource()
    const App = (): ReactNode => {
      const [{ status }] = useWebSocketNode({
        ...HERE,
        autoconnectMode: 'custom',
        autoconnectReference: { ready: source.ready, onReady: (listener) => source.onReady(listener) },
      })
      return <i>{status}</i>
    }
    const { container, rerender } = render(<App />)
    expect(status(container)).toBe('waiting')
    expect(source.listenerCount).toBe(1)
    source.ready = true
    rerender(<App />)
    await pass()
    expect(status(container)).toBe('open')
    expect(server.handshakes).toBe(1)
  })
})

describeInBothModes('opened(node)', () => {
  it('lets one socket wait for another', async () => {
    const auth = network.serve(URL_THERE)
    const server = network.serve()
    const App = () => {
      const [, node] = useWebSocketNode({ ...THERE, autoconnectMode: 'self-ready' })
      const [{ status }] = useWebSocketNode({
        ...HERE,
        autoconnectMode: 'custom',
        autoconnectReference: opened(node),
      })
      return <i>{status}</i>
    }
    const { container } = render(<App />)
    expect(status(container)).toBe('waiting')
    await pass()
    expect(status(container)).toBe('open')
    expect(network.attempts).toEqual([URL_THERE, URL_HERE])
    expect([auth.handshakes, server.handshakes]).toEqual([1, 1])
  })

  it('of a node that fails goes on waiting, until that is open', async () => {
    network.serve()
    let held: WebSocketNodeHandle | undefined
    const App = () => {
      const [, node] = useWebSocketNode({ ...THERE, autoconnectMode: 'self-ready' })
      useEffect(() => {
        held = node
      }, [node])
      return <Waiting on={opened(node)} />
    }
    const { container } = render(<App />)
    await pass()
    expect(held!.state.status).toBe('failed')
    expect(status(container)).toBe('waiting')
    network.serve(URL_THERE)
    act(() => void held!.connect())
    await pass()
    expect(status(container)).toBe('open')
  })

  it('of null is never ready, and the same each time', async () => {
    expect(opened(null)).toBe(opened(null))
    expect(opened(null).ready).toBe(false)
    const { container } = render(<Waiting on={opened(null)} />)
    await pass(60_000)
    expect(status(container)).toBe('waiting')
    expect(jest.getTimerCount()).toBe(0)
  })

  it('of the same node is the same source', () => {
    const node = { state: { status: 'idle' }, subscribe: () => () => {} } as const
    expect(opened(node)).toBe(opened(node))
    expect(opened(node)).not.toBe(opened({ ...node }))
  })

  it('of a named node that mounts later: the reference becomes another one, and is asked anew', async () => {
    const auth = network.serve(URL_THERE)
    const server = network.serve()
    const Main = () => <Waiting on={opened(useNode('auth'))} />
    const App = ({ hasAuth }: { hasAuth: boolean }) => (
      <WebSocketProvider>
        <Main />
        {hasAuth && <WebSocketNode {...THERE} name="auth" autoconnectMode="self-ready" />}
      </WebSocketProvider>
    )
    const { container, rerender } = render(<App hasAuth={false} />)
    await pass(10_000)
    expect(status(container)).toBe('waiting')
    rerender(<App hasAuth />)
    expect(status(container)).toBe('waiting')
    await pass()
    expect(status(container)).toBe('open')
    expect(network.attempts).toEqual([URL_THERE, URL_HERE])
    expect([auth.handshakes, server.handshakes]).toEqual([1, 1])

    rerender(<App hasAuth={false} />)
    await pass()
    expect(status(container)).toBe('open')
    rerender(<App hasAuth />)
    await pass()
    expect(server.handshakes).toBe(1)
    expect(auth.handshakes).toBe(2)
  })

  it('tells at each change to open, and at no other', async () => {
    network.serve()
    const told: string[] = []
    let held: WebSocketNodeHandle | undefined
    const App = () => {
      const [, node] = useWebSocketNode(HERE)
      useEffect(() => {
        held = node
        const source = opened(node)
        return source.onReady(() => void told.push(`${node.state.status} ${source.ready}`))
      }, [node])
      return null
    }
    render(<App />)
    for (let round = 0; round < 2; round++) {
      act(() => void held!.connect())
      await pass()
      act(() => void held!.close())
      await pass()
      expect(opened(held!).ready).toBe(false)
    }
    expect(told).toEqual(['open true', 'open true'])
  })

  it('makes a chain: each waits for the one before it', async () => {
    const names = ['a', 'b', 'c']
    for (const name of names) network.serve(`ws://${name}.test/`)
    const Link = ({ name, after }: { name: string; after: string | null }) => {
      const before = useNode(after ?? 'nobody')
      return (
        <WebSocketNode
          name={name}
          host={`${name}.test`}
          useWSS={false}
          autoconnectMode="custom"
          autoconnectReference={after === null ? null : opened(before)}
        />
      )
    }
    render(
      <WebSocketProvider>
        <Link name="c" after="b" />
        <Link name="b" after="a" />
        <Link name="a" after={null} />
      </WebSocketProvider>,
    )
    await pass()
    expect(network.attempts).toEqual(['ws://a.test/', 'ws://b.test/', 'ws://c.test/'])
  })

  it('of a node that is open already is not waited for', async () => {
    network.serve(URL_THERE)
    const server = network.serve()
    const App = ({ isShown }: { isShown: boolean }) => {
      const [, node] = useWebSocketNode({ ...THERE, autoconnectMode: 'self-ready' })
      return isShown ? <Waiting on={opened(node)} /> : null
    }
    const { container, rerender } = render(<App isShown={false} />)
    await pass()
    rerender(<App isShown />)
    expect(status(container)).toBe('connecting')
    await pass()
    expect(server.handshakes).toBe(1)
  })
})

describeInBothModes('a login', () => {
  it('holds a whole tree back until ready turns true', async () => {
    const server = network.serve()
    let login!: () => void
    const App = () => {
      const [token, setToken] = useState<string>()
      useEffect(() => {
        login = () => setToken('secret')
      }, [])
      return (
        <WebSocketProvider ready={token !== undefined} defaults={{ ...HERE, route: `/?token=${token}` }}>
          <WebSocketNode autoconnectMode="owner-ready" />
          <WebSocketNode autoconnectMode="root-ready" />
          <WebSocketNode autoconnectMode="parent-ready" />
        </WebSocketProvider>
      )
    }
    render(<App />)
    await pass(5000)
    expect(network.attempts).toEqual([])
    act(() => login())
    await pass()
    expect(network.attempts).toEqual(Array(3).fill(`${URL_HERE}?token=secret`))
    expect(server.handshakes).toBe(3)
  })
})

describeInBothModes('a reference that is none', () => {
  it.each([
    ['auth', '"auth"'],
    [true, 'true'],
    [() => {}, 'a function'],
    [{}, '[object Object]'],
  ])('%p throws while rendering', (reference, got) => {
    const { container } = render(
      <ErrorBoundary>
        <Waiting on={reference as never} />
      </ErrorBoundary>,
    )
    expect(container.textContent).toBe(
      `TypeError: autoconnectReference takes a ref, or a ready source such as opened(node); got ${got}`,
    )
    expect(takeComplaints()).not.toEqual([])
  })

  it('null and undefined are nothing to wait for', async () => {
    const server = network.serve()
    render(<Waiting on={null} />)
    render(<Waiting on={undefined as never} />)
    await pass()
    expect(server.handshakes).toBe(2)
  })
})
