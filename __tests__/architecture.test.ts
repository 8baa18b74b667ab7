/** @jest-environment node */
/**
 * The house rules: imports run one way, from the entries down to the vocabulary, and importing a module does nothing.
 */
import { join } from 'node:path'
import {
  findCycle,
  globalsOf,
  globalsReadAtImport,
  hasDefaultExport,
  hasStarExport,
  importsOf,
  isClient,
  nameOf,
  needsClient,
  parse,
  readModules,
  type Module,
} from './support/architecture/sources.js'

const modules = readModules(join(__dirname, '..', 'src'))
const inFolder = (folder: string) => modules.filter(({ path }) => path.startsWith(`${folder}/`))
const paths = (found: readonly Module[]) => found.map(({ path }) => path)

/** Topics without React. */
const TOPICS = ['core/', 'topics/ledger', 'topics/router', 'topics/topic', 'topics/topics', 'topics/types']

/** What the recorder is made of. */
const RECORDER = [
  'core/',
  'react/mounted',
  ...['facts', 'found', 'mask', 'model', 'plain', 'ring', 'tapeEvents', 'watched'].map((name) => `inspector/${name}`),
]

/** What the modules of a folder may import; a name that ends in `/` is a folder. The first row that fits counts. */
const MAY_IMPORT: readonly (readonly [importer: string, allowed: readonly string[]])[] = [
  // The entries are lists of names.
  ['index', ['core/index', 'react/', 'topics/useTopic', 'topics/useTopicState', 'topics/WebSocketTopic']],
  ['core/index', ['core/', 'formats/', 'policies/', 'topics/topics', 'topics/types', 'requests/']],
  // The one default that is a format.
  ['core/createWebSocketNode', ['core/', 'formats/bytes']],
  ['core/', ['core/']],
  // Values that know the vocabulary, and nothing of the machine that uses them.
  ['formats/', ['formats/', 'core/types', 'core/platform', 'core/errors', 'core/show', 'core/sending/encode']],
  ['policies/', ['policies/', 'core/types', 'core/errors', 'core/show', 'core/options', 'core/clock', 'core/emitter']],
  // A topic is read by the hooks that read a node.
  ['react/', ['react/', 'core/', 'formats/', 'topics/types', 'react']],
  ['topics/above', ['topics/types', 'react/sharedContext', 'react']],
  ['topics/useTopic', [...TOPICS, 'topics/above', 'topics/useTopicChecks', 'react']],
  ['topics/useTopicChecks', [...TOPICS, 'react/', 'react']],
  ['topics/useTopicState', [...TOPICS, 'react/', 'react']],
  ['topics/WebSocketTopic', [...TOPICS, 'topics/above', 'topics/useTopic', 'topics/useTopicState', 'react/', 'react']],
  ['topics/', TOPICS],
  ['requests/', ['requests/', 'core/', 'topics/types']],
  // The recorder is shipped without React.
  ['inspector/recorder', RECORDER],
  ['inspector/panel/', ['inspector/', 'core/', 'react', 'react-dom', 'react-dom/client']],
  ['inspector/', ['inspector/', 'core/', 'react/mounted', 'react/autoconnect', 'react/readySources', 'react']],
]

const fits = (name: string, rule: string) => (rule.endsWith('/') ? name.startsWith(rule) : name === rule)

/** The imports of a module that its row does not allow. */
function forbiddenImports(module: Module): string[] {
  const allowed = MAY_IMPORT.find(([importer]) => fits(nameOf(module), importer))?.[1] ?? []
  return importsOf(module).filter((name) => !allowed.some((rule) => fits(name, rule)))
}

/** Names that the language itself has on every platform. */
const LANGUAGE = new Set(Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z]/.test(name)))
for (const name of ['WebSocket', 'MessageChannel', 'TextEncoder', 'TextDecoder', 'URL', 'Event', 'EventTarget'])
  LANGUAGE.delete(name)
LANGUAGE.add('undefined')

const readAtImport = (module: Module) => [...globalsReadAtImport(module)].filter((name) => !LANGUAGE.has(name))

describe('imports', () => {
  it('are found', () => {
    expect(paths(modules)).toEqual(expect.arrayContaining(['index.ts', 'core/index.ts', 'react/WebSocketNode.tsx']))
    expect(importsOf(modules.find(({ path }) => path === 'index.ts')!)).toContain('core/index')
  })

  it.each(modules.map((module) => [module.path, module] as const))('%s imports what it may', (_path, module) => {
    expect(forbiddenImports(module)).toEqual([])
  })

  it('make no cycle', () => {
    expect(findCycle(modules)).toBeUndefined()
  })

  it('name no module that is not there', () => {
    const names = new Set(modules.map(nameOf))
    const missing = modules
      .flatMap(importsOf)
      .filter((name) => name.includes('/') && !name.startsWith('react-dom/') && !names.has(name))
    expect(missing).toEqual([])
  })
})

