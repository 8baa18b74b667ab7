// The server of the chat. A connection is in the room that its path names, and has to log in before anything else. What
// was said is kept while the server is stopped.
import { once } from 'node:events'
import { WebSocketServer } from 'ws'

/** @import { AddressInfo } from 'node:net' */
/** @import { WebSocket } from 'ws' */
/** @import { ChatMessage, FromServer, ToServer } from './protocol.js' */

/**
 * One handshake, all that came after it, and the code with which the connection ended.
 * @typedef {{ path: string, messages: ToServer[], code: number | undefined }} Visit
 */

const PASSWORD = 'sesame'
const LOGIN_REFUSED = 4401

/** @param {(line: string) => void} log hears of everything that happens */
export function createChatServer(log = () => {}) {
  /** @type {Visit[]} */
  const visits = []
  /** @type {Map<string, ChatMessage[]>} */
  const said = new Map()
  /** Who is in which room. @type {Map<WebSocket, string>} */
  const members = new Map()
  let lastId = 0
  /** @type {WebSocketServer | undefined} */
  let server

  /** @type {(socket: WebSocket, packet: FromServer) => void} */
  const send = (socket, packet) => socket.send(JSON.stringify(packet))

  /** @type {(socket: WebSocket, path: string) => void} */
  function serve(socket, path) {
    const number = visits.length + 1
    /** @type {Visit} */
    const visit = { path, messages: [], code: undefined }
    visits.push(visit)
    log(`${number} ${path}`)
    /** @type {string | undefined} */
    let name

    socket.on('message', (data) => {
      const message = /** @type {ToServer} */ (JSON.parse(String(data)))
      visit.messages.push(message)
      if (message.type === 'login') logIn(message.name, message.password)
      else if (name === undefined) socket.close(LOGIN_REFUSED, 'Log in first.')
      else say(name, message.text)
      log(`${number} ${message.type} ${message.type === 'say' ? message.text : message.name}`)
    })

    socket.on('close', (code) => {
      members.delete(socket)
      visit.code = code
      log(`${number} closed ${code}`)
    })

    /** @type {(candidate: string, password: string) => void} */
    function logIn(candidate, password) {
      if (password !== PASSWORD) return socket.close(LOGIN_REFUSED, 'Wrong password.')
      name = candidate
      members.set(socket, path)
      send(socket, { type: 'welcome' })
      send(socket, { type: 'history', messages: said.get(path) ?? [] })
    }

    /** @type {(from: string, text: string) => void} */
    function say(from, text) {
      const message = { id: (lastId += 1), from, text, at: Date.now() }
      said.set(path, [...(said.get(path) ?? []), message])
      for (const [member, room] of members) if (room === path) send(member, { type: 'message', message })
    }
  }

  return {
    /** Every handshake so far, oldest first. */
    visits,
    /** Listens on a loopback port, 0 for any free one; gives the port. */
    async start(port = 0) {
      server = new WebSocketServer({ host: '127.0.0.1', port })
      server.on('connection', (socket, request) => serve(socket, request.url ?? '/'))
      await once(server, 'listening')
      return /** @type {AddressInfo} */ (server.address()).port
    },
    /** Ends as if it was killed: every connection is cut. */
    async stop() {
      const stopped = new Promise((resolve) => server?.close(resolve))
      for (const client of server?.clients ?? []) client.terminate()
      await stopped
    },
  }
}
