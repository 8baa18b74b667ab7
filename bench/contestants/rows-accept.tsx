/**
 * This package, each row reading the node and accepting its own messages.
 */
import { json, useLastPacket, useNode, WebSocketNode } from 'react-websocket-node'
import { useCallback } from 'react'
import type { Contestant, RowsProps } from '../contestant'
import type { TopicMessage } from '../page/Row'
import type { RowTally } from '../page/row-tally'
import { numbersOf, useShown } from '../page/TableRow'

const format = json<TopicMessage>()

function Rows({ url, rows, tally }: RowsProps) {
  return (
    <WebSocketNode url={url} format={format} autoconnectMode="self-ready" onConnected={() => tally.open()}>
      {numbersOf(rows).map((row) => (
        <Row key={row} row={row} tally={tally} />
      ))}
    </WebSocketNode>
  )
}

function Row({ row, tally }: { row: number; tally: RowTally }) {
  const accept = useCallback((message: TopicMessage) => message.topic === row, [row])
  const message = useLastPacket(useNode(undefined, format), accept)
  return useShown(row, message?.value, tally)
}

const rowsAccept: Contestant = {
  label: 'react-websocket-node, each row accepts',
  kind: 'ours',
  isSlow: true,
  library: 'react-websocket-node',
  Rows,
  imports: `export { json, useLastPacket, useWebSocketNode } from 'react-websocket-node'`,
}

export default rowsAccept
