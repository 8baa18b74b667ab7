/**
 * A scene as a component of this package.
 */
import { optionsOf } from './attributes.js'
import { describe, type Draft } from './draft.js'
import { writeEffects } from './effects.js'
import { handlersOf, reconnectOf } from './handlers.js'
import { heartbeatOf } from './heartbeat.js'
import { textAttribute, textLiteral } from './literals.js'
import { commentText, print, type Markup } from './markup.js'
import { property } from './sections.js'
import { functionOf, statementOf } from './statements.js'
import type { SceneNode } from './types.js'
import { textOf } from './values.js'

/** The module's code, and the paths of the nodes that are in it. */
export function writeComponent(root: SceneNode, draft: Draft): { code: string; rendered: ReadonlySet<string> } {
  const name = draft.namer.component(root.name)
  const props = new Map<string, readonly string[]>()
  const isNamed = namesOnce(root, draft)
  for (const node of draft.model.nodes) {
    if (node.socket)
      props.set(node.path, [...(isNamed(node) ? [textAttribute('name', node.name)] : []), ...socketProps(node, draft)])
    else if (draft.kindOf(node) === 'button') props.set(node.path, buttonProps(node, draft))
  }
  writeEffects(draft)

  const rendered = new Set<string>()
  const markup = elementOf(root, props, rendered, draft)!
  const declared = declarations(draft)
  const lines = [...declared, ...draft.body].map((line) => `  ${line}`)
  const methods = [...draft.methods.values()]
  const methodsType = draft.namer.component(`${root.name}Methods`)
  const code = [
    ...imports(draft),
    '',
    ...(draft.types.has('WebSocketNodeHandle') ? ['type SocketRef = WebSocketNodeHandle<typeof bytes>', ''] : []),
    ...(methods.length > 0 ? [...methodsInterface(methodsType, draft), ''] : []),
    `export function ${name}(${methods.length > 0 ? `{ methods }: { methods: ${methodsType} }` : ''}) {`,
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    '  return (',
    ...print(markup, '    '),
    '  )',
    '}',
    '',
  ].join('\n')
  return { code, rendered }
}

/** A name finds one node of a provider: the first of several sockets that have it. */
function namesOnce(root: SceneNode, draft: Draft): (node: SceneNode) => boolean {
  const first = new Map<string, string>()
  return ({ name, path }) => {
    if (root.socket) return false
    if (!first.has(name)) first.set(name, path)
    else draft.notes.add('name', path, `Another socket has the name ${name}, by which useNode finds only that one.`)
    return first.get(name) === path
  }
}

function socketProps(node: SceneNode, draft: Draft): string[] {
  return [
    ...optionsOf(node, node.socket!, draft),
    ...reconnectOf(node, draft),
    ...heartbeatOf(node, draft),
    ...handlersOf(node, draft),
  ]
}

function buttonProps(node: SceneNode, draft: Draft): string[] {
  const statements = draft
    .from(node.path)
    .filter(({ signal }) => signal === 'pressed')
    .flatMap((connection) => statementOf(connection, [], draft) ?? [])
  return ['type="button"', ...(statements.length > 0 ? [`onClick={${functionOf(statements, [])}}`] : [])]
}

const TAGS = { provider: 'WebSocketProvider', socket: 'WebSocketNode', button: 'button', plain: 'div' } as const

/** The element of a node, if it or something below it is wanted. */
function elementOf(
  node: SceneNode,
  props: ReadonlyMap<string, readonly string[]>,
  rendered: Set<string>,
  draft: Draft,
): Markup | null {
  const kind = draft.kindOf(node)
  const ref = draft.refs.get(node.path)
  const below = node.children.flatMap((child) => elementOf(child, props, rendered, draft) ?? [])
  const comment = { comment: describe(node) }
  if (kind === 'plain' && ref === undefined && below.length === 0) {
    if (node.instance === null) return null
    rendered.add(node.path)
    return comment
  }
  rendered.add(node.path)
  const isPlain = kind === 'plain'
  const text = textOf(property(node.section, 'text')?.value)
  const children = [
    ...(isPlain ? [comment] : []),
    ...(kind === 'button' ? [{ text: `{${textLiteral(text || node.name)}}` }] : []),
    ...below,
  ]
  const attributes = [...(ref === undefined ? [] : [`ref={${ref}}`]), ...(props.get(node.path) ?? [])]
  if (kind === 'socket' || kind === 'provider') draft.imports.add(TAGS[kind])
  return { tag: isPlain && ref === undefined ? '' : TAGS[kind], attributes, children }
}

/** The refs, by the kinds of what they hold. */
function declarations(draft: Draft): string[] {
  return [...draft.refs].map(([path, name]) => {
    const kind = draft.kindOf(draft.nodeAt(path)!)
    if (kind === 'plain' || kind === 'button') {
      draft.imports.add('useReadyRef')
      return `const ${name} = useReadyRef<HTML${kind === 'plain' ? 'Div' : 'Button'}Element>()`
    }
    draft.react.add('useRef')
    if (kind === 'provider') draft.types.add('ReadySource')
    else draft.types.add('WebSocketNodeHandle').add('bytes')
    return `const ${name} = useRef<${kind === 'provider' ? 'ReadySource' : 'SocketRef'}>(null)`
  })
}

function imports({ react, imports, types }: Draft): string[] {
  const list = (names: Iterable<string>) => [...names].sort().join(', ')
  const typed = [...types].map((name) => `type ${name}`)
  return [
    ...(react.size > 0 ? [`import { ${list(react)} } from 'react'`] : []),
    `import { ${[list(imports), ...typed.sort()].filter(Boolean).join(', ')} } from 'react-websocket-node'`,
  ]
}

function methodsInterface(name: string, { methods }: Draft): string[] {
  return [
    "/** Methods of the scene's scripts, which the scene file does not hold. */",
    `export interface ${name} {`,
    ...[...methods.values()].flatMap(({ name, parameters, doc }) => [
      `  /** ${commentText(doc)} */`,
      `  ${name}(${parameters}): void`,
    ]),
    '}',
  ]
}
