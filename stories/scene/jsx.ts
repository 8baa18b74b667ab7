/**
 * The JSX of a scene that one has built.
 */
import { createNamer } from '../godot/identifiers.js'
import { textAttribute, textLiteral } from '../godot/literals.js'
import { print, type Markup } from '../godot/markup.js'
import { namedIn, TAGS, walk, type Item, type Placed, type Scene } from './model.js'

/** Where nodes connect that say nothing themselves. */
export interface Routing {
  readonly host: string
  readonly route: string
  readonly useWSS: boolean
}

/** A module with one component, which runs alone. Without `routing`, nodes have only what the file of the scene says. */
export function sceneJsx(scene: Scene, routing: Routing | null): string {
  const namer = createNamer()
  const component = namer.component('Scene')
  const items = walk(scene)
  const awaited = new Set(items.flatMap(({ item }) => (item.mode === 'custom' ? (item.reference ?? []) : [])))
  const refs = new Map(
    items.filter(({ item }) => awaited.has(item.id)).map(({ item }) => [item.id, namer.variable(item.name)]),
  )
  const names = namedIn(scene)
  const placed = new Map(items.map((one) => [one.item.id, one]))
  const propsOf = (item: Item): string[] => {
    const ref = refs.get(item.id)
    return [
      ...(ref === undefined ? [] : [`ref={${ref}}`]),
      ...(item.kind === 'node' && names.has(item.id) ? [textAttribute('name', item.name)] : []),
      ...(item.ready ? [] : ['ready={false}']),
      ...routingProps(placed.get(item.id)!, routing),
      ...(item.kind === 'node' ? nodeProps(item, refs) : []),
    ]
  }
  const markup = (item: Item): Markup => ({
    tag: TAGS[item.kind],
    attributes: propsOf(item),
    children: item.children.map(markup),
  })
  const [only, ...others] = scene
  const root = only && others.length === 0 ? markup(only) : { tag: '', attributes: [], children: scene.map(markup) }
  const kinds = new Set(items.filter(({ item }) => refs.has(item.id)).map(({ item }) => item.kind))
  return [
    ...imports(items, kinds),
    ...(kinds.has('node') ? ['type SocketRef = WebSocketNodeHandle<typeof bytes>', ''] : []),
    `export function ${component}() {`,
    ...items.flatMap(({ item }) => (refs.has(item.id) ? `  ${declaration(item, refs.get(item.id)!)}` : [])),
    ...(only ? ['  return (', ...print(root, '    '), '  )'] : ['  return null']),
    '}',
    '',
  ].join('\n')
}

/** A provider hands the routing down, so the outermost ones say it, and nodes that have none above. */
function routingProps({ item, above }: Placed, routing: Routing | null): string[] {
  if (!routing || item.kind === 'element' || above.some(({ kind }) => kind === 'provider')) return []
  const { host, route, useWSS } = routing
  if (item.kind === 'node') return [textAttribute('host', host), textAttribute('route', route), `useWSS={${useWSS}}`]
  return [`defaults={{ host: ${textLiteral(host)}, route: ${textLiteral(route)}, useWSS: ${useWSS} }}`]
}

function nodeProps({ mode, reference, attributes }: Item, refs: ReadonlyMap<string, string>): string[] {
  const ref = reference === null ? undefined : refs.get(reference)
  return [
    ...attributes,
    `autoconnectMode="${mode}"`,
    ...(mode === 'custom' && ref !== undefined ? [`autoconnectReference={${ref}}`] : []),
  ]
}

function declaration({ kind }: Item, name: string): string {
  if (kind === 'element') return `const ${name} = useReadyRef<HTMLDivElement>()`
  return `const ${name} = useRef<${kind === 'node' ? 'SocketRef' : 'ReadySource'}>(null)`
}

function imports(items: readonly Placed[], refs: ReadonlySet<Item['kind']>): string[] {
  const kinds = new Set(items.map(({ item }) => item.kind))
  const names = [
    ...(refs.has('element') ? ['useReadyRef'] : []),
    ...(kinds.has('node') ? ['WebSocketNode'] : []),
    ...(kinds.has('provider') ? ['WebSocketProvider'] : []),
    ...(refs.has('node') ? ['type bytes'] : []),
    ...(refs.has('provider') ? ['type ReadySource'] : []),
    ...(refs.has('node') ? ['type WebSocketNodeHandle'] : []),
  ]
  const lines = [
    ...(refs.has('node') || refs.has('provider') ? ["import { useRef } from 'react'"] : []),
    ...(names.length > 0 ? [`import { ${names.join(', ')} } from 'react-websocket-node'`] : []),
  ]
  return lines.length > 0 ? [...lines, ''] : []
}
