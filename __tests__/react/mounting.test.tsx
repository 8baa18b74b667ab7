/**
 * One mount makes exactly one handshake, however often React renders a component or runs its effects.
 */
import { act, render, screen } from '@testing-library/react'
import { startTransition, Suspense, use, useEffect, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { useWebSocketNode, WebSocketNode, type ReactWebSocketNodeOptions } from '../../src/index.js'
import { HERE, mockNetwork, pass, URL_HERE } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'
import { recordSignals } from '../support/react/signals.js'

const network = mockNetwork()

function Hook(options: ReactWebSocketNodeOptions) {
  const [{ status }] = useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready', ...options })
  return <p>{status}</p>
}

function Element(options: ReactWebSocketNodeOptions) {
  return (
    <WebSocketNode {...HERE} autoconnectMode="self-ready" {...options}>
      {({ status }) => <p>{status}</p>}
    </WebSocketNode>
  )
}

describeInBothModes('one mount', (isStrict) => {
  describe.each([
    ['the hook', Hook],
    ['the element', Element],
  ])('of %s', (_kind, Subject) => {
    it('is one handshake, and one socket', async () => {
      const server = network.serve()
      render(<Subject />)
      await pass()
      expect(screen.getByText('open').textContent).toBe('open')
      expect(network.attempts).toEqual([URL_HERE])
      expect(server.handshakes).toBe(1)
    })

    it('is one call of the url function', async () => {
      network.serve()
      const url = jest.fn(() => Promise.resolve(URL_HERE))
      render(<Subject host={undefined} useWSS={undefined} url={url} />)
      await pass()
      expect(url).toHaveBeenCalledTimes(1)
      expect(network.attempts).toEqual([URL_HERE])
    })

    it('says each signal once', async () => {
      const server = network.serve()
      const { said, handlers } = recordSignals()
      render(<Subject {...handlers} />)
      await pass()
      server.close(4000, 'bye')
      await pass()
      expect(said).toEqual([['onConnected', URL_HERE], ['onClosing'], ['onClosed', 4000, 'bye']])
    })

    it('makes the socket in a later task', async () => {
      const { createSocket, sockets } = scriptSockets()
      render(<Subject createSocket={createSocket} />)
      expect(screen.getByText('connecting').textContent).toBe('connecting')
      expect(sockets).toHaveLength(0)
      await pass(1)
      expect(sockets).toHaveLength(1)
    })

    it('is no handshake at all if it unmounts in the same task', async () => {
      network.serve()
      const url = jest.fn(() => URL_HERE)
      act(() => {
        const { unmount } = render(<Subject host={undefined} useWSS={undefined} url={url} />)
        unmount()
      })
      await pass()
      expect(network.attempts).toEqual([])
      expect(url).not.toHaveBeenCalled()
    })

    it('is no handshake at all if it unmounts in the next task, a timer of 0', async () => {
      network.serve()
      const url = jest.fn(() => URL_HERE)
      const { unmount } = render(<Subject host={undefined} useWSS={undefined} url={url} />)
      setTimeout(unmount, 0)
      await pass()
      expect(network.attempts).toEqual([])
      expect(url).not.toHaveBeenCalled()
    })

    it('is one handshake again after each remount', async () => {
      const server = network.serve()
      const { rerender } = render(<Subject key="a" />)
      await pass()
      rerender(<Subject key="b" />)
      await pass()
      expect(server.handshakes).toBe(2)
      expect(server.clients).toHaveLength(1)
    })

    it('is one handshake of the last, of many remounts in one task', async () => {
      const server = network.serve()
      const { rerender } = render(<Subject key="first" />)
      for (let key = 0; key < 20; key++) rerender(<Subject key={key} />)
      await pass()
      expect(network.attempts).toHaveLength(1)
      expect(server.handshakes).toBe(1)
    })
  })

  it('is one handshake each of 50 components that mount together', async () => {
    const server = network.serve()
    render(Array.from({ length: 50 }, (_, index) => <Hook key={index} />))
    await pass(1000)
    expect(server.handshakes).toBe(50)
    expect(network.attempts).toHaveLength(50)
  })

  it('is none of 500 components that mount and unmount at once', async () => {
    network.serve()
    const { rerender } = render(<></>)
    act(() => {
      rerender(
        <>
          {Array.from({ length: 500 }, (_, index) => (
            <Hook key={index} />
          ))}
        </>,
      )
      rerender(<></>)
    })
    await pass()
    expect(network.attempts).toEqual([])
  })

  it('is none of 500 components that each unmount in the task after their mount', async () => {
    network.serve()
    for (let count = 0; count < 500; count++) {
      const { unmount } = render(<Hook />)
      setTimeout(unmount, 0)
      jest.advanceTimersByTime(0)
    }
    await pass()
    expect(network.attempts).toEqual([])
  })

  it('is none of 500 components that mount at once and unmount in the next task', async () => {
    network.serve()
    const { rerender } = render(Array.from({ length: 500 }, (_, index) => <Hook key={index} />))
    setTimeout(() => flushSync(() => rerender(<></>)), 0)
    await pass()
    expect(network.attempts).toEqual([])
  })

  it('is one handshake per root, for two roots on one page', async () => {
    const server = network.serve()
    render(<Hook />)
    render(<Element />)
    await pass()
    expect(server.handshakes).toBe(2)
    expect(screen.getAllByText('open')).toHaveLength(2)
  })

  it('is one handshake in a transition that is rendered several times', async () => {
    const server = network.serve()
    let show!: (isShown: boolean) => void
    const App = () => {
      const [isShown, setShown] = useState(false)
      useEffect(() => {
        show = setShown
      }, [])
      return isShown ? <Hook /> : null
    }
    render(<App />)
    act(() => startTransition(() => show(true)))
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('is none of a component that was rendered but never committed', async () => {
    network.serve()
    const never = new Promise<string>(() => {})
    const Suspended = () => <>{use(never)}</>
    await renderSuspended(
      <Suspense fallback="loading">
        <Hook />
        <Suspended />
      </Suspense>,
    )
    await pass()
    expect(screen.getByText('loading').textContent).toBe('loading')
    expect(network.attempts).toEqual([])
  })

  it('is one handshake of a component that was suspended first', async () => {
    const server = network.serve()
    let answer!: (text: string) => void
    const later = new Promise<string>((resolve) => (answer = resolve))
    const Suspended = () => <>{use(later)}</>
    await renderSuspended(
      <Suspense fallback="loading">
        <Hook />
        <Suspended />
      </Suspense>,
    )
    await pass()
    expect(network.attempts).toEqual([])
    await act(async () => {
      answer('here')
      await later
    })
    await pass()
    expect(screen.getByText('open').textContent).toBe('open')
    expect(server.handshakes).toBe(1)
  })

  it('stays one when its boundary suspends again, as long as React does not run the effects again', async () => {
    const server = network.serve()
    let effectRuns = 0
    const Counting = () => {
      useEffect(() => void effectRuns++, [])
      return <Hook />
    }
    const Maybe = ({ promise }: { promise: Promise<string> | null }) => <>{promise && use(promise)}</>
    const App = ({ promise }: { promise: Promise<string> | null }) => (
      <Suspense fallback="loading">
        <Counting />
        <Maybe promise={promise} />
      </Suspense>
    )
    const { rerender } = render(<App promise={null} />)
    await pass()
    const runsBefore = effectRuns
    let answer!: (text: string) => void
    const later = new Promise<string>((resolve) => (answer = resolve))
    await act(async () => {
      rerender(<App promise={later} />)
      await Promise.resolve()
    })
    await pass()
    expect(screen.getByText('open').style.display).toBe('none')
    expect(server.clients).toHaveLength(1)
    await act(async () => {
      answer('here')
      await later
    })
    await pass()
    const reruns = effectRuns - runsBefore
    // React 19 runs them again under StrictMode, as it would for an Activity.
    if (!isStrict) expect(reruns).toBe(0)
    expect(server.handshakes).toBe(1 + reruns)
    expect(server.clients).toHaveLength(1)
  })
})

/** React wants to be waited for where a component suspends. */
async function renderSuspended(ui: ReactNode): Promise<void> {
  await act(async () => {
    render(ui)
    await Promise.resolve()
  })
}

describe('the user connects in an effect', () => {
  it('connects at once: the socket is there when connect() returns', async () => {
    const server = network.serve()
    const seen: unknown[] = []
    const App = (): ReactNode => {
      const [, node] = useWebSocketNode(HERE)
      useEffect(() => {
        seen.push(node.connect(), network.attempts.length, node.state.status)
      }, [node])
      return null
    }
    const container = document.createElement('div')
    const root = createRoot(container)
    act(() => root.render(<App />))
    expect(seen).toEqual([true, 1, 'connecting'])
    await pass()
    expect(server.handshakes).toBe(1)
    act(() => root.unmount())
  })
})
