/** @jest-environment node */
/**
 * The recipe of docs/recipes/messagePack.ts, against a real server that speaks it.
 */
import { decode, encode } from '@msgpack/msgpack'
import { WebSocket } from 'ws'
import { messagePack } from '../../docs/recipes/messagePack.js'
import { createWebSocketNode } from '../../src/core/index.js'
import { recipeServers, type Wire } from '../support/recipe-server.js'

const startServer = recipeServers()
const MESSAGE_PACK: Wire = { encode, decode }

/** A node of the server, and what it receives until it has had `count` packets, good or bad. */
async function receive(url: string, count: number, messages: readonly unknown[] = []) {
  const received: unknown[] = []
  const failed: string[] = []
  const node = createWebSocketNode({
    url,
    format: messagePack(),
    createSocket: (address, protocols) => new WebSocket(address, protocols),
  })
  await new Promise<void>((resolve) => {
    const check = (_done: void) => received.length + failed.length === count && resolve()
    node.on('packet', (packet) => check(void received.push(packet)))
    node.on('receiveFailed', (error) => check(void failed.push(error.code)))
    node.connect()
    messages.forEach((message) => node.send(message))
  })
  node.dispose()
  return { received, failed }
}

it('values go both ways, each in a binary frame', async () => {
  const server = await startServer((message) => [message], MESSAGE_PACK)
  const sent = [{ text: 'grün', list: [1, -1.5, null, true], bytes: Uint8Array.of(0, 255), at: new Date(0) }, 'last']
  expect(await receive(server.url, 2, sent)).toEqual({ received: sent, failed: [] })
  expect(server.heard).toEqual(sent)
})

it('a text frame, and bytes that are none, fail alone', async () => {
  const answers = ['text', Uint8Array.of(0xc1), encode('good')]
  const server = await startServer(() => answers, { decode, encode: (packet) => packet as Uint8Array })
  expect(await receive(server.url, 3, ['go'])).toEqual({
    received: ['good'],
    failed: ['invalid-message', 'invalid-message'],
  })
})
