/**
 * The code of a playground: what one would write for these settings, with everything that the node waits for.
 */
import { aroundOf, isSaid, protocolsOf, signalOf } from './options.js'
import { hasPresets, presetOf, quoted } from './presets.js'
import { FIELDS, type Field, type HandlerOption, type Settings } from './settings.js'

/** A module whose default export is the app. It runs alone: only the package and React are imported. */
export function codeOf(settings: Settings): string {
  const scene = sceneOf(settings)
  const imports = new Set(['useWebSocketNode', ...scene.imports])
  const options = FIELDS.filter((field) => isSaid(field, settings)).map((field) => {
    if (hasPresets(field.name)) presetOf(field.name, settings[field.name]).imports?.forEach((name) => imports.add(name))
    return `${field.name}: ${expressionOf(field, settings)},`
  })
  const socket = [
    `${scene.open ? 'function Socket' : 'export default function App'}(${scene.props}) {`,
    ...scene.before.map(indented(1)),
    ...(options.length > 0
      ? ['  const [state, node] = useWebSocketNode({', ...options.map(indented(2)), '  })']
      : ['  const [state, node] = useWebSocketNode()']),
    '  return (',
    '    <p>',
    '      <output>{state.status}</output>',
    '      <button onClick={() => node.connect()}>Connect</button>',
    '      <button onClick={() => node.close()}>Close</button>',
    '    </p>',
    '  )',
    '}',
  ]
  const app = scene.open && [
    'export default function App() {',
    ...scene.setUp.map(indented(1)),
    '  return (',
    ...scene.open.map((line, depth) => indented(2 + depth)(line)),
    ...scene.inside.map(indented(2 + scene.open.length)),
    ...scene.close.map((line, index) => indented(1 + scene.open!.length - index)(line)),
    '  )',
    '}',
    '',
  ]
  return [...importOf([...imports].sort(byName)), '', ...(app || []), ...socket, ''].join('\n')
}

interface Scene {
  readonly imports: readonly string[]
  /** What the socket's component takes. */
  readonly props: string
  /** What the socket's component does before the hook. */
  readonly before: readonly string[]
  /** What the app does before it returns. */
  readonly setUp: readonly string[]
  /** The elements around the socket, the outermost first; undefined where the socket stands alone. */
  readonly open: readonly string[] | undefined
  readonly inside: readonly string[]
  readonly close: readonly string[]
}

/** Only what the node's mode, reference or name needs. */
function sceneOf(settings: Settings): Scene {
  const { autoconnectMode: mode, autoconnectReference: reference } = settings
  const tags: string[] = []
  const imports: string[] = []
  const add = (tag: string, isReady: unknown) => {
    imports.push(tag)
    tags.push(isReady ? `<${tag}>` : `<${tag} ready={false}>`)
  }
  if (mode === 'root-ready') add('WebSocketProvider', settings.root)
  if (mode === 'owner-ready') add('WebSocketProvider', settings.owner)
  if (tags.length === 0 && (settings.name !== '' || reference === 'opened(another node)'))
    add('WebSocketProvider', true)
  if (mode === 'parent-ready') add('WebSocketNode', settings.parent)
  const common = {
    imports: isNamed(reference) ? [...imports, 'useNode', 'WebSocketNode'] : imports,
    close: [...tags].reverse().map((tag) => tag.replace(/<(\w+).*/, '</$1>')),
  }
  if (isNamed(reference)) {
    return {
      ...common,
      props: '',
      before: ["const auth = useNode('auth')"],
      setUp: [],
      open: tags,
      inside: [...(settings.reference ? [authNode(settings)] : []), '<Socket />'],
    }
  }
  if (reference === 'an element’s ref') {
    return {
      ...common,
      imports: [...imports, 'type ReadyRef'],
      props: '{ reference }: { reference: ReadyRef<HTMLElement> }',
      before: [],
      setUp: ['const reference = useReadyRef<HTMLElement>()'],
      ...(tags.length > 0 ? { open: tags } : { open: ['<>'], close: ['</>'] }),
      inside: [...(settings.reference ? ['<section ref={reference} />'] : []), '<Socket reference={reference} />'],
    }
  }
  const isAlone = tags.length === 0
  return { ...common, props: '', before: [], setUp: [], open: isAlone ? undefined : tags, inside: ['<Socket />'] }
}

function isNamed(reference: unknown): boolean {
  return reference === 'opened(another node)'
}

/** The node that is waited for: it connects to the echo of this server by itself. */
function authNode({ host, useWSS }: Settings): string {
  const scheme = useWSS ? '' : ' useWSS={false}'
  return `<WebSocketNode name="auth" host="${String(host)}" route="/ws/echo"${scheme} autoconnectMode="self-ready" />`
}

function expressionOf({ name }: Field, settings: Settings): string {
  const value = settings[name]
  if (hasPresets(name)) return presetOf(name, value).code?.(aroundOf(settings)) ?? 'undefined'
  if (name === 'protocols') return `[${protocolsOf(value).map(quoted).join(', ')}]`
  if (name.startsWith('on')) return `(...args) => console.log(${quoted(signalOf(name as HandlerOption))}, ...args)`
  return typeof value === 'string' ? quoted(value) : String(value)
}

function indented(depth: number): (line: string) => string {
  return (lines) =>
    lines
      .split('\n')
      .map((line) => '  '.repeat(depth) + line)
      .join('\n')
}

function byName(a: string, b: string): number {
  const [first, second] = [a, b].map((name) => name.replace('type ', '').toLowerCase())
  return first! < second! ? -1 : 1
}

/** On one line, as long as it fits. */
function importOf(names: readonly string[]): readonly string[] {
  const line = `import { ${names.join(', ')} } from 'react-websocket-node'`
  return line.length <= 72
    ? [line]
    : ['import {', ...names.map((name) => `  ${name},`), "} from 'react-websocket-node'"]
}
