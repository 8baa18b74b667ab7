// `npm start`: the page on http://localhost:8083, or the PORT of the environment, and the server of the game: Godot, or
// where there is none, or GODOT is "none", the recording.
import { once } from 'node:events'
import { createServer } from 'node:http'
import sirv from 'sirv'
import { findGodot, startGodot } from './godot.mjs'
import { readRecording, startReplay } from './replay-server.mjs'

/** @import { AddressInfo } from 'node:net' */

const godot = findGodot()
const wanted = Number(process.env.GAME_PORT ?? (process.env.PORT === '0' ? 0 : 8084))
const { port: gamePort, words } = godot ? await startGodot(godot, wanted) : await replay()

async function replay() {
  const recording = readRecording()
  return {
    port: await startReplay(recording, wanted),
    words: `A recording of ${recording.server}, since there is no Godot 4`,
  }
}

const pages = sirv('dist', { etag: true })
const server = createServer((request, response) => {
  // The page is told by its address where the game is.
  if (request.url === '/') response.writeHead(302, { location: `/?host=localhost:${gamePort}` }).end()
  else pages(request, response)
})
server.listen(Number(process.env.PORT ?? 8083), '127.0.0.1')
await once(server, 'listening')
console.log(words)
console.log(`The page is on http://localhost:${/** @type {AddressInfo} */ (server.address()).port}/`)
