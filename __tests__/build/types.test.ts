/**
 * The types of the installed package, in the compilers that users have: what is inferred, what an error says, what can be
 * exported, and what needs no DOM.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { WITHOUT_DOM } from '../support/bundlers/withoutDom.js'
import { COMPILERS, compile } from './support/compilers.js'
import { createConsumer, type Consumer } from './support/consumer.js'

let consumer: Consumer
beforeAll(async () => {
  consumer = await createConsumer()
})
afterAll(() => consumer?.remove())

const FINE = { code: 0, output: '' }

/** Compiles only where types are the same, `any` included. */
const SAME = `
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function same<Truth extends true>(_truth?: Truth): void {}
`

const USAGE = `
import {
  backoff, createWebSocketNode, json, ping, text, useLastPacket, useLastReceived, useNode, useNodeState, useReceivedLog,
  useReceivedReducer, useRemaining, useSignal, useWebSocketNode, WebSocketNode, WebSocketProvider,
} from 'react-websocket-node'
import type { Exchange, Format, NodeState, UntypedNode, Wire } from 'react-websocket-node'
${SAME}
interface In { type: string; text?: string }
interface Out { say: string }
const chat = json<In, Out>()

const lines = createWebSocketNode({ format: text, onPacket: (line) => same<Equal<typeof line, string>>() })
const made = createWebSocketNode({
  format: chat,
  url: new URL('ws://localhost/'),
  reconnect: backoff(),
  heartbeat: ping({ message: 'ping' }),
  authenticate: async ({ send, next }) => {
    send({ say: 'token' })
    const packet = await next()
    same<Equal<typeof packet, In>>()
  },
  onConnected: (url, { isReconnect, downFor }) => same<Equal<[typeof url, typeof isReconnect, typeof downFor], [string, boolean, number | undefined]>>(),
})
made.configure({ format: chat, url: null, reconnect: null, heartbeat: null })

const reduce = (all: readonly In[], packet: In): readonly In[] => [...all, packet]
const isText = (packet: In): packet is In & { text: string } => packet.text !== undefined

export function Values() {
  useSignal(made, 'received', (data) => same<Equal<typeof data, readonly In[]>>())
  useSignal(lines, 'received', (data) => same<Equal<typeof data, readonly string[]>>())
  const packet = useLastPacket(made)
  const accepted = useLastPacket(made, isText)
  const line = useLastPacket(lines)
  const batch = useLastReceived(lines)
  const log = useReceivedLog(made, { limit: 5, accept: isText })
  const all = useReceivedReducer(made, reduce, [])
  const count = useReceivedReducer(lines, (sum, { length }) => sum + length, 0)
  same<Equal<typeof packet, In | undefined>>()
  same<Equal<typeof accepted, (In & { text: string }) | undefined>>()
  same<Equal<typeof line, string | undefined>>()
  same<Equal<typeof batch, readonly string[] | undefined>>()
  same<Equal<typeof log, readonly (In & { text: string })[]>>()
  same<Equal<typeof all, readonly In[]>>()
  same<Equal<typeof count, number>>()
  return <p>{useRemaining(made)}</p>
}

export function Tree() {
  const [state, node] = useWebSocketNode({
    format: chat,
    autoconnectMode: 'self-ready',
    url: (attempt) => Promise.resolve(\`ws://localhost/?\${attempt}\`),
    protocols: () => ['v1', 'token'],
    onPacket: ({ type }) => same<Equal<typeof type, string>>(),
    onClosed: (code) => void (code !== 1000 && node.connect()),
  })
  same<Equal<typeof state, NodeState>>()
  const found = useNode('chat', chat)
  const untyped = useNode()
  same<Equal<typeof untyped, UntypedNode | null>>()
  found?.send({ say: 'hi' })
  // @ts-expect-error the other way round
  found?.send({ type: 'hi' })
  untyped?.sendString('hi')
  const status = useNodeState(untyped, (one) => one.status)
  return (
    <WebSocketProvider defaults={{ url: null, reconnect: backoff() }}>
      <WebSocketNode format={text} host="localhost" url={status === 'open' ? undefined : null} onPacket={(one) => same<Equal<typeof one, string>>()}>
        {(_state, own) => <button onClick={() => own.send('hi')} />}
      </WebSocketNode>
    </WebSocketProvider>
  )
}

export const rows: Format<string[], readonly string[][], string> = {
  name: 'rows',
  decode: (wire: Wire) => String(wire).split(','),
  join: (packets) => packets,
  encode: (message) => message,
}
export const login = async (exchange: Exchange<typeof chat>) => exchange.send({ say: (await exchange.next()).type })
`

