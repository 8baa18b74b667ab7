/**
 * A well-behaved server (the `ws` package) for everything that goes right: each path is a small script, and every
 * handshake is recorded. What a good server never does belongs to the raw server.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { offeredProtocols, refusal } from './handshake'
import { TestServer } from './test-server'

/** What the server does with a client of one path. */
export type PathScript = (socket: WebSocket, query: URLSearchParams) => void

/** The paths of every server; the constructor takes more. */
const PATHS: Readonly<Record<string, PathScript>> = {
  // Takes everything and says nothing.
  '/': () => undefined,
  // Says back what comes, text as text and bytes as bytes.
  '/echo': (socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })),
  // Sends `count` text messages at once: their numbers, from 0.
  '/burst': (socket, query) => {
    for (let index = 0; index < Number(query.get('count')); index += 1) socket.send(String(index))
  },
  // Closes with `code` and `reason`: at once, or with `after=message` after the client's first message.
  '/close': (socket, query) => {
    const close = (): void => socket.close(Number(query.get('code') ?? 1000), query.get('reason') ?? '')
    if (query.get('after') === 'message') socket.once('message', close)
    else close()
  },
}

/** A running server. It chooses the last subprotocol offered; a path that is not there is a 404. */
export class WsServer extends TestServer {
  readonly #sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: (offered) => [...offered].at(-1) ?? false,
  })
  readonly #paths: Readonly<Record<string, PathScript>>

  constructor(paths: Readonly<Record<string, PathScript>>) {
    const http = createServer()
    super(http)
    this.#paths = { ...PATHS, ...paths }
    http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = request.url ?? '/'
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const)
    this.addHandshake({
      path,
      protocols: offeredProtocols(request.headers['sec-websocket-protocol']),
      headers: Object.fromEntries(headers),
    })
    const { pathname, searchParams } = new URL(path, 'http://localhost')
    const script = this.#paths[pathname]
    if (script === undefined) socket.end(refusal(404))
    else this.#sockets.handleUpgrade(request, socket, head, (client) => script(client, searchParams))
  }
}

/** Starts a server on a free loopback port, with `paths` beside its own. */
export async function startWsServer(paths: Readonly<Record<string, PathScript>> = {}): Promise<WsServer> {
  const server = new WsServer(paths)
  await server.listen()
  return server
}
