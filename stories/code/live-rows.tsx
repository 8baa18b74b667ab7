import { json, topics, useLastPacket, useTopic, useWebSocketNode, type WebSocketNodeHandle } from 'react-websocket-node'

interface Quote {
  row: number
  value: number
}

const ROWS = Array.from({ length: 10_000 }, (_, row) => row)

const format = json<Quote>()
const quotes = topics(format, { topicOf: ({ row }) => row })

export function Table() {
  const [, node] = useWebSocketNode({
    host: 'localhost:6006',
    route: '/ws/rows',
    useWSS: false,
    format,
    autoconnectMode: 'self-ready',
  })
  return (
    <ul>
      {ROWS.map((row) => (
        <Row key={row} node={node} row={row} />
      ))}
    </ul>
  )
}

function Row({ node, row }: { node: WebSocketNodeHandle<typeof format>; row: number }) {
  const quote = useLastPacket(useTopic(node, quotes, row)) // renders for this row's packets alone
  return <li>{quote?.value}</li>
}
