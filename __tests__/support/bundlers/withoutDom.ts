/** For servers, workers and engines that have no DOM. */
export const WITHOUT_DOM = `
import { createWebSocketNode, json, ping, text, wire } from 'react-websocket-node/core'
import type { Exchange, Outgoing, WebSocketLike } from 'react-websocket-node/core'

declare function createSocket(url: string, protocols?: string | string[]): WebSocketLike
const node = createWebSocketNode({
  format: json<{ id: number }>(),
  url: { href: 'ws://localhost/' },
  createSocket,
  heartbeat: ping({ message: 'ping' }),
  authenticate: ({ send, signal }) => void (signal.aborted || send({ id: 1 })),
})
export const sent: boolean = node.send({ id: 2 })
export const last: Outgoing | undefined = node.lastSent
export const login = ({ send }: Exchange<typeof text>) => send('token')
export const other = createWebSocketNode({ format: wire })
export const isSent = other.send(new Uint8Array(1))
// @ts-expect-error neither text nor bytes
other.send(1)
`
