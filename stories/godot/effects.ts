/**
 * Signals of the tree that are wired to sockets: what happens as the scene comes, and as it goes.
 */
import { ADDON_METHODS } from './addon.js'
import type { Draft } from './draft.js'
import { commentText } from './markup.js'
import { statementOf } from './statements.js'
import type { SceneConnection } from './types.js'

/** Writes an effect for each `ready` and `tree_exiting` that calls a socket. */
export function writeEffects(draft: Draft): void {
  for (const connection of draft.model.connections) {
    const { signal, from, to, method } = connection
    if (draft.handled.has(connection)) continue
    const isOfTree = signal === 'ready' || signal === 'tree_exiting'
    if (!isOfTree || !draft.nodeAt(from) || !draft.nodeAt(to)?.socket || !ADDON_METHODS.includes(method)) continue
    if (signal === 'ready' && method === 'connect_socket' && connection.binds.length === 0) {
      draft.handled.add(connection)
      draft.notes.add(
        'effect',
        to,
        'A ready is wired to its connect_socket, and it connects by itself: once is enough.',
      )
      continue
    }
    const statement = statementOf({ ...connection, isOneShot: false }, [], draft)
    draft.handled.add(connection)
    if (statement === undefined) continue
    draft.react.add('useEffect')
    draft.body.push(
      ...(signal === 'ready' ? readyEffect(connection, statement, draft) : exitEffect(connection, statement, draft)),
    )
    const when = signal === 'ready' ? 'an effect of the component' : "the clean-up of the component's effect"
    draft.notes.add('effect', from, `${signal} is wired to ${method}: ${when} calls it, under StrictMode twice.`)
  }
}

function readyEffect({ from }: SceneConnection, statement: string, draft: Draft): string[] {
  return [`// ready of ${commented(from, draft)}`, 'useEffect(() => {', `  ${statement}`, '}, [])']
}

/** Refs are empty by the time of the clean-up. */
function exitEffect({ from, to }: SceneConnection, statement: string, draft: Draft): string[] {
  const ref = draft.refTo(draft.nodeAt(to)!)
  return [
    `// tree_exiting of ${commented(from, draft)}`,
    'useEffect(() => {',
    `  const node = ${ref}.current`,
    `  return () => void ${statement.replace(`${ref}.current?.`, 'node?.')}`,
    '}, [])',
  ]
}

function commented(path: string, { nodeAt }: Draft): string {
  return commentText(nodeAt(path)!.name)
}
