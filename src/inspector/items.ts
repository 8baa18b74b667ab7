/**
 * The tree of the panel: providers, nodes and topics, as they are nested in the app.
 */
import { pageShown } from '../core/life/page.js'
import type { NodeState } from '../core/types.js'
import type { WatchedTopic } from '../core/watch.js'
import type { MountedNode } from '../react/mounted.js'
import { sourceOf } from '../react/readySources.js'
import { addressOf, factsOf, idOfSource } from './facts.js'
import { idOf, type Found } from './found.js'
import type { Item, NodeItem, WaitReason } from './model.js'
import { sessionOf } from './watched.js'

/** What the tree needs besides the mounted entries. */
export interface TreeSubject {
  readonly found: Found
  /** The state as it is shown, and since when. */
  stateOf(node: object): { readonly state: NodeState; readonly since: number }
  isHeld(node: object): boolean
}

/** A line without its depth. */
type Flat = Item extends infer I ? (I extends unknown ? Omit<I, 'depth'> : never) : never

export function itemsOf(subject: TreeSubject): Item[] {
  const flat: Flat[] = []
  let providers = 0
  for (const mounted of subject.found.mounted()) {
    if ('driver' in mounted) addNode(mounted.driver.node, subject, flat)
    else {
      const { provider, parent } = mounted
      flat.push({
        kind: 'provider',
        id: idOfSource(provider),
        parent: parent && idOfSource(parent),
        label: `Provider ${++providers}`,
        isReady: provider.ready,
      })
    }
  }
  for (const node of subject.found.added) if (!subject.found.mountedNode(node)) addNode(node, subject, flat)
  return nest(flat)
}

function addNode(node: object, { found, stateOf, isHeld }: TreeSubject, flat: Flat[]): void {
  const session = sessionOf(node)
  if (!session) return
  const mounted = found.mountedNode(node)
  const { label, name, parent = null } = factsOf(node, found)
  const { state, since } = stateOf(node)
  const id = idOf(node, 'n')
  flat.push({
    kind: 'node',
    id,
    parent,
    label,
    name,
    url: addressOf(node),
    binding: mounted ? 'react' : 'core',
    mode: mounted?.mode ?? 'none',
    isReady: session.audience().node.ready,
    isLingering: session.life.isLingering(),
    waitsFor: state.status === 'waiting' && mounted ? reasonsOf(mounted) : [],
    state,
    since,
    isHeld: isHeld(node),
  })
  session.audience().signals.notify((watcher) => {
    for (const topic of watcher.topics?.() ?? []) flat.push(topicItem(topic, id))
  })
}

function topicItem(topic: WatchedTopic, parent: string): Flat {
  const { key, readers, state } = topic
  return { kind: 'topic', id: idOf(topic, 't'), parent, label: key, status: state.status, readers }
}

/** Returns what a node of React waits for. */
function reasonsOf({ driver, mode, target }: MountedNode): WaitReason[] {
  const { node } = driver
  const reasons: WaitReason[] = []
  const add = (what: WaitReason['what'], text: string, item?: string) => reasons.push({ what, text, item })
  if (!driver.hasUrl()) add('url', 'Its url is null.')
  if (!node.ready) add('ready', 'Its ready is false.')
  if (target && !sourceOf(target).ready) {
    const isKnown = sessionOf(target) !== undefined || mode !== 'custom'
    add('target', `It waits for what ${mode} names.`, isKnown ? idOfSource(target) : undefined)
  }
  if (!pageShown.ready) add('page', 'The page is prerendered.')
  return reasons
}

/** Sorts the items: each before those below it. An item whose parent is gone is at the top. */
export function nest(flat: readonly Flat[]): Item[] {
  const ids = new Set(flat.map(({ id }) => id))
  const below = new Map<string | null, Flat[]>()
  for (const one of flat) {
    const parent = one.parent !== null && ids.has(one.parent) ? one.parent : null
    const siblings = below.get(parent)
    if (siblings) siblings.push(one)
    else below.set(parent, [one])
  }
  const items: Item[] = []
  const visit = (parent: string | null, depth: number) => {
    for (const one of below.get(parent) ?? []) {
      items.push({ ...one, parent, depth })
      visit(one.id, depth + 1)
    }
  }
  visit(null, 0)
  return items
}

/** Whether two trees are equal. */
export function isSameTree(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, index) => isSame(item, other[index]!))
}

function isSame(one: Item, other: Item): boolean {
  const { waitsFor: mine = [], ...rest } = one as NodeItem
  const { waitsFor: theirs = [] } = other as NodeItem
  const isSameWait = mine.map(({ text }) => text).join() === theirs.map(({ text }) => text).join()
  return isSameWait && Object.entries(rest).every(([key, value]) => Object.is(value, other[key as keyof Item]))
}
