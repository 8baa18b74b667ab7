/**
 * react-use-websocket with `share`, and with a filter so that a component renders only for what concerns it.
 */
import type { Contestant, RowsProps } from '../contestant'
import { createReactUseWebSocket, useWebSocket } from '../page/react-use-websocket'
import type { TopicMessage } from '../page/Row'
import type { RowTally } from '../page/row-tally'
import { numbersOf, useShown } from '../page/TableRow'

const only = (topic: number) => (event: MessageEvent) =>
  (JSON.parse(event.data as string) as TopicMessage).topic === topic

const { label, kind, library, Topics } = createReactUseWebSocket(
  'react-use-websocket, share and filter',
  { share: true },
  (topic) => ({ filter: only(topic) }),
)

function Rows({ url, rows, tally }: RowsProps) {
  return numbersOf(rows).map((row) => <Row key={row} url={url} row={row} tally={tally} />)
}

function Row({ url, row, tally }: { url: string; row: number; tally: RowTally }) {
  const { lastJsonMessage } = useWebSocket<TopicMessage | null>(url, {
    share: true,
    filter: only(row),
    onOpen: () => tally.open(),
  })
  return useShown(row, lastJsonMessage?.value, tally)
}

const filter: Contestant = { label, kind, library, Topics, Rows, mostRows: 1_000 }

export default filter
