/**
 * While a page is prerendered, autoconnect waits: nobody may ever see that page.
 */
import { act, render } from '@testing-library/react'
import { useEffect } from 'react'
import { useWebSocketNode, type ReactWebSocketNodeOptions, type WebSocketNodeHandle } from '../../src/index.js'
import { HERE, mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()

const prerender = (isPrerendering: boolean) =>
  Object.defineProperty(document, 'prerendering', { value: isPrerendering, configurable: true })

beforeEach(() => void prerender(true))
afterEach(() => void Reflect.deleteProperty(document, 'prerendering'))

/** The page is shown. */
function activate(): void {
  prerender(false)
  act(() => void document.dispatchEvent(new Event('prerenderingchange')))
}

function renderNode(options: ReactWebSocketNodeOptions = {}) {
  let held: WebSocketNodeHandle | undefined
  const Subject = () => {
    const [, node] = useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready', ...options })
    useEffect(() => {
      held = node
    }, [node])
    return null
  }
  const { unmount } = render(<Subject />)
  return { node: held!, unmount }
}

describeInBothModes('while the page is prerendered', () => {
  it('a node waits, and connects when the page is shown', async () => {
    const server = network.serve()
    const { node } = renderNode()
    await pass(60_000)
    expect(node.state).toEqual({ status: 'waiting', mode: 'self-ready' })
    expect(network.attempts).toEqual([])
    activate()
    await pass()
    expect(node.state.status).toBe('open')
    expect(server.handshakes).toBe(1)
  })

  it('a node waits on when the page is shown and something else is not ready', async () => {
    network.serve()
    const { node } = renderNode({ ready: false })
    activate()
    await pass()
    expect(node.state.status).toBe('waiting')
    expect(network.attempts).toEqual([])
  })

  it('connect() by the user is immediate', async () => {
    const server = network.serve()
    const { node } = renderNode()
    act(() => expect(node.connect()).toBe(true))
    await pass()
    expect(server.handshakes).toBe(1)
    activate()
    await pass()
    expect(server.handshakes).toBe(1)
  })

  it('a node that unmounts leaves no listener behind', async () => {
    const { unmount } = renderNode()
    unmount()
    activate()
    await pass()
    expect(network.attempts).toEqual([])
  })
})
