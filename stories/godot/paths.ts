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
  let names = namesOf(from)
  for (const step of way.split('/')) {
    if (step === '..') {
      if (names.length === 0) return null
      names.pop()
    } else if (step.startsWith('%')) {
      const found = unique(step.slice(1))
      if (found === undefined) return null
      names = namesOf(found)
    } else if (step !== '.' && step !== '') names.push(step)
  }
  return names.join('/') || '.'
}

/** The path from one node to another, as Godot writes it. */
export function relative(from: string, to: string): string {
  const [here, there] = [namesOf(from), namesOf(to)]
  let shared = 0
  while (shared < here.length && shared < there.length && here[shared] === there[shared]) shared++
  const steps = [...here.slice(shared).map(() => '..'), ...there.slice(shared)]
  return steps.join('/') || '.'
}
