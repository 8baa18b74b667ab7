/**
 * The installed package in Node, without a DOM: both kinds of module, a real socket, and the types.
 */
import { useServers } from '../support/servers/use-servers.js'
import { createConsumer, type Consumer } from './support/consumer.js'
import { runBin, runNode } from './support/run.js'

let consumer: Consumer
beforeAll(async () => {
  consumer = await createConsumer()
})
afterAll(() => consumer?.remove())

const servers = useServers()

/** Says what the entries export, connects, sends, receives, closes, and ends when nothing is left to do. */
const SCRIPT = `
const events = []
const node = core.createWebSocketNode({
  host: process.argv[2],
  route: '/echo',
  useWSS: false,
  format: core.text,
  createSocket: (url, protocols) => new WebSocket(url, protocols),
  onConnected: (url) => {
    events.push('connected ' + new URL(url).pathname)
    node.send('hello')
  },
  onPacket: (packet) => {
    events.push('received ' + packet)
    node.close(3000, 'enough')
  },
  onClosing: () => events.push('closing'),
  onClosed: (code, reason) => {
    events.push('closed ' + code + ' ' + reason)
    node.dispose()
    console.log(JSON.stringify({ main: Object.keys(main).sort(), core: Object.keys(core).sort(), events }))
  },
})
events.push('connect ' + node.connect())
`

const AS_MODULE = `
import * as main from 'react-websocket-node'
import * as core from 'react-websocket-node/core'
import WebSocket from 'ws'
${SCRIPT}`

const AS_COMMONJS = `
const main = require('react-websocket-node')
const core = require('react-websocket-node/core')
const WebSocket = require('ws')
${SCRIPT}`

interface Report {
  main: string[]
  core: string[]
  events: string[]
}

async function report(name: string, text: string): Promise<Report> {
  const server = await servers.ws()
  await consumer.write(name, text)
  const { code, output } = await runNode(consumer.folder, name, server.host)
  expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^\{.*\}\n$/) as string })
  return JSON.parse(output) as Report
}

it('connects, sends, receives and closes from both kinds of module, which export the same names', async () => {
  const module = await report('check.mjs', AS_MODULE)
  expect(module.events).toEqual(['connect true', 'connected /echo', 'received hello', 'closing', 'closed 3000 enough'])
  expect(await report('check.cjs', AS_COMMONJS)).toEqual(module)
  expect(module.main).toEqual(expect.arrayContaining(['WebSocketNode', 'WebSocketProvider', 'useWebSocketNode']))
  expect(module.core).toEqual(expect.arrayContaining(['WebSocketNodeError', 'createWebSocketNode', 'json', 'text']))
  expect(module.main).not.toContain('default')
  expect(module.core).not.toContain('default')
})

/** Types that only hold when the declarations were found: a message of the wrong type has to be an error. */
const TYPED = `
import { json, useWebSocketNode, WebSocketNode } from 'react-websocket-node'
import { createWebSocketNode, text } from 'react-websocket-node/core'

const node = createWebSocketNode({ format: text, onPacket: (packet: string) => packet })
export const accepted: boolean = node.send('text')
// @ts-expect-error bytes are no text
node.send(new Uint8Array())

export function App() {
  const [state, own] = useWebSocketNode({ format: json<{ in: 1 }, { out: 2 }>() })
  // @ts-expect-error the other way round
  own.send({ in: 1 })
  return <WebSocketNode host="localhost">{state.status}</WebSocketNode>
}
`

it.each([
  ['a bundler', 'app.tsx', 'ESNext', 'bundler'],
  ['Node, as a module', 'app.mts', 'NodeNext', 'nodenext'],
  ['Node, as CommonJS', 'app.cts', 'NodeNext', 'nodenext'],
])('has types for %s', async (_for, name, module, moduleResolution) => {
  const hasJsx = name.endsWith('x')
  await consumer.write(name, hasJsx ? TYPED : TYPED.replace(/<WebSocketNode.*/, 'WebSocketNode({}) ?? state'))
  await consumer.write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        jsx: 'react-jsx',
        target: 'ES2022',
        module,
        moduleResolution,
        types: [],
      },
      files: [name],
    }),
  )
  expect(await runBin(consumer.folder, 'typescript/bin/tsc', '-p', '.')).toEqual({ code: 0, output: '' })
})
