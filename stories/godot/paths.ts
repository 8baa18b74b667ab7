/**
 * Node paths: from the scene's root, which is `.`, and from one node to another.
 */

/** The path of a node below another one. */
export function join(parent: string, name: string): string {
  return parent === '.' ? name : `${parent}/${name}`
}

/** The names on the way from the root. */
function namesOf(path: string): string[] {
  return path === '.' ? [] : path.split('/')
}

/** The path of the node above; null for the root. */
export function above(path: string): string | null {
  if (path === '.') return null
  const cut = path.lastIndexOf('/')
  return cut < 0 ? '.' : path.slice(0, cut)
}

/** Whether a node is below another one, or is that one. */
export function isWithin(path: string, ancestor: string): boolean {
  return ancestor === '.' || path === ancestor || path.startsWith(`${ancestor}/`)
}

/**
 * Where a relative path leads.
 * @param unique finds the path of `%Name`
 * @returns null where it leads out of the scene, or is absolute or empty
 */
export function resolve(from: string, path: string, unique: (name: string) => string | undefined): string | null {
  const [way] = path.split(':', 1) as [string]
  if (way === '' || way.startsWith('/')) return null
  const walk = walkFrom(from, '.', unique)
  for (const step of way.split('/')) walk.take(step)
  return walk.place()
}

/** A walk through the scene. */
export interface Walk {
  /** One step: a name, `%Name`, `..`, or `.` and nothing, which stay. Once the walk has left the scene, it stays out. */
  take(step: string): void
  /** The path of the place; null outside of the scene. */
  place(): string | null
  /** Whether the place is the landmark, and whether it is the landmark or below: known at once, however deep it is. */
  isAt(): boolean
  isWithin(): boolean
}

/**
 * A walk that begins at a node.
 * @param landmark the path of a node, for `isAt` and `isWithin`
 * @param unique finds the path of `%Name`
 */
export function walkFrom(from: string, landmark: string, unique: (name: string) => string | undefined): Walk {
  const there = namesOf(landmark)
  let names: string[] | null = namesOf(from)
  /** How many names the place and the landmark begin with in common. */
  let shared = sharedLength(names, there)
  return {
    take(step) {
      if (!names) return
      if (step === '..') {
        if (names.pop() === undefined) names = null
        else shared = Math.min(shared, names.length)
      } else if (step.startsWith('%')) {
        const found = unique(step.slice(1))
        names = found === undefined ? null : namesOf(found)
        shared = names ? sharedLength(names, there) : 0
      } else if (step !== '.' && step !== '') {
        if (shared === names.length && there[shared] === step) shared++
        names.push(step)
      }
    },
    place: () => names && (names.join('/') || '.'),
    isAt: () => names?.length === there.length && shared === there.length,
    isWithin: () => names !== null && shared === there.length,
  }
}

function sharedLength(one: readonly string[], other: readonly string[]): number {
  let shared = 0
  while (shared < one.length && one[shared] === other[shared]) shared++
  return shared
}

/** The path from one node to another, as Godot writes it. */
export function relative(from: string, to: string): string {
  const [here, there] = [namesOf(from), namesOf(to)]
  const shared = sharedLength(here, there)
  const steps = [...here.slice(shared).map(() => '..'), ...there.slice(shared)]
  return steps.join('/') || '.'
}
