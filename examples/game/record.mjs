// `npm run record`: plays a game with the Godot server, one coin after another, and writes what went over the wire to
// recording.json. The server's coins lie where they lay the last time, so that the same moves give the same bytes.
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { WebSocket } from 'ws'
import { findGodot, startGodot } from './godot.mjs'

/** @import { Recording } from './replay-server.mjs' */

const WANTED = 4

/**
 * @param {string} url
 * @param {string} server what made it, for who reads the file
 * @returns {Promise<Recording>}
 */
export async function record(url, server) {
  /** @type {Recording['frames']} */
  const frames = []
  const socket = new WebSocket(url)
  await once(socket, 'open')

  /**
   * Sends, and resolves with the state that comes of it.
   * @param {Buffer} message
   * @returns {Promise<Buffer>}
   */
  const ask = (message) =>
    new Promise((resolve) => {
      frames.push({ from: 'page', bytes: message.toString('hex') })
      const take = (/** @type {Buffer} */ data) => {
        frames.push({ from: 'server', bytes: data.toString('hex') })
        if (data[0] !== 130) return
        socket.off('message', take)
        resolve(data)
      }
      socket.on('message', take)
      socket.send(message)
    })

  let state = read(await ask(Buffer.from('\u0001Ada')))
  while (state.score < WANTED) {
    const [x, y] = state.me
    const way = (/** @type {number[]} */ [cx = 0, cy = 0]) => Math.abs(cx - x) + Math.abs(cy - y)
    const [coin = [0, 0]] = [...state.coins].sort((one, other) => way(one) - way(other))
    const dx = Math.sign(coin[0] - x)
    state = read(await ask(Buffer.from(Int8Array.of(2, dx, dx === 0 ? Math.sign(coin[1] - y) : 0))))
  }
  socket.close()
  await once(socket, 'close')
  return { server, frames }
}

/**
 * A state with one player.
 * @param {Buffer} data
 */
function read(data) {
  const coins = data.subarray(12 + data.readUInt8(11))
  return {
    me: /** @type {[number, number]} */ ([data.readUInt8(7), data.readUInt8(8)]),
    score: data.readUInt16LE(9),
    coins: Array.from(
      { length: coins.readUInt8(0) },
      (_, index) => /** @type {[number, number]} */ ([coins.readUInt8(1 + 2 * index), coins.readUInt8(2 + 2 * index)]),
    ),
  }
}

if (argv[1]?.endsWith('record.mjs')) {
  const program = findGodot()
  if (!program) throw new Error('Godot 4 is neither in PATH nor named by GODOT.')
  const { port, words, stop } = await startGodot(program, 0)
  const recording = await record(`ws://127.0.0.1:${port}/`, words.replace(/:.*/, ''))
  stop()
  writeFileSync(new URL('recording.json', import.meta.url), `${JSON.stringify(recording, null, 2)}\n`)
  console.log(`${recording.frames.length} frames from ${recording.server}`)
}