/** Nothing is annotated: the declarations have to name what was inferred, by names that the entry exports. */
const EXPORTED_OF_CORE = `
import * as core from 'react-websocket-node/core'

export const policy = core.backoff({ attempts: 3 })
export const beat = core.ping({ message: 'ping' })
export const heartbeat = beat.start
export const format = core.json<{ id: number }>()
export const node = core.createWebSocketNode({ format, url: () => 'ws://localhost/' })
export const { state, lastSent } = node
export const listen = node.on
export const configure = node.configure
export const options = { url: null, format: core.text } satisfies core.WebSocketNodeOptions<typeof core.text>
export const login = (exchange: core.Exchange<typeof format>) => exchange.signal
export const address = (option: core.UrlOption) => option
export const clockOf = (heart: core.Heart) => heart.clock
export const soon = (heart: core.Heart) => heart.clock.after(1, () => {})
export const formats = [core.bytes, core.text, core.wire, core.json()] as const
export const closeOf = (error: core.WebSocketNodeError) => error.close
export const codes = core.CLOSE_CODE
export const modes = core.AUTOCONNECT_MODE
export const factory = core.json
`

const EXPORTED_OF_REACT = `
import * as all from 'react-websocket-node'

export const format = all.json<{ id: number }>()
export const node = all.createWebSocketNode({ format })
export function useChat() {
  const result = all.useWebSocketNode({ format })
  return { result, found: all.useNode('chat'), typed: all.useNode('chat', format), ref: all.useReadyRef<Element>() }
}
export const useAnswers = () => all.useReceivedReducer(node, (last: readonly number[], { id }) => [...last, id], [])
export const source = all.opened(node)
export const Provider = all.WebSocketProvider
export const Node = all.WebSocketNode
export const hooks = [all.useLastPacket, all.useReceivedLog, all.useSignal, all.useNodeState, all.useRemaining] as const
export const formats = [all.bytes, all.text, all.wire] as const
`

/** Mistakes of a first hour, and what the compiler has to say about each. */
const MISTAKES: [what: string, code: string, says: RegExp][] = [
  ['a message to a node that was found without its format', "useNode('chat')?.send('hi')", /PassTheFormatToUseNode/],
  [
    'json instead of json()',
    'useWebSocketNode({ format: json })',
    /JsonFormatFactory.*is missing the following properties|Type 'JsonFormatFactory' is not assignable/,
  ],
  ['backoff instead of backoff()', 'useWebSocketNode({ reconnect: backoff })', /ReconnectPolicy/],
  ['true for a policy', 'useWebSocketNode({ reconnect: true })', /is not assignable to type 'ReconnectPolicy/],
  [
    'a batch of texts parsed as one',
    'useWebSocketNode({ format: text, onReceived: (data) => JSON.parse(data) })',
    /'readonly string\[\]' is not assignable to parameter of type 'string'/,
  ],
  ['a handler of another library', 'useWebSocketNode({ onMessage: () => {} })', /'onMessage' does not exist in type/],
]

const IMPORTS = `import { backoff, json, text, useNode, useWebSocketNode } from 'react-websocket-node'
void [backoff, json, text, useNode, useWebSocketNode]
`

describe.each(COMPILERS)('in TypeScript %s', (_version, compiler) => {
  it('everything is inferred from the format, from a CoreNode as from a handle', async () => {
    expect(await compile(consumer, compiler, { 'usage.tsx': USAGE })).toEqual(FINE)
  })

  const declared = async (name: string, text: string, options: Readonly<Record<string, unknown>> = {}) => {
    const outDir = `types-${compiler}`
    const emitting = { noEmit: false, declaration: true, emitDeclarationOnly: true, outDir, ...options }
    expect(await compile(consumer, compiler, { [`${name}.ts`]: text }, emitting)).toEqual(FINE)
    return readFile(join(consumer.folder, outDir, `${name}.d.ts`), 'utf8')
  }

  it('what is inferred can be exported from a project with declarations', async () => {
    const declarations = await declared('react', EXPORTED_OF_REACT)
    expect(declarations).toContain('export declare const node: all.CoreNode<')
    expect(declarations).not.toMatch(/dist\/|: any\b/)
  })

  it('what is inferred of ./core can be exported likewise, without the DOM library', async () => {
    const declarations = await declared('core', EXPORTED_OF_CORE, { lib: ['ES2022'] })
    expect(declarations).toContain('export declare const node: core.CoreNode<')
    expect(declarations).not.toMatch(/dist\/|: any\b/)
  })

  it('./core needs neither the DOM library nor the types of Node', async () => {
    expect(await compile(consumer, compiler, { 'core.ts': WITHOUT_DOM }, { lib: ['ES2022'] })).toEqual(FINE)
  })

  describe('an error says what to do', () => {
    let errors: string[]
    beforeAll(async () => {
      const files = MISTAKES.map(([, code], index) => [`mistake${index}.ts`, `${IMPORTS}${code}\n`] as const)
      const { output } = await compile(consumer, compiler, Object.fromEntries(files))
      // Continuation lines are indented.
      errors = output.trim().split(/\n(?! )/)
    })

    it.each(MISTAKES.map(([what, , says], index) => [what, says, index] as const))('%s', (_what, says, index) => {
      const mine = errors.filter((error) => error.startsWith(`mistake${index}.ts`))
      expect(mine).toEqual([expect.stringMatching(says)])
      expect(mine[0]!.split('\n').length).toBeLessThan(10)
    })
  })
})
