/**
 * In what a scene and its file differ, in sentences.
 */
import type { SceneFile } from './file.js'
import { targetOf, walk, type Placed, type Scene } from './model.js'
import { sceneOf } from './tscn.js'

/** Something that the file does not say, of an item of the scene or a node of the file. */
export interface Unsaid {
  readonly name: string
  readonly text: string
}

export function unsaidOf(scene: Scene, file: SceneFile): readonly Unsaid[] {
  const ids = new Map([...file.paths].map(([id, path]) => [path, id]))
  // What the scene has no longer keeps its path for an id.
  const there = sceneOf(file.model, (path) => ids.get(path) ?? `file:${path}`)
  const inFile = new Map(walk(there).map((placed) => [placed.item.id, placed]))
  const inScene = walk(scene)
  const known = new Set(inScene.map(({ item }) => item.id))
  const nameOf = (id: string | null) =>
    (inScene.find(({ item }) => item.id === id) ?? inFile.get(id ?? ''))?.item.name ?? 'nothing'

  const orders: Orders = new Map()

  const found = inScene.flatMap((placed): Unsaid[] => {
    const { item } = placed
    const say = (text: string) => ({ name: item.name, text })
    const other = inFile.get(item.id)
    const ready = item.ready
      ? []
      : [say('In Godot a node is always ready once it is in the tree: ready is not in the file.')]
    if (!other) return [say(`It is not in the file: ${whyMissing(placed, file)}.`), ...ready]
    return [
      ...(other.item.name === item.name ? [] : [say(`The file calls it ${other.item.name}: ${NAME_RULE}.`)]),
      ...(item.kind === 'provider' && other.item.kind !== 'provider'
        ? [say('The file has a plain node in its place: only the root of a scene file is a provider.')]
        : []),
      ...(isSamePlace(placed, other, orders) ? [] : [say('It was moved; in the file it stands where it stood.')]),
      ...(item.kind === 'node'
        ? otherWait(item.id, targetOf(there, item.id), targetOf(scene, item.id), nameOf).map(say)
        : []),
      ...ready,
    ]
  })
  const left = [...inFile.values()].filter(({ item }) => !known.has(item.id)).map(({ item }) => item)
  const isAdded = scene.length > 0 && left[0]?.id === 'file:.'
  return [
    ...found,
    ...left.map(({ name, id }) =>
      isAdded && id === 'file:.'
        ? { name, text: 'A scene file has one root: the file has this one above all others.' }
        : { name, text: 'It is still in the file.' },
    ),
  ]
}

const NAME_RULE = 'there a name has none of . : @ / " % and is no other child’s'

function whyMissing({ above, item }: Placed, { paths }: SceneFile): string {
  if (above.length === 0) return 'a scene file has one root'
  if (!paths.has(above.at(-1)!.id)) return `what it is below, ${above.at(-1)!.name}, is not there`
  return `${NAME_RULE}: ${item.name}`
}

/** Of siblings in the scene, those that stand in the order of the file. */
type Orders = Map<Scene, ReadonlySet<string>>

/** Below the same one, and in order with the others that stand there in both. */
function isSamePlace(one: Placed, other: Placed, orders: Orders): boolean {
  const parentOf = ({ above }: Placed) => above.at(-1)?.id
  const parent = parentOf(other)
  if (parentOf(one) !== parent && !(one.above.length === 0 && parent === 'file:.')) return false
  const { siblings } = one
  const known = orders.get(siblings) ?? sortedIn(siblings, other.siblings)
  orders.set(siblings, known)
  return known.has(one.item.id)
}

function sortedIn(siblings: Scene, inFile: Scene): ReadonlySet<string> {
  const places = new Map(inFile.map(({ id }, index) => [id, index]))
  const sorted = inOrder(siblings.flatMap(({ id }) => places.get(id) ?? []))
  return new Set(siblings.map(({ id }) => id).filter((id) => sorted.has(places.get(id) ?? -1)))
}

/** The longest part of some numbers that grows: the others are the fewest that have changed their places. */
function inOrder(numbers: readonly number[]): ReadonlySet<number> {
  if (numbers.every((number, index) => index === 0 || numbers[index - 1]! < number)) return new Set(numbers)
  const before: number[][] = []
  for (const [index, number] of numbers.entries()) {
    const parts = before.filter((_, earlier) => numbers[earlier]! < number)
    before[index] = [...longest(parts), number]
  }
  return new Set(longest(before))
}

function longest(parts: readonly number[][]): readonly number[] {
  return parts.reduce<readonly number[]>((best, part) => (part.length > best.length ? part : best), [])
}

function otherWait(
  id: string,
  said: string | null,
  wanted: string | null,
  nameOf: (id: string | null) => string,
): string[] {
  if (said === wanted) return []
  return [`In the file it ${waits(said, id, nameOf)}; here it ${waits(wanted, id, nameOf)}.`]
}

function waits(target: string | null, id: string, nameOf: (id: string | null) => string): string {
  if (target === null) return 'does not connect by itself'
  return target === id ? 'connects at once' : `waits for ${nameOf(target)}`
}
