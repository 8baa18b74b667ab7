import { backoff, json, requests, useWebSocketNode, WebSocketNodeError } from 'react-websocket-node'
import { useState, type ReactNode } from 'react'

type FromServer = { id: number; number: number } | { id: number; reason: string } | { news: string }
interface ToServer {
  id: number
  item: string
}

const format = json<FromServer, ToServer>()

const orders = requests(format, {
  message: (item: string, id) => ({ id, item }),
  idOf: (packet) => ('id' in packet ? packet.id : undefined),
  errorOf: (packet) => ('reason' in packet ? packet.reason : undefined),
  resultOf: (packet) => ('number' in packet ? packet.number : undefined),
})

const reconnect = backoff({ when: () => true })

export function OrderForm(): ReactNode {
  const [, node] = useWebSocketNode({
    url: 'wss://shop.example/orders',
    autoconnectMode: 'self-ready',
    format,
    reconnect,
  })
  const [item, setItem] = useState('')
  const [isOrdering, setOrdering] = useState(false)
  const [outcome, setOutcome] = useState('')

  const order = async () => {
    setOrdering(true)
    try {
      const number = await orders.ask(node, item, { timeout: 5 })
      setOutcome(`Order ${number} placed`)
    } catch (error) {
      setOutcome(explain(error))
    }
    setOrdering(false)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!isOrdering) void order()
      }}
    >
      <label>
        Item <input value={item} onChange={(event) => setItem(event.target.value)} />
      </label>
      <button disabled={isOrdering}>Order</button>
      <p role="status">{isOrdering ? 'Ordering…' : outcome}</p>
    </form>
  )
}

function explain(error: unknown): string {
  if (!(error instanceof WebSocketNodeError)) return String(error)
  if (error.code === 'rejected') return String(error.cause) // what errorOf has found
  return error.code === 'timeout' ? 'No answer' : 'Connection lost'
}
