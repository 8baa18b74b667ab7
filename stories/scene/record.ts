/**
 * The record of a run: every effect in the order in which it happened, and what the scene looked like after each.
 */
import type { NodeState } from '../../src/index.js'
import { find, targetOf, type Scene } from './model.js'

/** What happens to an item; of nodes also each state. */
export type Happening = 'mounted' | 'ready' | 'held back' | 'unmounted' | NodeState['status']

export interface Effect {
  /** Of the item. */
  readonly id: string
  readonly what: Happening
  /** The whole effect as a sentence: `Chat waits for Auth`. */
  readonly words: string
  /** Milliseconds since the run began. */
  readonly at: number
}

/** What an item is at a point of the record. */
export interface Looks {
  readonly isMounted: boolean
  readonly isReady: boolean
  /** Of nodes. */
  readonly status: NodeState['status']
}

export const UNMOUNTED: Looks = { isMounted: false, isReady: false, status: 'idle' }

/** The items after the first `count` effects, by ids; what nothing has happened to is left out. */
export function looksAt(record: readonly Effect[], count: number): ReadonlyMap<string, Looks> {
  const looks = new Map<string, Looks>()
  for (const { id, what } of record.slice(0, count)) looks.set(id, after(looks.get(id) ?? UNMOUNTED, what))
  return looks
}

function after(looks: Looks, what: Happening): Looks {
  switch (what) {
    case 'mounted':
      return { ...looks, isMounted: true }
    case 'unmounted':
      return UNMOUNTED
    case 'ready':
      return { ...looks, isReady: true }
    case 'held back':
      return { ...looks, isReady: false }
    default:
      return { ...looks, status: what }
  }
}

/** One word for an item at a point of the record: a node's state once it has one, else how far it is. */
export function wordOf({ isMounted, isReady, status }: Looks): string {
  if (!isMounted) return 'not mounted'
  return status !== 'idle' ? status : isReady ? 'ready' : 'mounted'
}

/** An effect as a sentence. */
function sentence(scene: Scene, id: string, what: Happening): string {
  const nameOf = (of: string | null) => find(scene, of)?.item.name ?? 'what is gone'
  const name = nameOf(id)
  switch (what) {
    case 'mounted':
      return `${name} mounted`
    case 'unmounted':
      return `${name} unmounted`
    case 'ready':
      return `${name} became ready`
    case 'held back':
      return `${name} is held back: ready is false`
    case 'waiting': {
      const target = targetOf(scene, id)
      return target === null || target === id
        ? `${name} waits for its own ready`
        : `${name} waits for ${nameOf(target)}`
    }
    case 'open':
      return `${name} connected: open`
    default:
      return `${name} ${what}`
  }
}

/** Collects the effects of one run. */
export interface Recorder {
  readonly effects: readonly Effect[]
  add(id: string, what: Happening): void
  subscribe(listener: () => void): () => void
}

/**
 * @param scene the one that is mounted
 * @param now milliseconds
 */
export function createRecorder(scene: Scene, now: () => number): Recorder {
  const start = now()
  const listeners = new Set<() => void>()
  const recorder = {
    effects: [] as readonly Effect[],
    add(id: string, what: Happening) {
      recorder.effects = [...recorder.effects, { id, what, words: sentence(scene, id, what), at: now() - start }]
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  return recorder
}
