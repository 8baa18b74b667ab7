/**
 * A TCP server whose every byte a test decides about: it reads the handshake and then does what a script says, in
 * particular what no WebSocket library would do (cut off in the middle of a frame, ignore a close frame, reset).
 */
import { createServer } from 'node:net'
import { PeerGone, RawPeer } from './raw-peer'
import { TestServer } from './test-server'

/** What the server does with one client, from its handshake request on. What it throws fails `close()`. */
export type Script = (peer: RawPeer) => void | Promise<void>

/** A running server. */
export class RawServer extends TestServer {
  /** The clients that asked for a handshake, in the order of arrival. */
  readonly peers: RawPeer[] = []
  readonly #errors: unknown[] = []

  /** Does `script` with every client. */
  constructor(script: Script) {
    const tcp = createServer()
    super(tcp)
    tcp.on('connection', (socket) => {
      const peer = new RawPeer(socket, () => void this.#serve(peer, script))
    })
  }

  /** Ends every socket and the server, and throws what a script threw. */
  override async close(): Promise<void> {
    await super.close()
    if (this.#errors.length > 0) throw this.#errors[0]
  }

  async #serve(peer: RawPeer, script: Script): Promise<void> {
    this.peers.push(peer)
    this.addHandshake(peer.request)
    try {
      await script(peer)
    } catch (error) {
      if (!(error instanceof PeerGone)) this.#errors.push(error)
    }
  }
}

/** Starts a raw server on a free loopback port. */
export async function startRawServer(script: Script): Promise<RawServer> {
  const server = new RawServer(script)
  await server.listen()
  return server
}

/** A loopback address on which nothing listens. */
export async function refusedHost(): Promise<string> {
  const server = await startRawServer(() => undefined)
  const { host } = server
  await server.close()
  return host
}
