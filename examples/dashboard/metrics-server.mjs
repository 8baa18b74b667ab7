// The server of the dashboard. A connection hears of the region that its path names: first the present value of each
// metric, then whatever is published.
import { once } from 'node:events'
import { WebSocketServer } from 'ws'

/** @import { AddressInfo } from 'node:net' */
/** @import { WebSocket } from 'ws' */
/** @import { FromServer, Metric } from './protocol.js' */

/**
 * One handshake, all that came after it, and the code with which the connection ended.
 * @typedef {{ path: string, messages: string[], code: number | undefined }} Visit
 */

/** @param {(line: string) => void} log hears of everything that comes */
export function createMetricsServer(log = () => {}) {
  /** @type {Visit[]} */
  const visits = []
  /** The present values of each region. @type {Map<string, Map<string, Metric>>} */
  const present = new Map()
  /** Who listens to which region. @type {Map<WebSocket, string>} */
  const listeners = new Map()
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
    listeners.set(socket, path)
    for (const metric of present.get(path)?.values() ?? []) send(socket, metric)
    log(`${number} ${path}`)

    socket.on('message', (data) => {
      const message = String(data)
      visit.messages.push(message)
      if (message === 'ping') socket.send('pong')
      log(`${number} ${message}`)
    })

    socket.on('close', (code) => {
      listeners.delete(socket)
      visit.code = code
      log(`${number} closed ${code}`)
    })
  }

  return {
    /** Every handshake so far, oldest first. */
    visits,
    /** @type {(region: string, ...packets: FromServer[]) => void} */
    publish(region, ...packets) {
      const path = `/regions/${region}`
      const values = present.get(path) ?? new Map()
      present.set(path, values)
      for (const packet of packets) {
        if (packet.type === 'metric') values.set(packet.name, packet)
        for (const [listener, itsPath] of listeners) if (itsPath === path) send(listener, packet)
      }
    },
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