describe('what copies of the package share', () => {
  it('has a name of its own each', () => {
    const names = modules.flatMap(({ tree }) =>
      [...tree.text.matchAll(/\bshared(?:<\w+>|Context)?\('(\w+)'/g)].map(([, name]) => name!),
    )
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})

describe('exports', () => {
  it('have names', () => {
    expect(paths(modules.filter(hasDefaultExport))).toEqual([])
  })

  it('are listed', () => {
    expect(paths(modules.filter(hasStarExport))).toEqual([])
  })
})

describe('importing a module', () => {
  it.each([...inFolder('core'), ...inFolder('formats')].map((module) => [module.path, module] as const))(
    '%s reads nothing of the platform',
    (_path, module) => {
      expect(readAtImport(module)).toEqual([])
    },
  )

  it('of the core never reads process, also later', () => {
    const readers = [...inFolder('core'), ...inFolder('formats')].filter((module) => globalsOf(module).has('process'))
    expect(paths(readers)).toEqual([])
  })
})

describe("'use client'", () => {
  it('begins the main entry and every module that calls hooks', () => {
    const clients = modules.filter((module) => nameOf(module) === 'index' || needsClient(module))
    expect(clients.length).toBeGreaterThan(1)
    expect(paths(clients.filter((module) => !isClient(module)))).toEqual([])
  })

  it('is nowhere in the core', () => {
    expect(paths([...inFolder('core'), ...inFolder('formats')].filter(isClient))).toEqual([])
  })
})

describe('these rules see', () => {
  it.each([
    ['React in the core', 'core/a.ts', "import { useState } from 'react'", 'react'],
    ['a package in the core', 'core/a.ts', "export { x } from 'ws'", 'ws'],
    ['the binding in the core', 'core/a.ts', "import type { X } from '../react/types.js'", 'react/types'],
    ['a lazy import', 'core/a.ts', "const x = () => import('../react/types.js')", 'react/types'],
    ['a type import', 'core/a.ts', "type X = import('../react/types.js').X", 'react/types'],
    ['the machine in a format', 'formats/a.ts', "import { x } from '../core/node.js'", 'core/node'],
    ['a second package in the binding', 'react/a.tsx', "import { flushSync } from 'react-dom'", 'react-dom'],
    ['a folder without a rule', 'other/a.ts', "import '../core/types.js'", 'core/types'],
  ])('%s', (_name, path, text, found) => {
    expect(forbiddenImports(parse(path, text))).toEqual([found])
  })

  it.each([
    ['a read', 'const secure = location.protocol', ['location']],
    ['a typeof', "const isPage = typeof window !== 'undefined'", ['window']],
    ['a constructor', 'export const encoder = new TextEncoder()', ['TextEncoder']],
    ['an immediate call', 'const page = (() => document.body)()', ['document']],
    ['a static property', 'class A { static page = globalThis.document }', ['globalThis']],
    ['a shorthand', 'const all = { navigator }', ['navigator']],
    ['nothing in a function', 'export const f = (): Document => document', []],
    ['nothing in a method', 'export class A extends Error { page = document; f() { return window } }', []],
    ['nothing in types', 'export type A = typeof document; let b: Window | undefined', []],
    ['nothing in names', 'import { x } from "./x.js"; export const a = { window: x.document, b: Object.keys(x) }', []],
  ])('at import: %s', (_name, text, found) => {
    expect(readAtImport(parse('core/a.ts', text))).toEqual(found)
  })

  it('cycles', () => {
    const cyclic = [
      parse('a.ts', "import './b.js'"),
      parse('b.ts', "export { c } from './c.js'"),
      parse('c.ts', "import type { B } from './b.js'"),
    ]
    expect(findCycle(cyclic)).toEqual(['b', 'c', 'b'])
  })

  it('default and star exports', () => {
    const defaults = ['export default 1', 'export default function f() {}', 'export { a as default } from "./a.js"']
    expect(defaults.map((text) => hasDefaultExport(parse('a.ts', text)))).toEqual([true, true, true])
    const stars = ['export * from "./a.js"', 'export * as a from "./a.js"', 'export { a } from "./a.js"']
    expect(stars.map((text) => hasStarExport(parse('a.ts', text)))).toEqual([true, true, false])
  })

  it("a missing or late 'use client'", () => {
    const late = parse('a.ts', "import { useState } from 'react'\n'use client'\nexport const useA = () => useState(0)")
    expect([needsClient(late), isClient(late)]).toEqual([true, false])
    expect(isClient(parse('a.ts', "/* why */\n'use client'\n"))).toBe(true)
  })
})
