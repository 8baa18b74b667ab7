/**
 * Where an item can go from where it is: by keys and buttons one step, by the mouse anywhere.
 */
import type { Place } from './edits.js'
import { find, idsOf, type Scene } from './model.js'

export const STEPS = ['up', 'down', 'in', 'out'] as const
/** `in`: below the one before it, as its last child; `out`: behind its parent. */
export type MoveStep = (typeof STEPS)[number]

/** The place one step away; null where there is none. */
export function stepOf(scene: Scene, id: string | null, step: MoveStep): Place | null {
  const placed = find(scene, id)
  if (!placed) return null
  const { above, index, siblings } = placed
  const parent = above.at(-1)
  if (step === 'up') return index > 0 ? { parent: parent?.id ?? null, index: index - 1 } : null
  if (step === 'down') return index < siblings.length - 1 ? { parent: parent?.id ?? null, index: index + 2 } : null
  if (step === 'in') {
    const before = siblings[index - 1]
    return before ? { parent: before.id, index: before.children.length } : null
  }
  if (!parent) return null
  const outer = find(scene, parent.id)!
  return { parent: outer.above.at(-1)?.id ?? null, index: outer.index + 1 }
}

/** Where something is dropped on an item. */
export type Side = 'before' | 'inside' | 'after'

/** The upper and the lower quarter of a row are beside it. */
export function sideOf(offset: number, height: number): Side {
  return offset < height / 4 ? 'before' : offset > (height * 3) / 4 ? 'after' : 'inside'
}

/** The place of a drop; null on itself and on what is below itself. */
export function dropOf(scene: Scene, dragged: string, on: string, side: Side): Place | null {
  const placed = find(scene, on)
  const item = find(scene, dragged)?.item
  if (!placed || !item || idsOf(item).includes(on)) return null
  if (side === 'inside') return { parent: on, index: placed.item.children.length }
  return { parent: placed.above.at(-1)?.id ?? null, index: placed.index + (side === 'after' ? 1 : 0) }
}
