/**
 * A change of the route, with children that send in the effects of the same commit; for any renderer.
 */
import { useEffect, useLayoutEffect, type ReactNode } from 'react'
import { text, useWebSocketNode, WebSocketNode, WebSocketProvider, useNode } from '../../../src/index.js'
import { createFakeTransport } from '../core/fakeTransport.js'

/** How a renderer shows an element; afterwards, and after what `act` calls, nothing more happens. */
export interface Renderer {
  show(element: ReactNode): Promise<void>
  act(call: () => void): Promise<void>
}

/** What each connection was sent, by its address, once: StrictMode runs the effects of a mount twice. */
export type Sent = Readonly<Record<string, readonly unknown[]>>

function Child({ route, send }: { route: string; send(message: string): void }) {
  useLayoutEffect(() => send(`layout ${route}`), [route])
  useEffect(() => send(`effect ${route}`), [route])
  return null
}

function Grandchild({ route }: { route: string }) {
  const node = useNode<typeof text>('feed')
  return node && <Child route={route} send={(message) => void node.send(message)} />
}

/** Shows a node at `/a`, opens it, moves it to `/b` and opens that. */
export async function changeRoute(how: 'hook' | 'element', { show, act }: Renderer): Promise<Sent> {
  const transport = createFakeTransport()
  const options = { host: 'h', useWSS: false, format: text, transport, autoconnectMode: 'self-ready' } as const

  function Parent({ route }: { route: string }) {
    const [, node] = useWebSocketNode({ ...options, route })
    return <Child route={route} send={(message) => void node.send(message)} />
  }
  const at = (route: string) =>
    how === 'hook' ? (
      <Parent route={route} />
    ) : (
      <WebSocketProvider>
        <WebSocketNode {...options} route={route} name="feed">
          <Grandchild route={route} />
        </WebSocketNode>
      </WebSocketProvider>
    )

  for (const route of ['/a', '/b']) {
    await show(at(route))
    await act(() => transport.last.peer.open())
  }
  await show(null)
  return Object.fromEntries(transport.connections.map(({ request, sent }) => [request.url, [...new Set(sent)]]))
}

/** An effect speaks to the destination of its commit; a layout effect of a child runs before its parent's, and so before. */
export const EXPECTED: Sent = {
  'ws://h/a': ['layout /a', 'effect /a', 'layout /b'],
  'ws://h/b': ['effect /b'],
}
