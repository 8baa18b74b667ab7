/**
 * Three ways to show the newest value of each row: a topic a row, a row that accepts its packets, and a store by hand.
 */
import { memo, useCallback, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { json, topics, useLastPacket, useTopic, useWebSocketNode, type WebSocketNodeHandle } from '../../src/index.js'
import { HOST, USE_WSS } from '../support/server.js'
import type { Meter, Quote } from './meter.js'
import { RowStore } from './RowStore.js'

/** What the server understands: a rate in packets a second, or a packet for each row. */
export type Order = number | 'all'

export interface WayProps {
  readonly rows: number
  readonly meter: Meter
  /** Told when the connection is open: how to order. */
  readonly onOpen: (order: (what: Order) => void) => void
}

const format = json<Quote, Order>()
type Node = WebSocketNodeHandle<typeof format>

const quotes = topics(format, { topicOf: ({ row }) => row })

const routeOf = (rows: number) => `/ws/rows?rows=${rows}`

function useQuotes({ rows, meter, onOpen }: WayProps): Node {
  const [, node] = useWebSocketNode({
    host: HOST,
    useWSS: USE_WSS,
    route: routeOf(rows),
    format,
    autoconnectMode: 'self-ready',
    onConnected: () => onOpen((what) => node.send(what)),
    onPacket: (quote) => meter.hear(quote),
  })
  return node
}

/** A packet costs one look-up, however many rows there are. */
export function ByTopic(props: WayProps) {
  const node = useQuotes(props)
  return <Table {...props} from={node} Row={TopicRow} />
}

function TopicRow({ from, row, meter }: RowProps<Node>) {
  return useCell(row, useLastPacket(useTopic(from, quotes, row)), meter)
}

/** A packet costs a call a row. */
export function ByAccept(props: WayProps) {
  const node = useQuotes(props)
  return <Table {...props} from={node} Row={AcceptRow} />
}

function AcceptRow({ from, row, meter }: RowProps<Node>) {
  const accept = useCallback((quote: Quote) => quote.row === row, [row])
  return useCell(row, useLastPacket(from, accept), meter)
}

/** A packet costs one look-up, and forty lines of one's own. */
export function ByHand(props: WayProps) {
  const { rows, meter, onOpen } = props
  const [store] = useState(() => new RowStore())
  useEffect(() => {
    const socket = new WebSocket(`${USE_WSS ? 'wss' : 'ws'}://${HOST}${routeOf(rows)}`)
    socket.onopen = () => onOpen((what) => socket.send(JSON.stringify(what)))
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const quote = JSON.parse(data) as Quote
      meter.hear(quote)
      store.take(quote)
    }
    return () => {
      socket.close()
      store.stop()
    }
  }, [rows, meter, onOpen, store])
  return <Table {...props} from={store} Row={StoreRow} />
}

function StoreRow({ from, row, meter }: RowProps<RowStore>) {
  const subscribe = useCallback((listener: () => void) => from.subscribe(row, listener), [from, row])
  return useCell(
    row,
    useSyncExternalStore(subscribe, () => from.get(row)),
    meter,
  )
}

interface RowProps<From> {
  readonly from: From
  readonly row: number
  readonly meter: Meter
}

interface TableProps<From> {
  readonly from: From
  readonly rows: number
  readonly meter: Meter
  readonly Row: (props: RowProps<From>) => React.ReactElement
}

/** Mounted once: what renders above it, for a change of the node's state, is no business of the rows. */
const Table = memo(function Table<From>({ from, rows, meter, Row }: TableProps<From>) {
  return (
    <ol className="live-rows" tabIndex={0} aria-label={`${rows} rows`}>
      {Array.from({ length: rows }, (_, row) => (
        <Row key={row} from={from} row={row} meter={meter} />
      ))}
    </ol>
  )
}) as <From>(props: TableProps<From>) => React.ReactElement

function useCell(row: number, quote: Quote | undefined, meter: Meter) {
  const value = quote?.value
  useLayoutEffect(() => meter.show(row, value))
  return (
    <li>
      {row}: {value ?? '–'}
    </li>
  )
}
