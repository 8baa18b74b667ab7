/**
 * Connections as statements of a handler: in the file's order, later where Godot defers them, once where it says so.
 */
import { callOf, passedTo } from './calls.js'
import type { Draft } from './draft.js'
import type { Literal } from './literals.js'
import type { SceneConnection } from './types.js'

/** The statement of a connection; undefined where there is none, which a note says. */
export function statementOf(
  connection: SceneConnection,
  parameters: readonly Literal[],
  draft: Draft,
): string | undefined {
  draft.handled.add(connection)
  const passed = passedTo(connection, parameters, draft)
  const call = passed && callOf(connection, passed, draft)
  if (call === undefined) return undefined
  const later = connection.isDeferred ? `queueMicrotask(() => ${call})` : call
  return connection.isOneShot ? onceOnly(connection, later, draft) : later
}

/** Several lines: the first call is remembered by a ref. */
function onceOnly({ signal, method }: SceneConnection, statement: string, draft: Draft): string {
  const name = draft.namer.variable(`${method}_${signal}_once`)
  draft.react.add('useRef')
  draft.body.push(`const ${name} = useRef(false)`)
  return [`if (!${name}.current) {`, `  ${name}.current = true`, `  ${statement}`, '}'].join('\n')
}

/** A function that has these statements, for a prop or an argument. */
export function functionOf(statements: readonly string[], parameters: readonly Literal[]): string {
  const head = `(${parametersUsed(statements, parameters)}) =>`
  const [only] = statements
  if (statements.length === 1 && !only!.includes('\n')) return `${head} ${only}`
  const lines = statements.flatMap((statement) => statement.split('\n'))
  return [`${head} {`, ...lines.map((line) => `  ${line}`), '}'].join('\n')
}

/** The parameters up to the last that is used; an unused one before it keeps its place. */
function parametersUsed(statements: readonly string[], parameters: readonly Literal[]): string {
  const words = new Set(statements.flatMap((statement) => withoutTexts(statement).match(/[\w$]+/g) ?? []))
  const last = parameters.findLastIndex(({ code }) => words.has(code))
  return parameters
    .slice(0, last + 1)
    .map(({ code }) => (words.has(code) ? code : `_${code}`))
    .join(', ')
}

/** Without strings, and without the names of methods, which may be those of parameters. */
function withoutTexts(statement: string): string {
  return statement.replace(/'(?:[^'\\]|\\.)*'/g, "''").replace(/\.\w+/g, '')
}
