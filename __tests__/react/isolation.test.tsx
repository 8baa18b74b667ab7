/**
 * One component's mistake is not another's: what a handler throws is reported as uncaught, and everything else goes on.
 */
import { act, render } from '@testing-library/react'
import {
  text,
  useNode,
  useNodeState,
  useSignal,
  useWebSocketNode,
  WebSocketNode,
  type Signal,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, settle } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()

let uncaught: unknown[]

beforeEach(() => {
  uncaught = []
  // Every browser has it; jsdom has not.
  globalThis.reportError = (error) => void uncaught.push(error)
})

afterEach(() => {
  delete (globalThis as { reportError?: unknown }).reportError
})

function Listener({ signal, onSignal }: { signal: Signal; onSignal: () => void }) {
  useSignal(useNode(), signal, onSignal)
  return null
}

describeInBothModes('a handler that throws', () => {
  it.each(['connected', 'received', 'closing', 'closed'] as const)(
    'at %s stops neither the others nor the node',
    async (signal) => {
      const server = network.serve()
      const heard: string[] = []
      const throwing = () => {
        heard.push('throws')
        throw new Error(`at ${signal}`)
      }
      const { container } = render(
        <WebSocketNode
          {...HERE}
          autoconnectMode="self-ready"
          onConnected={signal === 'connected' ? throwing : undefined}
          onReceived={signal === 'received' ? throwing : undefined}
          onClosing={signal === 'closing' ? throwing : undefined}
          onClosed={signal === 'closed' ? throwing : undefined}
        >
          <Listener signal={signal} onSignal={() => void heard.push('before')} />
          <Listener signal={signal} onSignal={throwing} />
          <Listener signal={signal} onSignal={() => void heard.push('after')} />
          <Status />
        </WebSocketNode>,
      )
      await pass()
      server.send('x')
      await pass()
      server.close(4000, '')
      await pass()
      expect(heard).toEqual(['throws', 'before', 'throws', 'after'])
      expect(uncaught.map(String)).toEqual([`Error: at ${signal}`, `Error: at ${signal}`])
      expect(container.textContent).toBe('closed')
    },
  )

  it('in one component does not reach the boundary of another, or unmount anything', async () => {
    const server = network.serve()
    const good: string[] = []
    const Good = () => {
      useWebSocketNode({
        ...HERE,
        format: text,
        autoconnectMode: 'self-ready',
        onPacket: (packet) => void good.push(packet),
      })
      return <b>here</b>
    }
    const Bad = () => {
      useWebSocketNode({
        ...HERE,
        autoconnectMode: 'self-ready',
        onReceived: () => {
          throw new Error('bad')
        },
      })
      return <b>here</b>
    }
    const { container } = render(
      <>
        <Bad />
        <Good />
        <Bad />
      </>,
    )
    await pass()
    server.send('1')
    await pass()
    server.send('2')
    await pass()
    expect(good).toEqual(['1', '2'])
    expect(uncaught).toHaveLength(4)
    expect(container.textContent).toBe('hereherehere')
    expect(server.clients).toHaveLength(3)
  })

  it('at the unmount leaves nothing behind nevertheless', async () => {
    const server = network.serve()
    const App = () => {
      useWebSocketNode({
        ...HERE,
        autoconnectMode: 'self-ready',
        flush: 'frame',
        onReceived: () => {
          throw new Error('last')
        },
      })
      return null
    }
    const { unmount } = render(<App />)
    await pass()
    server.send('x')
    unmount()
    expect(uncaught.map(String)).toEqual(['Error: last'])
    await settle()
    expect(network.live).toBe(0)
    await pass()
    expect(server.clients).toHaveLength(0)
  })

  it('that is a subscriber of the state stops no render', async () => {
    network.serve()
    let node: WebSocketNodeHandle | null = null
    const { container } = render(
      <WebSocketNode {...HERE} ref={(held: unknown) => void (node = held as WebSocketNodeHandle | null)}>
        <Status />
      </WebSocketNode>,
    )
    const held = node as unknown as WebSocketNodeHandle
    held.subscribe(() => {
      throw new Error('subscriber')
    })
    act(() => void held.connect())
    await pass()
    expect(container.textContent).toBe('open')
    expect(uncaught.length).toBeGreaterThan(0)
  })
})

function Status() {
  return <>{useNodeState(useNode(), ({ status }) => status)}</>
}
