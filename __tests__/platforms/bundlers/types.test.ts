/**
 * The types of the packed package under the compilers from the oldest to the newest, by each way that they look for
 * packages, as strict as can be. What counts are errors in the app and in the package: those in React's types are not ours.
 */
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createConsumer, type Consumer } from '../../build/support/consumer.js'
import { ROOT, runNode } from '../../build/support/run.js'
import { WITHOUT_DOM } from '../../support/bundlers/withoutDom.js'

const ours = (name: string) => join(ROOT, 'node_modules', name)
const pinned = (name: string) => join(ROOT, 'platforms', 'bundlers', 'node_modules', name)

const COMPILERS: readonly (readonly [version: string, folder: string])[] = [
  ['5.0', pinned('typescript-5.0')],
  ['5.4', ours('typescript-5.4')],
  ['5.9', ours('typescript-5.9')],
  ['6.0', ours('typescript')],
  ['7.0', pinned('typescript-7.0')],
]

/** By the names of `moduleResolution`. */
const WAYS: Readonly<Record<string, { readonly file: string; readonly options: Readonly<Record<string, unknown>> }>> = {
  bundler: { file: 'usage.ts', options: { module: 'ESNext', moduleResolution: 'bundler' } },
  'node10, as CommonJS': { file: 'usage.ts', options: { module: 'CommonJS', moduleResolution: 'node10' } },
  'node16, as a module': { file: 'usage.mts', options: { module: 'Node16', moduleResolution: 'node16' } },
  'node16, as CommonJS': { file: 'usage.cts', options: { module: 'Node16', moduleResolution: 'node16' } },
  'nodenext, as a module': { file: 'usage.mts', options: { module: 'NodeNext', moduleResolution: 'nodenext' } },
  'nodenext, as CommonJS': { file: 'usage.cts', options: { module: 'NodeNext', moduleResolution: 'nodenext' } },
}

/** The pairs that a compiler takes: 6.0 wants to be told that node10 is meant, 7.0 has it no more. */
function waysOf(version: string) {
  return Object.entries(WAYS).flatMap(([way, { file, options }]) => {
    if (options.moduleResolution !== 'node10') return [{ way, file, options }]
    if (version === '7.0') return []
    return [{ way, file, options: version === '6.0' ? { ...options, ignoreDeprecations: '6.0' } : options }]
  })
}

/** Since 5.5. */
const hasIsolatedDeclarations = (version: string) => version > '5.5'

const STRICT = {
  strict: true,
  noEmit: true,
  target: 'ES2022',
  lib: ['ES2022', 'DOM'],
  types: [],
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
}

const USAGE = `
import { createElement } from 'react'
import { backoff, json, ping, text, useLastPacket, useNode, useWebSocketNode, WebSocketNode, WebSocketProvider } from 'react-websocket-node'
import { createWebSocketNode, type Heart, type WebSocketNodeOptions } from 'react-websocket-node/core'

const chat = json<{ in: 1 }, { out: 2 }>()
const options = { format: text, url: null, onPacket: (packet: string) => packet } satisfies WebSocketNodeOptions<typeof text>
export const node = createWebSocketNode(options)
export const clockOf = (heart: Heart) => heart.clock
// @ts-expect-error bytes are no text
node.send(new Uint8Array())

export function App() {
  const [state, own] = useWebSocketNode({ format: chat, reconnect: backoff(), heartbeat: ping({ message: 'ping' }) })
  // @ts-expect-error the other way round
  own.send({ in: 1 })
  const last: { in: 1 } | undefined = useLastPacket(useNode('chat', chat))
  return createElement(WebSocketProvider, { defaults: { url: null } }, createElement(WebSocketNode, { name: state.status + String(last) }))
}
`

