/**
 * This package, a topic a row.
 */
import { json, topics, useLastPacket, useTopic, useWebSocketNode, type WebSocketNodeHandle } from 'react-websocket-node'
import { useEffect } from 'react'
import type { Contestant, RowsProps } from '../contestant'
import { createAsker } from '../page/asker'
import type { TopicMessage } from '../page/Row'
import type { RowTally } from '../page/row-tally'
import { numbersOf, useShown } from '../page/TableRow'

const format = json<TopicMessage>()
const byTopic = topics(format, { topicOf: ({ topic }) => topic })

type Node = WebSocketNodeHandle<typeof format>

function useOpen({ url, tally }: RowsProps): Node {
  const [, node] = useWebSocketNode({
    url,
    format,
    autoconnectMode: 'self-ready',
    onConnected: () => tally.open(),
  })
  return node
}

function Rows(props: RowsProps) {
  const node = useOpen(props)
  return <Table node={node} {...props} />
}

/** Below the component that renders on the node's state. */
function Table({ node, rows, tally }: RowsProps & { node: Node }) {
  return numbersOf(rows).map((row) => <Row key={row} node={node} row={row} tally={tally} />)
}

function Row({ node, row, tally }: { node: Node; row: number; tally: RowTally }) {
  const message = useLastPacket(useTopic(node, byTopic, row))
  return useShown(row, message?.value, tally)
}

function Routed(props: RowsProps) {
  const node = useOpen(props)
  const { rows, tally } = props
  useEffect(() => {
    const stops = numbersOf(rows).map((row) => byTopic.of(node, row).on('packet', ({ value }) => tally.hear(value)))
    return () => stops.forEach((stop) => stop())
  }, [node, rows, tally])
  return null
}

const rowsTopic: Contestant = {
  label: 'react-websocket-node, a topic a row',
  kind: 'ours',
  library: 'react-websocket-node',
  Rows,
  Routed,
  createAsker,
  imports: `export { json, topics, useLastPacket, useTopic, useWebSocketNode } from 'react-websocket-node'`,
}

export default rowsTopic
