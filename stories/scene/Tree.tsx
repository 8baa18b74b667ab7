/**
 * The scene as a tree: one stop for the Tab key, arrows within, and rows that one drags.
 */
import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import { readStep } from '../support/strip.js'
import type { Tone } from '../ui/tones.js'
import type { Action } from './document.js'
import { TAGS, walk, type Placed, type Scene } from './model.js'
import { dropOf, sideOf, stepOf, type MoveStep, type Side } from './places.js'
import { UNMOUNTED, wordOf, type Looks } from './record.js'

interface TreeProps {
  scene: Scene
  selected: string | null
  /** At the present point of the record; null without one. */
  looks: ReadonlyMap<string, Looks> | null
  /** The item of the present effect. */
  present: string | undefined
  dispatch: (action: Action) => void
}

const MOVES: Readonly<Record<string, MoveStep>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'out',
  ArrowRight: 'in',
}

/** What is dragged, and where it would go if it were dropped now. */
interface Drag {
  readonly id: string
  readonly on?: string
  readonly side?: Side
}

export function Tree({ scene, selected, looks, present, dispatch }: TreeProps) {
  const tree = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<Drag | null>(null)
  const rows = walk(scene)
  const isByKey = useRef(false)

  // A row that moves in the document, or goes, loses the focus: who acts by keys stays at what is selected.
  useEffect(() => {
    if (!isByKey.current) return
    isByKey.current = false
    tree.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
  }, [selected, scene])

  const act = (event: KeyboardEvent) => {
    const action = actionOf(event, scene, rows, selected)
    if (!action) return
    event.preventDefault()
    isByKey.current = true
    dispatch(action)
  }
  const over = (event: DragEvent<HTMLElement>, on: string) => {
    if (!drag) return
    const { top, height } = event.currentTarget.getBoundingClientRect()
    const side = sideOf(event.clientY - top, height)
    const isPlace = dropOf(scene, drag.id, on, side) !== null
    if (isPlace) event.preventDefault()
    if (isPlace ? drag.on !== on || drag.side !== side : drag.on)
      setDrag(isPlace ? { id: drag.id, on, side } : { id: drag.id })
  }
  const drop = (event: DragEvent<HTMLElement>) => {
    const to = drag?.on && drag.side ? dropOf(scene, drag.id, drag.on, drag.side) : null
    if (!drag || !to) return
    event.preventDefault()
    dispatch({ type: 'move', id: drag.id, to })
    setDrag(null)
  }

  return (
    <div ref={tree} className="scene-tree" role="tree" aria-label="Scene" onKeyDown={act}>
      {rows.map(({ item, above, index, siblings }) => {
        const word = looks && wordOf(looks.get(item.id) ?? UNMOUNTED)
        return (
          <div
            key={item.id}
            role="treeitem"
            aria-level={above.length + 1}
            aria-posinset={index + 1}
            aria-setsize={siblings.length}
            aria-selected={item.id === selected}
            tabIndex={item.id === selected ? 0 : -1}
            style={{ paddingLeft: 8 + 18 * Math.min(above.length, 12) }}
            data-present={item.id === present}
            data-drop={drag?.on === item.id ? drag.side : undefined}
            draggable
            onClick={() => dispatch({ type: 'select', id: item.id })}
            onFocus={() => item.id !== selected && dispatch({ type: 'select', id: item.id })}
            onDragStart={(event) => {
              event.dataTransfer.setData('text/plain', item.name)
              event.dataTransfer.effectAllowed = 'move'
              setDrag({ id: item.id })
            }}
            onDragEnd={() => setDrag(null)}
            onDragOver={(event) => over(event, item.id)}
            onDrop={drop}
          >
            {/* The row's name is its content: first the name, then what it is at the moment. */}
            <b>{item.name}</b>{' '}
            {word && (
              <span className="badge" data-testid="state" data-status={word} data-tone={toneOf(word)}>
                {word}
              </span>
            )}{' '}
            <small>
              {TAGS[item.kind]}
              {item.kind === 'node' && `, ${item.mode}`}
              {!item.ready && ', held back'}
            </small>{' '}
            {looks?.get(item.id)?.isReady && word !== 'ready' && <small className="scene-ready">ready</small>}
          </div>
        )
      })}
    </div>
  )
}

/** The colour of a word for an item. */
function toneOf(word: string): Tone {
  if (word === 'ready') return 'green'
  return word === 'mounted' || word === 'not mounted' ? 'grey' : readStep(word as 'open').tone
}

/** What a key does to the tree. */
function actionOf(
  { key, altKey, ctrlKey, metaKey }: KeyboardEvent,
  scene: Scene,
  rows: readonly Placed[],
  selected: string | null,
): Action | null {
  const at = rows.findIndex(({ item }) => item.id === selected)
  const placed = rows[at]
  if (!placed || ctrlKey || metaKey) return null
  const { item, above } = placed
  const select = (to: Placed['item'] | undefined): Action | null => (to ? { type: 'select', id: to.id } : null)
  if (altKey) {
    const to = MOVES[key] && stepOf(scene, selected, MOVES[key])
    return to ? { type: 'move', id: item.id, to } : null
  }
  switch (key) {
    case 'ArrowUp':
      return select(rows[at - 1]?.item)
    case 'ArrowDown':
      return select(rows[at + 1]?.item)
    case 'ArrowLeft':
      return select(above.at(-1))
    case 'ArrowRight':
      return select(item.children[0])
    case 'Home':
      return select(rows[0]?.item)
    case 'End':
      return select(rows.at(-1)?.item)
    case 'Delete':
      return { type: 'remove', id: item.id }
    default:
      return null
  }
}
