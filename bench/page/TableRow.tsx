/**
 * What each row of a table shows: the same for all contestants, inlined into the component that has the message.
 */
import { useLayoutEffect, type ReactElement } from 'react'
import type { RowTally } from './row-tally'

/** The rows' numbers. */
export function numbersOf(rows: number): readonly number[] {
  return Array.from({ length: rows }, (_, row) => row)
}

/** The element of a row, counted. */
export function useShown(row: number, value: number | undefined, tally: RowTally): ReactElement {
  useLayoutEffect(() => tally.show(row, value))
  return (
    <p>
      {row}: {value}
    </p>
  )
}

/** A row that never changes, for who renders nothing. */
export function StillRow({ row, tally }: { row: number; tally: RowTally }) {
  return useShown(row, undefined, tally)
}
