// Plays a game that was recorded with the Godot server, to whoever makes the same moves: for machines without Godot. Each
// connection is a game of its own; what is not as in the recording ends it.
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { WebSocketServer } from 'ws'

/** @import { AddressInfo } from 'node:net' */

/**
 * `frames` are binary, in hexadecimal.
 * @typedef {{ server: string, frames: { from: 'page' | 'server', bytes: string }[] }} Recording
 */

/** @returns {Recording} */
export const readRecording = () => JSON.parse(readFileSync(new URL('recording.json', import.meta.url), 'utf8'))

/**
 * @param {Recording} recording
 * @param {number} port 0 for any free one
 */
export async function startReplay({ frames }, port) {
  const server = new WebSocketServer({ host: '127.0.0.1', port })
  server.on('connection', (socket) => {
    let next = 0
    socket.on('message', (data, isBinary) => {
      const expected = frames[next]
      if (!expected) return socket.close(4400, 'The recording is over.')
      const came = isBinary ? Buffer.from(/** @type {Buffer} */ (data)).toString('hex') : `text ${data}`
      if (came !== expected.bytes) return socket.close(4400, `Recorded was ${expected.bytes}, and not ${came}.`)
      for (next += 1; frames[next]?.from === 'server'; next += 1) {
        socket.send(Buffer.from(/** @type {string} */ (frames[next]?.bytes), 'hex'))
      }
    })
  })
  await once(server, 'listening')
  return /** @type {AddressInfo} */ (server.address()).port
}
