/**
 * JSON-RPC 2.0 over a WebSocket: `call(node, 'add', [1, 2])` resolves with the result, or rejects with a
 * `WebSocketNodeError` of the code `'rejected'` whose `cause` is the error object of the specification (section 5.1).
 */
import { json, requests, type AskOptions, type NodeOrTopic } from 'react-websocket-node'

interface Outgoing {
  jsonrpc: '2.0'
  method: string
  params?: unknown
  id?: number
}
interface Incoming {
  jsonrpc: '2.0'
  id?: number | null
  method?: string
  params?: unknown
  result?: unknown
  error?: { code: number; message: string; data?: unknown }
}

export const jsonRpc = json<Incoming, Outgoing>()

const rpc = requests(jsonRpc, {
  message: ({ method, params }: { method: string; params?: unknown }, id): Outgoing => ({
    jsonrpc: '2.0',
    method,
    params,
    id,
  }),
  // A request of the server's has an id of its own, and a method.
  idOf: (packet) => (packet.method === undefined ? packet.id : undefined),
  errorOf: (packet) => packet.error,
  resultOf: (packet) => packet.result,
})

export const call = (node: NodeOrTopic<typeof jsonRpc>, method: string, params?: unknown, options?: AskOptions) =>
  rpc.ask(node, { method, params }, options)
