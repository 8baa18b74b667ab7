/**
 * An app that has the package twice, as ES modules and as CommonJS: both are one package.
 */
import { createConsumer, type Consumer } from './support/consumer.js'
import { runNode } from './support/run.js'

let consumer: Consumer
beforeAll(async () => {
  consumer = await createConsumer()
})
afterAll(() => consumer?.remove())

const SCRIPT = `
import { createElement as create } from 'react'
import { renderToString } from 'react-dom/server'
import { createRequire } from 'node:module'
import * as esm from 'react-websocket-node'
const cjs = createRequire(import.meta.url)('react-websocket-node')

const result = {}
for (const [name, above, below] of [
  ['CommonJS below ES modules', esm, cjs],
  ['ES modules below CommonJS', cjs, esm],
]) {
  const Reader = () => String(below.useNode() !== null)
  const isFound = renderToString(create(above.WebSocketNode, { url: null }, create(Reader)))
  let inherited
  try {
    // A provider's defaults are checked by the node that inherits them.
    renderToString(create(above.WebSocketProvider, { defaults: { linger: 5000 } }, create(below.WebSocketNode)))
  } catch (error) {
    inherited = error.message
  }
  result[name] = { isFound, inherited }
}
const node = esm.createWebSocketNode({ url: null })
result.isSameSource = esm.opened(node) === cjs.opened(node)
console.log(JSON.stringify(result))
`

it('finds nodes, inherits options and shares sources from one kind of module to the other', async () => {
  await consumer.write('copies.mjs', SCRIPT)
  const { code, output } = await runNode(consumer.folder, 'copies.mjs')
  const found = { isFound: 'true', inherited: 'linger is in seconds, 0 to 300; got 5000' }
  expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^\{.*\}\n$/) as string })
  expect(JSON.parse(output)).toEqual({
    'CommonJS below ES modules': found,
    'ES modules below CommonJS': found,
    isSameSource: true,
  })
})

it('touches no global while it is imported', async () => {
  await consumer.write(
    'globals.mjs',
    `const { createRequire } = await import('node:module')
     const names = () => Reflect.ownKeys(globalThis)
     const known = new Set(names())
     await import('react-websocket-node')
     createRequire(import.meta.url)('react-websocket-node')
     console.log(JSON.stringify(names().filter((name) => !known.has(name)).map(String)))`,
  )
  expect(await runNode(consumer.folder, 'globals.mjs')).toEqual({ code: 0, output: '[]\n' })
})
