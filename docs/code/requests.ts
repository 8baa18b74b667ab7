/** Requests, iteration and promises of docs/topics-and-requests.md. */
// #region requests
import { createWebSocketNode, json, packets, request, requests, whenOpen } from 'react-websocket-node'

type Question = { op: 'time' } | { op: 'add'; numbers: number[] }
type FromServer = { id?: number; op?: string; result?: number; error?: string }

const format = json<FromServer, Question | (Question & { id: number })>()

/** Numbers each message and finds its answer: for servers that send the id back. */
const rpc = requests(format, {
  message: (question: Question, id) => ({ ...question, id }),
  idOf: (packet) => packet.id,
  errorOf: (packet) => packet.error,
  resultOf: (packet) => packet.result,
})

export async function calculate(signal?: AbortSignal) {
  const node = createWebSocketNode({ url: 'wss://prices.example/calculator', format })
  node.connect()
  try {
    // One answer, found by a test of your own; the first packet from now on that passes is the reply.
    const time = await request(node, { op: 'time' }, { isReply: (packet) => packet.op === 'time' })
    // Many at once.
    const sums = await Promise.all([
      rpc.ask(node, { op: 'add', numbers: [1, 2] }, { timeout: 5, signal }),
      rpc.ask(node, { op: 'add', numbers: [3, 4] }, { timeout: 5, signal }),
    ])
    return { time: time.result, sums }
  } finally {
    node.dispose()
  }
}
// #endregion

// #region iteration
export async function collect(count: number, signal?: AbortSignal) {
  const node = createWebSocketNode({ url: 'wss://prices.example/numbers', format })
  node.connect()
  await whenOpen(node, { signal })
  const results: unknown[] = []
  for await (const packet of packets(node, { limit: 1000, signal })) {
    results.push(packet.result)
    if (results.length === count) break
  }
  node.dispose()
  return results
}
// #endregion
