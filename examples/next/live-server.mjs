// The live server: a program that is none of Next's, on an address of its own, so that no cookie comes with a handshake.
// The first message has to be a token, which is taken once; the name in it is who writes the notes.
import { once } from 'node:events'
import { clearTimeout, setTimeout } from 'node:timers'
import { WebSocketServer } from 'ws'
import { verify } from './lib/tokens.mjs'

/** @import { AddressInfo } from 'node:net' */
/** @import { WebSocket } from 'ws' */
/** @import { FromServer, Note, ToServer } from './app/protocol.js' */

const REFUSED = 4401

/** RFC 6455 §7.4.1: the data of a message are not what its type says. */
const NO_JSON = 1007

/** Seconds that a connection may take for its token. */
const PATIENCE = 10

/**
 * @param {number} port 0 for any free one
 * @param {(origin: string | undefined) => boolean} isOurs whether pages of this origin may connect
 * @param {(line: string) => void} log
 * @returns the port
 */
export async function startLiveServer(port, isOurs, log) {
  /** @type {Note[]} */
  const notes = []
  /** The ids of tokens that were used, with the time when they are over. @type {Map<string, number>} */
  const used = new Map()
  /** @type {Map<WebSocket, string>} */
  const names = new Map()

  /** @type {(socket: WebSocket, packet: FromServer) => void} */
  const send = (socket, packet) => socket.send(JSON.stringify(packet))

  const server = new WebSocketServer({
    host: '127.0.0.1',
    port,
    verifyClient: ({ origin }) => isOurs(origin),
  })

  server.on('connection', (socket) => {
    const refuse = (/** @type {string} */ reason) => {
      log(`live: refused, ${reason}`)
      socket.close(REFUSED, reason)
    }
    const patience = setTimeout(() => refuse('no token'), PATIENCE * 1000)
    socket.on('close', () => {
      clearTimeout(patience)
      const name = names.get(socket)
      names.delete(socket)
      if (name !== undefined) log(`live: ${name} left`)
    })
    socket.on('message', (data) => {
      const message = /** @type {ToServer | null} */ (read(data))
      if (!message) return socket.close(NO_JSON, 'no JSON')
      const name = names.get(socket)
      if (message.type === 'auth') authenticate(message.token).catch(() => refuse('a bad token'))
      else if (name === undefined) refuse('no token')
      else {
        const note = { id: notes.length + 1, from: name, text: message.text }
        notes.push(note)
        for (const reader of names.keys()) send(reader, { type: 'note', note })
      }
    })

    /** @param {string} token */
    async function authenticate(token) {
      const { name, id, expires } = await verify(token, 'live')
      for (const [other, end] of used) if (end < Date.now()) used.delete(other)
      if (used.has(id)) return refuse('a token that was used')
      used.set(id, expires)
      clearTimeout(patience)
      names.set(socket, name)
      log(`live: ${name} with token ${id}`)
      send(socket, { type: 'welcome' })
      send(socket, { type: 'notes', notes })
    }
  })

  await once(server, 'listening')
  return /** @type {AddressInfo} */ (server.address()).port
}

/**
 * What a client says, of which nothing is sure: it must not end the program.
 *
 * @param {unknown} data
 * @returns {unknown} null for what is no JSON
 */
function read(data) {
  try {
    return JSON.parse(String(data))
  } catch {
    return null
  }
}
