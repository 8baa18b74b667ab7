// The server of the chat. A connection is in the room that its path names, and has to log in before anything else. It may
// watch rooms, its own and others: then it hears who is in them.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { createMessages } from './messages.mjs'

/** @import { RequestListener } from 'node:http' */
/** @import { AddressInfo } from 'node:net' */
/** @import { WebSocket } from 'ws' */
/** @import { FromServer, Room, ToServer } from './protocol.js' */

/**
 * One handshake, all that came after it, and the code with which the connection ended.
 * @typedef {{ path: string, messages: ToServer[], code: number | undefined }} Visit
 */

/**
 * Somebody who is logged in.
 * @typedef {{ name: string, path: string, watched: Set<string> }} Member
 */

const PASSWORD = 'sesame'
const LOGIN_REFUSED = 4401

/** RFC 6455 §7.4.1: the data of a message are not what its type says. */
const NO_JSON = 1007

/** @param {string} room */
const pathOf = (room) => `/rooms/${room}`

/**
 * @param {(line: string) => void} log hears of everything that happens
 * @param {RequestListener} pages answers what is no WebSocket
 */
export function createChatServer(log = () => {}, said = createMessages(), pages = (_, response) => response.end()) {
  /** @type {Visit[]} */
  const visits = []
  /** @type {Map<WebSocket, Member>} */
  const members = new Map()
  const http = createServer(pages)
  const server = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    server.handleUpgrade(request, socket, head, (client) => serve(client, request.url ?? '/'))
  })

  /** @type {(socket: WebSocket, packet: FromServer) => void} */
  const send = (socket, packet) => socket.send(JSON.stringify(packet))

  /** @param {string} path */
  const namesIn = (path) => [
    ...new Set([...members.values()].filter((member) => member.path === path).map((member) => member.name)),
  ]

  /** @param {string} path */
  function announce(path) {
    const room = /** @type {Room} */ (path.slice(pathOf('').length))
    for (const [socket, { watched }] of members) {
      if (watched.has(path)) send(socket, { type: 'presence', room, names: namesIn(path) })
    }
  }

  /** @type {(socket: WebSocket, path: string) => void} */
  function serve(socket, path) {
    const number = visits.length + 1
    /** @type {Visit} */
    const visit = { path, messages: [], code: undefined }
    visits.push(visit)
    log(`${number} ${path}`)

    socket.on('message', (data) => {
      const message = /** @type {ToServer | null} */ (read(data))
      if (!message) return socket.close(NO_JSON, 'no JSON')
      visit.messages.push(message)
      const member = members.get(socket)
      if (message.type === 'login') logIn(message.name, message.password)
      else if (!member) socket.close(LOGIN_REFUSED, 'Log in first.')
      else if (message.type === 'say') say(member.name, message.text)
      else if (message.type === 'watch') watch(member, message.rooms)
      else for (const room of message.rooms) member.watched.delete(pathOf(room))
      log(`${number} ${message.type} ${wordsOf(message)}`)
    })

    socket.on('close', (code) => {
      visit.code = code
      if (members.delete(socket)) announce(path)
      log(`${number} closed ${code}`)
    })

    /** @type {(name: string, password: string) => void} */
    function logIn(name, password) {
      if (password !== PASSWORD) return socket.close(LOGIN_REFUSED, 'Wrong password.')
      members.set(socket, { name, path, watched: new Set() })
      send(socket, { type: 'welcome' })
      send(socket, { type: 'history', messages: said.last(path) })
      announce(path)
    }

    /** @type {(from: string, text: string) => void} */
    function say(from, text) {
      const message = said.add(path, { from, text, at: Date.now() })
      for (const [other, member] of members) if (member.path === path) send(other, { type: 'message', message })
    }

    /** @type {(member: Member, rooms: readonly Room[]) => void} */
    function watch({ watched }, rooms) {
      for (const room of rooms) {
        watched.add(pathOf(room))
        send(socket, { type: 'presence', room, names: namesIn(pathOf(room)) })
      }
    }
  }

  return {
    /** Every handshake so far, oldest first. */
    visits,
    /** Listens on a loopback port, 0 for any free one; gives the port. */
    async start(port = 0) {
      http.listen(port, '127.0.0.1')
      await once(http, 'listening')
      return /** @type {AddressInfo} */ (http.address()).port
    },
    /** Ends as if it was killed: every connection is cut. */
    async stop() {
      const stopped = new Promise((resolve) => http.close(resolve))
      for (const client of server.clients) client.terminate()
      http.closeAllConnections()
      await stopped
    },
  }
}

/** @param {ToServer} message */
function wordsOf(message) {
  if (message.type === 'login') return message.name
  return message.type === 'say' ? message.text : message.rooms.join(' ')
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
