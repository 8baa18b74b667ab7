/**
 * Runs in the page: an app of two nodes with the inspector, and TanStack Devtools with the plugin.
 */
import { TanStackDevtools } from '@tanstack/react-devtools'
import { StrictMode, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { text, useWebSocketNode, WebSocketNode, WebSocketProvider } from '../../../../src/index'
import { webSocketNodePlugin } from '../../../../src/inspector/plugin'
import { WebSocketInspector } from '../../../../src/inspector/WebSocketInspector'

/** What the app was told: a line a signal. */
export const told: string[] = []

/** Sends by the app's node. */
export let send: (message: string) => boolean = () => false

function Chat({ host }: { readonly host: string }): ReactNode {
  const [state, node] = useWebSocketNode({
    ...{ name: 'chat', url: `ws://${host}/chat?token=planted-secret` },
    autoconnectMode: 'self-ready',
    format: text,
    reconnect: { next: () => 0.05 },
    onConnected: () => told.push('connected'),
    onPacket: (packet) => told.push(`packet ${packet}`),
    onClosed: (code, reason) => told.push(`closed ${code} ${reason}`),
    onConnectFailed: ({ code }) => told.push(`connectFailed ${code}`),
  })
  send = (message) => node.send(message)
  return <output>{state.status}</output>
}

function App({ host }: { readonly host: string }): ReactNode {
  return (
    <main>
      <h1>App</h1>
      <WebSocketProvider ready={false}>
        <Chat host={host} />
        <WebSocketNode name="feed" host={host} autoconnectMode="owner-ready" />
      </WebSocketProvider>
    </main>
  )
}

function mount(tree: ReactNode): void {
  flushSync(() => createRoot(document.getElementById('root')!).render(tree))
}

/** Mounts the app with the inspector beside it. */
export function mountApp(host: string): void {
  mount(
    <StrictMode>
      <App host={host} />
      <WebSocketInspector />
    </StrictMode>,
  )
}

/** Mounts the app with TanStack Devtools, which are open. */
export function mountDevtools(host: string): void {
  mount(
    <>
      <App host={host} />
      <TanStackDevtools plugins={[webSocketNodePlugin()]} config={{ defaultOpen: true, theme: 'dark' }} />
    </>,
  )
}
