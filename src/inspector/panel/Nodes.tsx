'use client'
/**
 * The tree of what is mounted, beside all views.
 */
import { memo, useRef, type KeyboardEvent } from 'react'
import type { Item } from '../model.js'
import { moved } from './keys.js'

/** What is said after the name of an item. */
export function statusOf(item: Item): string {
  if (item.kind === 'node') return item.state.status + (item.isHeld ? ', held' : '')
  if (item.kind === 'topic') return `${item.status}, ${item.readers} ${item.readers === 1 ? 'reader' : 'readers'}`
  return item.isReady ? 'ready' : 'held back'
}

function colourOf(item: Item): string {
  if (item.kind === 'provider') return item.isReady ? 'ready' : 'held'
  return item.kind === 'node' ? item.state.status : item.status
}

export function Nodes(props: {
  readonly items: readonly Item[]
  readonly selected: string | undefined
  readonly onSelect: (id: string | undefined) => void
}) {
  const { items, selected, onSelect } = props
  const tree = useRef<HTMLDivElement>(null)
  const index = Math.max(
    0,
    items.findIndex(({ id }) => id === selected),
  )
  const move = (event: KeyboardEvent) => {
    const to = target(event.key, items, index)
    if (to === undefined) return
    event.preventDefault()
    onSelect(items[to]?.id)
    tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[to]?.focus()
  }
  if (items.length === 0) return <p className="item soft">No WebSocket is mounted.</p>
  return (
    <div ref={tree} role="tree" aria-label="Nodes" onKeyDown={move}>
      {items.map((item, at) => (
        <Line key={item.id} item={item} isSelected={item.id === selected} isStop={at === index} onSelect={onSelect} />
      ))}
    </div>
  )
}

function target(key: string, items: readonly Item[], index: number): number | undefined {
  const item = items[index]
  if (key === 'ArrowLeft') {
    const parent = items.findIndex(({ id }) => id === item?.parent)
    return parent < 0 ? undefined : parent
  }
  if (key === 'ArrowRight') return items[index + 1]?.parent === item?.id ? index + 1 : undefined
  return moved(key, index, items.length)
}

const Line = memo(function Line(props: {
  readonly item: Item
  readonly isSelected: boolean
  readonly isStop: boolean
  readonly onSelect: (id: string | undefined) => void
}) {
  const { item, isSelected, isStop, onSelect } = props
  return (
    <div
      role="treeitem"
      aria-level={item.depth + 1}
      aria-selected={isSelected}
      tabIndex={isStop ? 0 : -1}
      className="item"
      style={{ paddingLeft: 8 + 14 * item.depth }}
      title={hintOf(item)}
      onClick={() => onSelect(isSelected ? undefined : item.id)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') return onSelect(undefined)
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onSelect(item.id)
      }}
    >
      <span className={`dot s-${colourOf(item)}`} />
      <span className="cut">{item.label}</span> <span className="cut soft">{statusOf(item)}</span>
    </div>
  )
})

function hintOf(item: Item): string {
  if (item.kind !== 'node') return item.kind === 'topic' ? `Topic ${item.label}` : item.label
  return [item.url, item.mode, ...item.waitsFor.map(({ text }) => text)].filter(Boolean).join(' · ')
}
