// The server of the dashboard. A connection hears of the region that its path names: first the present value of each
// metric, then whatever is published. Connections to /rows are those of the page with 10,000 rows.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { createRowsServer } from './rows/rows-server.mjs'

/** @import { RequestListener } from 'node:http' */
/** @import { AddressInfo } from 'node:net' */
/** @import { WebSocket } from 'ws' */
/** @import { FromServer, Metric } from './protocol.js' */

/**
 * One handshake, all that came after it, and the code with which the connection ended.
 * @typedef {{ path: string, messages: string[], code: number | undefined }} Visit
 */

/**
 * @param {(line: string) => void} log hears of everything that comes
 * @param {RequestListener} pages answers what is no WebSocket
 */
export function createMetricsServer(log = () => {}, pages = (_, response) => response.end()) {
  /** @type {Visit[]} */
  const visits = []
  /** The present values of each region. @type {Map<string, Map<string, Metric>>} */
  const present = new Map()
  /** Who listens to which region. @type {Map<WebSocket, string>} */
  const listeners = new Map()
  const rows = createRowsServer()
  const http = createServer(pages)
  const server = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    server.handleUpgrade(request, socket, head, (client) => {
      if (request.url === '/rows') rows.serve(client, (line) => log(`rows ${line}`))
      else serve(client, request.url ?? '/')
    })
  })

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
