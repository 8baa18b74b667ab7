/**
 * What an editor shows where somebody hovers over a name of the installed package.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { createConsumer, type Consumer } from './support/consumer.js'

let consumer: Consumer
beforeAll(async () => {
  consumer = await createConsumer()
})
afterAll(() => consumer?.remove())

const HANDLERS = [
  'onConnected',
  'onConnectFailed',
  'onPacket',
  'onReceived',
  'onClosing',
  'onClosed',
  'onReceiveFailed',
  'onReconnecting',
  'onGaveUp',
  'onSendFailed',
] as const

const OPTIONS = [
  ...HANDLERS,
  'host',
  'route',
  'useWSS',
  'url',
  'protocols',
  'destination',
  'format',
  'receiveLimit',
  'flush',
  'sendQueue',
  'sendBufferLimit',
  'connectionTimeout',
  'closeTimeout',
  'reconnect',
  'heartbeat',
  'authenticate',
  'createSocket',
  'transport',
  'autoconnectMode',
  'autoconnectReference',
  'ready',
  'linger',
  'name',
] as const

const MEMBERS = [
  'connect',
  'reconnect',
  'close',
  'send',
  'sendString',
  'sendJson',
  'drained',
  'receive',
  'on',
  'subscribe',
  'lastReceived',
  'lastSent',
  'receivedCount',
  'sentCount',
  'bufferedAmount',
  'queued',
  'pending',
  'remaining',
  'roundTrip',
] as const

const HOOKS = [
  'useWebSocketNode',
  'useNode',
  'useNodeState',
  'useSignal',
  'useLastPacket',
  'useLastReceived',
  'useReceivedLog',
  'useReceivedReducer',
  'useRemaining',
  'useReadyRef',
  'opened',
  'backoff',
  'ping',
  'bytes',
  'text',
  'wire',
] as const

const SOURCE = `
import * as lib from 'react-websocket-node'
const options: lib.ReactWebSocketNodeOptions<typeof lib.text> = {
${OPTIONS.map((name) => `  ${name}: undefined,`).join('\n')}
}
lib.useWebSocketNode({
  format: lib.text,
${HANDLERS.map((name) => `  ${name}() {},`).join('\n')}
})
const [, node] = lib.useWebSocketNode(options)
${MEMBERS.map((name) => `void node.${name}`).join('\n')}
${HOOKS.map((name) => `void lib.${name}`).join('\n')}
`

/** The documentation at each place of `SOURCE` where `pattern` ends. */
function docsAt(pattern: string): string[] {
  const file = join(consumer.folder, 'hover.tsx')
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot(name) {
      const source = name === file ? SOURCE : ts.sys.fileExists(name) ? readFileSync(name, 'utf8') : undefined
      return source === undefined ? undefined : ts.ScriptSnapshot.fromString(source)
    },
    getCurrentDirectory: () => consumer.folder,
    getCompilationSettings: () => ({
      strict: true,
      jsx: ts.JsxEmit.ReactJSX,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  }
  service ??= ts.createLanguageService(host)
  const docs: string[] = []
  for (let at = SOURCE.indexOf(pattern); at >= 0; at = SOURCE.indexOf(pattern, at + 1)) {
    const info = service.getQuickInfoAtPosition(file, at + pattern.length - 1)
    docs.push(ts.displayPartsToString(info?.documentation))
  }
  return docs
}
let service: ts.LanguageService | undefined

it.each(OPTIONS)('an option has its docstring: %s', (name) => {
  const docs = docsAt(`  ${name}: undefined`.slice(0, 2 + name.length))
  expect(docs.length).toBeGreaterThan(0)
  for (const doc of docs) expect(doc).toMatch(/^[A-Z`][^]*\./)
})

it.each(HANDLERS)('a handler has its docstring where it is written, too: %s', (name) => {
  const docs = docsAt(`  ${name}() {}`.slice(0, 2 + name.length))
  expect(docs).toHaveLength(2)
  expect(new Set(docs).size).toBe(1)
})

it.each(MEMBERS)('what a node has is documented: %s', (name) => {
  expect(docsAt(`node.${name}`)[0]).toMatch(/^[A-Z`][^]*\./)
})

it.each(HOOKS)('what is exported is documented: %s', (name) => {
  expect(docsAt(`lib.${name}`).at(-1)).toMatch(/^[A-Z`][^]*\./)
})

it('says of a handler what it is for', () => {
  expect(docsAt('  onClosed')[0]).toContain('RFC 6455')
  expect(docsAt('  onReceived')[0]).toContain('batch')
})
