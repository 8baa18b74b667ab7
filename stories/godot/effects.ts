/**
 * Signals of the tree that are wired to sockets: what happens as the scene comes, and as it goes.
 */
import { ADDON_METHODS } from './addon.js'
import type { Draft } from './draft.js'
import { statementOf } from './statements.js'
import type { SceneConnection } from './types.js'

/** Writes an effect for each `ready` and `tree_exiting` that calls a socket. */
export function writeEffects(draft: Draft): void {
  for (const connection of draft.model.connections) {
    const { signal, from, to, method } = connection
    const isOfTree = signal === 'ready' || signal === 'tree_exiting'
    if (!isOfTree || !draft.nodeAt(from) || !draft.nodeAt(to)?.socket || !ADDON_METHODS.includes(method)) continue
    const statement = statementOf({ ...connection, isOneShot: false }, [], draft)
    draft.handled.add(connection)
    if (statement === undefined) continue
    draft.react.add('useEffect')
    draft.body.push(...(signal === 'ready' ? readyEffect(connection, statement) : exitEffect(connection, statement, draft)))
    const when = signal === 'ready' ? 'an effect of the component' : "the clean-up of the component's effect"
    draft.notes.add('effect', from, `${signal} is wired to ${method}: ${when} calls it.`)
  }
}

function readyEffect({ from }: SceneConnection, statement: string): string[] {
  return [`// ready of ${commented(from)}`, 'useEffect(() => {', `  ${statement}`, '}, [])']
}

/** Refs are empty by the time of the clean-up. */
function exitEffect({ from, to }: SceneConnection, statement: string, draft: Draft): string[] {
  const ref = draft.refTo(draft.nodeAt(to)!)
  return [
    `// tree_exiting of ${commented(from)}`,
    'useEffect(() => {',
    `  const node = ${ref}.current`,
    `  return () => void ${statement.replace(`${ref}.current?.`, 'node?.')}`,
    '}, [])',
  ]
}

function commented(path: string): string {
  return path.replace(/[\p{C}\u2028\u2029\s]+/gu, ' ')
}
