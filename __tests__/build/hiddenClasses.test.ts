/**
 * No object of a node has a hidden class of its own. V8 before version 12 makes one for each object that grows after a
 * spread, and nodes that have come and gone then cost nine times as much.
 */
import { ROOT, runNode } from './support/run.js'

/** Makes nodes that are open, and prints how many hidden classes V8 has, and how many more for each further node. */
const SCRIPT = `
import { once } from 'node:events'
import { getHeapSnapshot } from 'node:v8'
import { createWebSocketNode, text } from 'react-websocket-node/core'

class QuietSocket {
  readyState = 0
  bufferedAmount = 0
  constructor() {
    setImmediate(() => {
      this.readyState = 1
      this.onopen({})
    })
  }
  send() {}
  close() {}
}

const nodes = []

async function open(count) {
  for (let index = 0; index < count; index++) {
    const node = createWebSocketNode({ url: 'ws://here.test/', format: text, createSocket: () => new QuietSocket() })
    const opened = new Promise((resolve) => node.on('connected', resolve))
    node.connect()
    await opened
    nodes.push(node)
  }
}

async function countHiddenClasses() {
  const stream = getHeapSnapshot()
  let json = ''
  stream.on('data', (part) => (json += part))
  await once(stream, 'end')
  const { snapshot, nodes, strings } = JSON.parse(json)
  const { node_fields: fields, node_types: [types] } = snapshot.meta
  const name = strings.indexOf('system / Map')
  let count = 0
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (types[nodes[at]] === 'object shape' && nodes[at + fields.indexOf('name')] === name) count++
  }
  return count
}

await open(100)
const all = await countHiddenClasses()
await open(100)
console.log(JSON.stringify({ all, more: ((await countHiddenClasses()) - all) / 100 }))
for (const node of nodes) node.dispose()
`

it('nodes that are made alike share their hidden classes', async () => {
  const { output } = await runNode(ROOT, '--input-type=module', '--eval', SCRIPT)
  const { all, more } = JSON.parse(output) as { all: number; more: number }
  expect(all).toBeGreaterThan(100)
  expect(more).toBeLessThan(0.3)
})
