'use client'
/**
 * A long list of messages of which only the rows in sight are rendered. The keyboard stays at the grid itself, since the
 * row that it is at may scroll out of sight.
 */
import { memo, useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { InspectedMessage } from '../model.js'
import { moved } from './keys.js'
import { clockTime, preview } from './show.js'
import { countOlder } from './sieve.js'

/** Pixels. */
const ROW = 22
/** Rows beyond what is in sight, so that scrolling finds them there. */
const SPARE = 5
const COLUMNS = ['Time', 'Direction', 'Kind', 'Size', 'Data']

export function MessageGrid(props: {
  readonly messages: readonly InspectedMessage[]
  readonly origin: number
  readonly selected: number | undefined
  readonly onSelect: (message: InspectedMessage | undefined) => void
}) {
  const { messages, origin, selected, onSelect } = props
  const name = useId()
  const grid = useRef<HTMLDivElement>(null)
  const height = useHeight(grid)
  const [scrolled, setScrolled] = useState(0)
  const [isFollowing, setIsFollowing] = useState(true)
  const [known, setKnown] = useState(messages)
  const committed = useRef(messages)
  const count = messages.length
  if (messages !== known) {
    setKnown(messages)
    if (!isFollowing) setScrolled(Math.max(0, scrolled - goneBetween(known, messages) * ROW))
  }

  useLayoutEffect(() => {
    const element = grid.current
    if (!element) return
    // What falls out at the beginning must not move what is looked at.
    if (isFollowing) element.scrollTop = element.scrollHeight
    else element.scrollTop -= goneBetween(committed.current, messages) * ROW
    committed.current = messages
  }, [messages, isFollowing, height])

  const top = isFollowing ? Math.max(0, (count + 1) * ROW - height) : scrolled
  const first = Math.max(0, Math.floor(top / ROW) - SPARE)
  const shown = messages.slice(first, Math.ceil((top + height) / ROW) + SPARE)
  const index = selected === undefined ? -1 : messages.findIndex(({ id }) => id === selected)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onSelect(undefined)
    const to = moved(
      event.key,
      index < 0 ? (event.key === 'ArrowUp' ? count : -1) : index,
      count,
      Math.floor(height / ROW) - 2,
    )
    if (to === undefined || count === 0) return
    event.preventDefault()
    onSelect(messages[to])
    setIsFollowing(false)
    const element = event.currentTarget
    // Below the head, which stays in sight.
    if (element.scrollTop > to * ROW) element.scrollTop = to * ROW
    else element.scrollTop = Math.max(element.scrollTop, (to + 2) * ROW - element.clientHeight)
    setScrolled(element.scrollTop)
  }

  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Messages"
      aria-rowcount={count + 1}
      aria-activedescendant={index >= first && index < first + shown.length ? `${name}${selected}` : undefined}
      tabIndex={0}
      className="grid"
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        const isAtEnd = scrollHeight - scrollTop - clientHeight < ROW
        setIsFollowing(isAtEnd)
        if (!isAtEnd) setScrolled(scrollTop)
      }}
    >
      <div role="rowgroup" className="mhead">
        <div role="row" aria-rowindex={1} className="mrow">
          {COLUMNS.map((column) => (
            <span key={column} role="columnheader">
              {column}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="rows" style={{ height: count * ROW }}>
        {shown.map((message, at) => (
          <Row
            key={message.id}
            id={`${name}${message.id}`}
            message={message}
            index={first + at}
            origin={origin}
            isSelected={message.id === selected}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  )
}

/** How many rows fell out at the beginning. */
function goneBetween(before: readonly InspectedMessage[], after: readonly InspectedMessage[]): number {
  return before === after ? 0 : countOlder(before, after[0]?.id ?? Infinity)
}

/** The height of an element, also after its size has changed. */
function useHeight(ref: { readonly current: HTMLElement | null }): number {
  const [height, setHeight] = useState(400)
  useEffect(() => {
    const element = ref.current
    if (!element || typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return height
}

const Row = memo(function Row(props: {
  readonly id: string
  readonly message: InspectedMessage
  readonly index: number
  readonly origin: number
  readonly isSelected: boolean
  readonly onSelect: (message: InspectedMessage) => void
}) {
  const { id, message, index, origin, isSelected, onSelect } = props
  const isOut = message.direction === 'out'
  const isPlain = message.source === 'app' || message.source === 'wire'
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className="mrow"
      style={{ top: index * ROW }}
      onClick={() => onSelect(message)}
    >
      <span role="gridcell" className="num">
        {clockTime(origin, message.t)}
      </span>
      <span role="gridcell">{isOut ? '↑ out' : '↓ in'}</span>
      <span role="gridcell">{isPlain ? message.kind : `${message.kind}, ${message.source}`}</span>
      <span role="gridcell" className="num">
        {message.size}
      </span>
      <span role="gridcell" className="mono">
        {preview(message.data)}
      </span>
    </div>
  )
})
