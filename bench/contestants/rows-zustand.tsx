/**
 * A zustand store that is fed by hand once a frame, with a selector a row.
 */
import { useEffect, useState } from 'react'
import { createStore, useStore, type StoreApi } from 'zustand'
import type { Contestant, RowsProps } from '../contestant'
import type { TopicMessage } from '../page/Row'
import type { RowTally } from '../page/row-tally'
import { numbersOf, useShown } from '../page/TableRow'

type Last = Readonly<Record<number, TopicMessage>>

function Rows({ url, rows, tally }: RowsProps) {
  const [store] = useState(() => createStore<Last>(() => ({})))
  useEffect(() => {
    let news: Record<number, TopicMessage> = {}
    let frame: number | undefined
    const socket = new WebSocket(url)
    socket.onopen = () => tally.open()
    socket.onmessage = (event: MessageEvent<string>) => {
      const message = JSON.parse(event.data) as TopicMessage
      news[message.topic] = message
      frame ??= requestAnimationFrame(() => {
        frame = undefined
        store.setState(news)
        news = {}
      })
    }
    return () => socket.close()
  }, [url, store, tally])
  return numbersOf(rows).map((row) => <Row key={row} store={store} row={row} tally={tally} />)
}

function Row({ store, row, tally }: { store: StoreApi<Last>; row: number; tally: RowTally }) {
  const message = useStore(store, (last) => last[row])
  return useShown(row, message?.value, tally)
}

const rowsZustand: Contestant = {
  label: 'zustand, a selector a row, one set a frame',
  kind: 'hand',
  isSlow: true,
  library: 'zustand',
  Rows,
}

export default rowsZustand
