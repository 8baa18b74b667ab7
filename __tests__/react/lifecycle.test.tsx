/**
 * The option `lifecycle` in a tree: one value serves all nodes that have it, and a provider passes it on.
 */
import { act, render, screen } from '@testing-library/react'
import {
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type Lifecycle,
  type LifecycleEvents,
  type ReactWebSocketNodeOptions,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, settle, takeComplaints } from '../support/react/network.js'
import { describeInBothModes, ErrorBoundary } from '../support/react/rendering.js'

const network = mockNetwork()

function createApp() {
  const watches: LifecycleEvents[] = []
  const lifecycle: Lifecycle = {
    watch(events) {
      watches.push(events)
      return () => void watches.splice(watches.indexOf(events), 1)
    },
  }
  return { watches, lifecycle }
}

const AUTO = { ...HERE, autoconnectMode: 'self-ready' } as const

function Hook(options: ReactWebSocketNodeOptions) {
  const [state] = useWebSocketNode({ ...AUTO, ...options })
  return <p>{state.status}</p>
}

const statuses = () => screen.getAllByRole('paragraph').map(({ textContent }) => textContent)

describeInBothModes('lifecycle', () => {
  it('of a provider is watched once for all nodes below, and stopped when the last one is gone', async () => {
    network.serve()
    const { watches, lifecycle } = createApp()
    const { unmount } = render(
      <WebSocketProvider defaults={{ ...AUTO, lifecycle }}>
        <Hook />
        <WebSocketNode>{(state) => <p>{state.status}</p>}</WebSocketNode>
      </WebSocketProvider>,
    )
    await pass()
    expect(statuses()).toEqual(['open', 'open'])
    expect(watches).toHaveLength(1)
    act(() => watches[0]!.putAway())
    expect(statuses()).toEqual(['reconnecting', 'reconnecting'])
    act(() => watches[0]!.cameBack())
    await pass()
    expect(statuses()).toEqual(['open', 'open'])
    unmount()
    await settle()
    expect(watches).toHaveLength(0)
  })

  it('of the node itself wins over the provider’s', async () => {
    network.serve()
    const [outer, inner] = [createApp(), createApp()]
    render(
      <WebSocketProvider defaults={{ lifecycle: outer.lifecycle }}>
        <Hook lifecycle={inner.lifecycle} />
      </WebSocketProvider>,
    )
    await pass()
    expect([outer.watches.length, inner.watches.length]).toEqual([0, 1])
  })

  it('that changes moves the watch, and no connection', async () => {
    const server = network.serve()
    const [first, second] = [createApp(), createApp()]
    const { rerender } = render(<Hook lifecycle={first.lifecycle} />)
    await pass()
    rerender(<Hook lifecycle={second.lifecycle} />)
    await pass()
    expect([first.watches.length, second.watches.length, server.handshakes]).toEqual([0, 1, 1])
    expect(statuses()).toEqual(['open'])
  })

  it('of the wrong kind is thrown while rendering', () => {
    render(
      <ErrorBoundary>
        <Hook lifecycle={'AppState' as never} />
      </ErrorBoundary>,
    )
    expect(screen.getByRole('status').textContent).toMatch(
      /^TypeError: lifecycle takes a Lifecycle, .*; got "AppState"$/,
    )
    takeComplaints()
  })
})
