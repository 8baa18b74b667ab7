/**
 * Requests of this package over a transport that answers at once.
 */
import { createWebSocketNode, json, requests, type ConnectionEvents, type Transport } from 'react-websocket-node'
import type { Asker } from '../contestant'

interface Question {
  readonly id: number
  readonly isAnswered: boolean
}

const format = json<Question>()
const numbered = requests(format, {
  message: (isAnswered: boolean, id) => ({ id, isAnswered }),
  idOf: ({ id }) => id,
})

/** Answers what wants an answer. */
const echo: Transport = {
  open(_request, events: ConnectionEvents) {
    queueMicrotask(() => events.opened(''))
    return {
      bufferedAmount: 0,
      send(message) {
        if ((JSON.parse(message as string) as Question).isAnswered) events.received([message as string])
        return true
      },
      close: (code, reason) => events.closed(code, reason, true),
      abandon: () => undefined,
    }
  },
}

/** A node of its own, with so many requests in flight. */
export async function createAsker(waiting: number): Promise<Asker> {
  const node = createWebSocketNode({ url: 'ws://127.0.0.1/', format, transport: echo })
  node.connect()
  const giveUp = new AbortController()
  const pending = Array.from({ length: waiting }, () =>
    numbered.ask(node, false, { timeout: 0, signal: giveUp.signal }).catch(() => undefined),
  )
  await numbered.ask(node, true)
  return {
    ask: () => numbered.ask(node, true, { timeout: 0 }),
    end() {
      giveUp.abort()
      void Promise.all(pending)
      node.dispose()
    },
  }
}
