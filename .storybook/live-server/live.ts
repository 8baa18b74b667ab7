/**
 * Serves the behaviours over real sockets, on the port of an HTTP server that is there already: Storybook's own, or
 * the one that serves a built Storybook. Nothing here outlives that server.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { createBehaviours, HEALTH_PATH, PREFIX } from './behaviours.js'
import { answerOf, type Arrival, type Behaviour, type Peer } from './peer.js'

const MAX_PAYLOAD = 1024 * 1024
const MAX_BUFFERED = 32 * 1024 * 1024
const HANG_MS = 300_000
const DEAF_MS = 120_000

/** As much of an HTTP server as is used, so that an HTTPS or HTTP/2 one fits too. */
export type UpgradingServer = Pick<Server, 'on' | 'off'>

/**
 * Lets `server` answer WebSocket handshakes below `/ws/`; unknown paths there get a 404, all others are not touched.
 * @returns a function that detaches it again and ends the connections
 */
export function attachLiveServer(server: UpgradingServer): () => void {
  const behaviours = createBehaviours()
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD,
    handleProtocols: (_offered, request) => {
      const arrival = arrivalOf(request)
      const answer = answerOf(behaviours[arrival.url.pathname] as Behaviour, arrival)
      return answer.type === 'accept' && answer.protocol
    },
  })

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!request.url?.startsWith(PREFIX)) return
    // A page may go away in the middle of its handshake; ws takes over when it is accepted.
    socket.on('error', ignore)
    let arrival: Arrival
    try {
      arrival = arrivalOf(request)
    } catch {
      refuse(socket, 400)
      return
    }
    const behaviour = Object.hasOwn(behaviours, arrival.url.pathname) && behaviours[arrival.url.pathname]
    if (!behaviour) {
      refuse(socket, 404)
      return
    }
    const answer = answerOf(behaviour, arrival)
    if (answer.type === 'reject') refuse(socket, answer.status)
    else if (answer.type === 'hang') holdFor(HANG_MS, socket, () => socket.destroy())
    else if (answer.afterMs > 0) holdFor(answer.afterMs, socket, complete)
    else complete()

    function complete(): void {
      wss.handleUpgrade(request, socket, head, (ws) => serve(behaviour as Behaviour, ws, socket, arrival))
    }
  }

  server.on('upgrade', onUpgrade)
  return () => {
    server.off('upgrade', onUpgrade)
    for (const ws of wss.clients) ws.terminate()
    wss.close()
  }
}

/** Answers `GET /ws/health`; true if the request was that one. */
export function answerHealth(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.url?.split('?')[0] !== HEALTH_PATH) return false
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ server: 'live' }))
  return true
}

function serve(behaviour: Behaviour, ws: WebSocket, socket: Duplex, arrival: Arrival): void {
  const timers = new Set<NodeJS.Timeout>()
  const whenGone: (() => void)[] = []
  let deafTimer: NodeJS.Timeout | undefined
  const later = (ms: number, action: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      action()
    }, ms).unref()
    timers.add(timer)
  }
  const peer: Peer = {
    arrival,
    protocol: ws.protocol,
    send(packet) {
      if (ws.readyState !== ws.OPEN) return
      // Whoever asks for more and never reads would fill the memory.
      if (ws.bufferedAmount > MAX_BUFFERED) return ws.terminate()
      // What is sent at once travels at once, and not each small packet by itself.
      socket.cork()
      process.nextTick(() => socket.uncork())
      ws.send(packet)
    },
    close: (code, reason) => ws.close(code, reason),
    drop: () => (socket instanceof Socket ? socket.resetAndDestroy() : socket.destroy()),
    turnDeaf() {
      clearTimeout(deafTimer)
      ws.pause()
      deafTimer = setTimeout(() => ws.terminate(), DEAF_MS).unref()
    },
    hearAgain() {
      clearTimeout(deafTimer)
      ws.resume()
    },
    later,
    onGone: (listener) => whenGone.push(listener),
  }
  ws.on('error', ignore)
  ws.on('close', () => {
    clearTimeout(deafTimer)
    for (const timer of timers) clearTimeout(timer)
    for (const listener of whenGone) listener()
  })
  const take = behaviour.serve(peer)
  if (take) ws.on('message', (data: Buffer, isBinary) => take(isBinary ? data : data.toString()))
}

/** Keeps an unanswered handshake for `ms`, then calls `next`, unless the page has gone away. */
function holdFor(ms: number, socket: Duplex, next: () => void): void {
  const leave = () => socket.destroy()
  const timer = setTimeout(() => {
    socket.off('end', leave)
    socket.off('close', forget)
    next()
  }, ms).unref()
  const forget = () => clearTimeout(timer)
  socket.once('close', forget)
  // Only a socket that is read tells its end; nothing else can come before the handshake is answered.
  socket.once('end', leave).resume()
}

function refuse(socket: Duplex, status: number): void {
  const reason = STATUS_CODES[status] ?? 'Refused'
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function arrivalOf(request: IncomingMessage): Arrival {
  const scheme = 'encrypted' in request.socket ? 'wss' : 'ws'
  const offered = request.headers['sec-websocket-protocol'] ?? ''
  return {
    url: new URL(request.url ?? '/', `${scheme}://${request.headers.host ?? 'localhost'}`),
    protocols: offered.split(',').flatMap((name) => name.trim() || []),
  }
}

function ignore(): void {}