/** Each export says its type, by names that the entries export. */
const ISOLATED = `
import { createWebSocketNode, json, text, type Cancel, type Clock, type CoreNode, type Format, type Heart, type NodeState } from 'react-websocket-node/core'
import { useWebSocketNode, type Packet, type WebSocketNodeHandle } from 'react-websocket-node'

export const clockOf = (heart: Heart): Clock => heart.clock
export const soon = (heart: Heart): Cancel => heart.clock.after(1, () => {})
export const node: CoreNode<typeof text> = createWebSocketNode({ format: text })
export const useText = (): [NodeState, WebSocketNodeHandle<typeof text>] => useWebSocketNode({ format: text })
export const rows: Format<{ id: number }, readonly { id: number }[], { id: number }> = json<{ id: number }>()
export const first = (packets: readonly Packet<typeof rows>[]): { id: number } | undefined => packets[0]
`

let consumer: Consumer
beforeAll(async () => {
  consumer = await createConsumer()
  for (const { file } of Object.values(WAYS)) await consumer.write(file, USAGE)
  await consumer.write('core.ts', WITHOUT_DOM)
  await consumer.write('isolated.ts', ISOLATED)
})
afterAll(() => consumer?.remove())

interface Job {
  readonly file: string
  readonly options: object
}

/** The errors in each file and in the package. */
async function errorsOf(compiler: string, jobs: readonly Job[]): Promise<string[][]> {
  const full = jobs.map(({ file, options }) => ({ file, options: { ...STRICT, ...options } }))
  // Without an interface of its own, but fast.
  if (compiler === pinned('typescript-7.0')) return Promise.all(full.map((job) => errorsOfCommand(compiler, job)))
  const program = join(ROOT, '__tests__', 'support', 'bundlers', 'compile.mjs')
  const { output } = await runNode(consumer.folder, program, compiler, JSON.stringify(full))
  return JSON.parse(output) as string[][]
}

async function errorsOfCommand(compiler: string, { file, options }: Job): Promise<string[]> {
  const config = `tsconfig.${++count}.json`
  await consumer.write(config, JSON.stringify({ compilerOptions: options, files: [file] }))
  const tsc = join(compiler, 'bin', 'tsc')
  const { code, output } = await runNode(consumer.folder, tsc, '-p', config, '--pretty', 'false')
  const errors = code === 0 ? [] : output.trim().split(/\n(?! )/)
  return errors.filter((error) => !/^node_modules\/(?!react-websocket-node\/)/.test(error))
}

let count = 0

describe.each(COMPILERS)('TypeScript %s', (version, compiler) => {
  const ways = waysOf(version)
  const { options } = WAYS.bundler!
  const core = { file: 'core.ts', options: { ...options, lib: ['ES2022'] } }
  const isolated = { file: 'isolated.ts', options: { ...options, isolatedDeclarations: true, declaration: true } }
  const jobs = [...ways, core, ...(hasIsolatedDeclarations(version) ? [isolated] : [])]
  let found: ReadonlyMap<Job, readonly string[]>
  beforeAll(async () => {
    const errors = await errorsOf(compiler, jobs)
    found = new Map(jobs.map((job, index) => [job, errors[index]!]))
  })

  it.each(ways)('finds the types of both entries, as $way', (job) => {
    expect(found.get(job)).toEqual([])
  })

  it('needs neither the DOM library nor the types of Node for ./core', () => {
    expect(found.get(core)).toEqual([])
  })

  if (hasIsolatedDeclarations(version)) {
    it('takes what names the types of the package from a project with isolatedDeclarations', () => {
      expect(found.get(isolated)).toEqual([])
    })
  }
})

it('counts what is wrong', async () => {
  await consumer.write('wrong.ts', `${USAGE}\nexport const wrong: string = node.state`)
  for (const folder of [ours('typescript'), pinned('typescript-7.0')]) {
    const [errors] = await errorsOf(folder, [{ ...WAYS.bundler!, file: 'wrong.ts' }])
    expect(errors).toEqual([expect.stringContaining("Type 'NodeState' is not assignable to type 'string'")])
  }
})

it('fits the types of React 18', async () => {
  const types = join(consumer.folder, 'node_modules', '@types', 'react')
  await rm(types, { recursive: true })
  await cp(pinned(join('@types', 'react-18')), types, { recursive: true })
  await cp(pinned(join('@types', 'prop-types')), join(consumer.folder, 'node_modules', '@types', 'prop-types'), {
    recursive: true,
  })
  expect(await errorsOf(ours('typescript'), [WAYS.bundler!])).toEqual([[]])
})
