/**
 * Hydration: the server's HTML and the first render of the client agree; then the nodes connect, once.
 */
import { act, render, screen } from '@testing-library/react'
import { StrictMode, Suspense, use, type ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import {
  useNode,
  useNodeState,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type NodeState,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, URL_HERE } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()

function Hook({ onRender }: { onRender?: (state: NodeState) => void }) {
  const [state] = useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready' })
  onRender?.(state)
  return <i>{state.status}</i>
}

function Found() {
  return <b>{useNodeState(useNode('chat'), ({ status }) => status)}</b>
}

/** Whether each render has found the node above. */
function Below({ onFind }: { onFind: ((isFound: boolean) => void) | undefined }) {
  const node = useNode()
  onFind?.(node !== null)
  return <s>{node ? 'found' : 'none'}</s>
}

function App({ onRender }: { onRender?: (state: NodeState) => void }): ReactNode {
  return (
    <WebSocketProvider defaults={HERE}>
      <Hook onRender={onRender} />
      <WebSocketNode name="chat" autoconnectMode="root-ready">
        {({ status }) => <u>{status}</u>}
      </WebSocketNode>
      <Found />
    </WebSocketProvider>
  )
}

/** Renders as a server does, and puts it on the page. */
function serve(ui: ReactNode): HTMLElement {
  const container = document.createElement('div')
  container.innerHTML = renderToString(ui)
  document.body.append(container)
  return container
}

describeInBothModes('hydration', (isStrict) => {
  const wrap = (ui: ReactNode) => (isStrict ? <StrictMode>{ui}</StrictMode> : ui)

  it('agrees with the server, and then connects once', async () => {
    const server = network.serve()
    const container = serve(wrap(<App />))
    expect(container.innerHTML).toBe('<i>idle</i><u>idle</u><b>idle</b>')
    expect(network.attempts).toEqual([])

    const states: NodeState[] = []
    const mismatches: unknown[] = []
    render(<App onRender={(state) => void states.push(state)} />, {
      container,
      hydrate: true,
      onRecoverableError: (error: unknown) => void mismatches.push(error),
    })
    expect(states[0]).toEqual({ status: 'idle' })
    await pass()
    expect(container.innerHTML).toBe('<i>open</i><u>open</u><b>open</b>')
    expect(mismatches).toEqual([])
    expect(server.handshakes).toBe(2)
    expect(network.attempts).toEqual([URL_HERE, URL_HERE])
    container.remove()
  })

  it('has useNode() give the node above in the first render already, as on the server', () => {
    const ui = (onFind?: (isFound: boolean) => void) => (
      <WebSocketNode {...HERE}>
        <Below onFind={onFind} />
      </WebSocketNode>
    )
    const container = serve(wrap(ui()))
    expect(container.innerHTML).toBe('<s>found</s>')

    const found: boolean[] = []
    const mismatches: unknown[] = []
    const options = {
      container,
      hydrate: true,
      onRecoverableError: (error: unknown) => void mismatches.push(error),
    }
    render(
      ui((isFound) => void found.push(isFound)),
      options,
    )
    expect(new Set(found)).toEqual(new Set([true]))
    expect(container.innerHTML).toBe('<s>found</s>')
    expect(mismatches).toEqual([])
    container.remove()
  })

  it('of a node whose url is null agrees with the server, and then waits', () => {
    const ui = (
      <WebSocketNode url={null} autoconnectMode="self-ready">
        {({ status }) => <i>{status}</i>}
      </WebSocketNode>
    )
    const container = serve(wrap(ui))
    expect(container.innerHTML).toBe('<i>idle</i>')
    const mismatches: unknown[] = []
    render(ui, { container, hydrate: true, onRecoverableError: (error: unknown) => void mismatches.push(error) })
    expect(container.innerHTML).toBe('<i>waiting</i>')
    expect(mismatches).toEqual([])
    container.remove()
  })

  it('of a boundary that hydrates late: the nodes outside are open by then, and nothing mismatches', async () => {
    const server = network.serve()
    let arrive!: () => void
    const arrival = new Promise<string>((resolve) => (arrive = () => resolve('late')))
    const Late = ({ promise }: { promise: Promise<string> | null }) => (
      <>
        {promise ? use(promise) : 'late'} <Found />
      </>
    )
    const Page = ({ promise }: { promise: Promise<string> | null }) => (
      <WebSocketProvider defaults={HERE}>
        <WebSocketNode name="chat" autoconnectMode="self-ready" />
        <Suspense fallback="loading">
          <Late promise={promise} />
        </Suspense>
      </WebSocketProvider>
    )
    const container = serve(wrap(<Page promise={null} />))
    const mismatches: unknown[] = []
    const options = { onRecoverableError: (error: unknown) => void mismatches.push(error) }
    let root!: ReturnType<typeof hydrateRoot>
    await act(async () => {
      root = hydrateRoot(container, wrap(<Page promise={arrival} />), options)
      await Promise.resolve()
    })
    await pass()
    expect(server.handshakes).toBe(1)
    expect(container.querySelector('b')!.textContent).toBe('idle')
    await act(async () => {
      arrive()
      await arrival
    })
    await pass()
    expect(container.querySelector('b')!.textContent).toBe('open')
    expect(mismatches).toEqual([])
    expect(server.handshakes).toBe(1)
    act(() => root.unmount())
    container.remove()
  })

  it('leaves nothing when it is unmounted before the nodes connect', async () => {
    const container = serve(wrap(<App />))
    const { unmount } = render(<App />, { container, hydrate: true })
    unmount()
    await pass()
    expect(network.attempts).toEqual([])
    expect(screen.queryByText('idle')).toBeNull()
    container.remove()
  })
})
