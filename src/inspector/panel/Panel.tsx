'use client'
/**
 * The open panel: what is mounted on one side, and a view of it on the other.
 */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { Inspection, Item, LoadRecording } from '../model.js'
import { HandsView } from './HandsView.js'
import { moved } from './keys.js'
import { MessagesView, PAUSED, SELECTED } from './MessagesView.js'
import { Nodes } from './Nodes.js'
import { RecordingView } from './RecordingView.js'
import { itemsOf, useInspected } from './snapshots.js'
import { TimelineView } from './TimelineView.js'
import { TrafficView } from './TrafficView.js'
import { TreeView } from './TreeView.js'
import { forgetState, useKeptState } from './useKeptState.js'

export interface PanelProps {
  readonly inspection: Inspection
  readonly load: LoadRecording
  readonly hasHands: boolean
  readonly hasRecording: boolean
  /** Whether it takes the keyboard as it appears. */
  readonly takesFocus: boolean
  /** What stands beside the tabs. */
  readonly children?: ReactNode
}

interface Loaded {
  readonly inspection: Inspection
  readonly name: string
  /** Another one for each file. */
  readonly count: number
}

export function Panel(props: PanelProps) {
  const { inspection: live, load, hasHands, hasRecording, takesFocus, children } = props
  const views = ['Tree', 'Timeline', 'Traffic', 'Messages', hasHands && 'Hands', hasRecording && 'Recording'].filter(
    (view) => view !== false,
  )
  const [chosen, setView] = useKeptState(live, 'view', 'Tree')
  const [loaded, setLoaded] = useKeptState<Loaded | undefined>(live, 'loaded', undefined)
  const [selected, setSelected] = useKeptState<string | undefined>(live, 'selected', undefined)
  const [said, setSaid] = useState({ text: '', isBad: false })
  const view = views.includes(chosen) ? chosen : 'Tree'
  const inspection = loaded?.inspection ?? live
  const items = useInspected(inspection, itemsOf)
  const node = nodeOf(items, selected)
  const item = items.find(({ id }) => id === selected) ?? node
  const nodes = useMemo(() => nodesBelow(items, selected), [items, selected])
  const say = (text: string, isBad = true) => setSaid({ text, isBad })

  useEffect(() => {
    live.keepMessages(true)
    return () => {
      live.keepMessages(false)
      // No message is kept while the panel is closed.
      for (const name of [PAUSED, SELECTED]) forgetState(live, name)
    }
  }, [live])

  const show = (to: Loaded | undefined) => {
    setLoaded(to)
    setSelected(undefined)
  }
  const shown = {
    Tree: () => <TreeView inspection={inspection} items={items} item={item} />,
    Timeline: () => <TimelineView key={loaded?.count} inspection={inspection} />,
    Traffic: () => <TrafficView inspection={inspection} items={items} />,
    Messages: () => (
      <MessagesView key={loaded?.count} inspection={inspection} nodes={nodes} hasHands={hasHands} say={say} />
    ),
    Hands: () => (
      <HandsView key={loaded?.count} inspection={inspection} node={node?.id} label={node?.label} say={say} />
    ),
    Recording: () => (
      <RecordingView
        live={live}
        load={load}
        say={say}
        onLoad={(to, name) => show({ inspection: to, name, count: (loaded?.count ?? 0) + 1 })}
      />
    ),
  }[view]

  return (
    <>
      <div className="head">
        <Tabs of={views} value={view} onChange={setView} takesFocus={takesFocus} />
        {children}
      </div>
      <div className="body">
        <div className="side">
          <Nodes items={items} selected={selected} onSelect={setSelected} />
        </div>
        <div key={view} role="tabpanel" aria-label={view} tabIndex={0} className="view">
          {shown?.()}
        </div>
      </div>
      <div className="foot row">
        {loaded && (
          <>
            <span className="break">{`Recording ${loaded.name}. ${loaded.inspection.notes.join(' ')}`}</span>
            <button type="button" onClick={() => show(undefined)}>
              Back to the page
            </button>
          </>
        )}
        <span role="status" className={said.isBad ? 'bad' : undefined}>
          {said.text}
        </span>
      </div>
    </>
  )
}

function Tabs(props: {
  readonly of: readonly string[]
  readonly value: string
  readonly onChange: (view: string) => void
  readonly takesFocus: boolean
}) {
  const { of, value, onChange, takesFocus } = props
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (takesFocus) list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [takesFocus])
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(event.key, of.indexOf(value), of.length)
    if (to === undefined) return
    event.preventDefault()
    onChange(of[to] as string)
    ;(list.current?.children[to] as HTMLElement | undefined)?.focus()
  }
  return (
    <div ref={list} role="tablist" aria-label="Views" className="tabs" onKeyDown={onKeyDown}>
      {of.map((view) => (
        <button
          key={view}
          type="button"
          role="tab"
          aria-selected={view === value}
          tabIndex={view === value ? 0 : -1}
          onClick={() => onChange(view)}
        >
          {view}
        </button>
      ))}
    </div>
  )
}

/** The node that is selected, or the one above or below what is selected; the first one where nothing is. */
function nodeOf(items: readonly Item[], selected: string | undefined): Item | undefined {
  const isNode = ({ kind }: Item) => kind === 'node'
  for (let item = find(items, selected); item; item = find(items, item.parent ?? undefined))
    if (isNode(item)) return item
  const below = nodesBelow(items, selected)
  return items.find((item) => isNode(item) && (!below || below.has(item.id)))
}

function find(items: readonly Item[], id: string | undefined): Item | undefined {
  return items.find((item) => item.id === id)
}

/** The nodes that are the selected item, below it, or above a topic; undefined for all. */
function nodesBelow(items: readonly Item[], selected: string | undefined): ReadonlySet<string> | undefined {
  const item = find(items, selected)
  if (!item) return undefined
  if (item.kind === 'topic') return new Set([item.parent ?? item.id])
  // Items come before what is below them.
  const below = new Set([item.id])
  for (const { id, parent } of items) if (parent !== null && below.has(parent)) below.add(id)
  return item.kind === 'node' ? new Set([item.id]) : below
}
