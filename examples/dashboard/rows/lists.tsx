// The same 10,000 rows twice: mounted where they are in view, and all of them. What is mounted is subscribed.
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useRef } from 'react'
import type { WebSocketNodeHandle } from 'react-websocket-node'
import type { Meter } from './meter.js'
import { ROWS } from './protocol.js'
import type { feed } from './quotes.js'
import { Row } from './Row.js'

export interface ListProps {
  node: WebSocketNodeHandle<typeof feed>
  meter: Meter
}

/** Pixels; rows.css has it too. */
const HEIGHT = 32

export function RowsInView(props: ListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing of it is passed on to a memoised component
  const list = useVirtualizer({ count: ROWS, getScrollElement: () => scroller.current, estimateSize: () => HEIGHT })
  return (
    <div className="scroller" ref={scroller} tabIndex={0} role="region" aria-label="Rows">
      <ol style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start }) => (
          <Row key={index} {...props} row={index} top={start} />
        ))}
      </ol>
    </div>
  )
}

/** Memoised: what renders above it, once a second, is no business of 10,000 rows. */
export const AllRows = memo(function AllRows(props: ListProps) {
  return (
    <div className="scroller" tabIndex={0} role="region" aria-label="Rows">
      <ol>
        {Array.from({ length: ROWS }, (_, row) => (
          <Row key={row} {...props} row={row} />
        ))}
      </ol>
    </div>
  )
})
