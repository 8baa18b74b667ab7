/**
 * One connection through the proxy, and what can be done to it on the way. `down` is towards the client, `up` towards
 * the server. What a command does not end hears nothing of it: that is how a connection becomes half-open.
 */
import { Socket } from 'node:net'
import { Pipe } from './pipe'

export type Direction = 'up' | 'down'

/** Where the proxy leads. */
export interface Target {
  readonly host: string
  readonly port: number
}

export class ProxyLink {
  readonly #client: Socket
  readonly #server = new Socket({ allowHalfOpen: true })
  readonly #pipes: Readonly<Record<Direction, Pipe>>
  readonly #open = new Set<Socket>()
  #isConnected = false

  /** Connects to `target` when the client's first bytes pass. `changed` is called after every change of the record. */
  constructor(client: Socket, target: Target, changed: () => void) {
    this.#client = client
    const server = this.#server
    const connectOnce = (): void => {
      if (this.#isConnected) return
      this.#isConnected = true
      this.#open.add(server)
      server.connect(target.port, target.host)
    }
    this.#open.add(client)
    for (const socket of [client, server]) {
      socket.setNoDelay(true)
      // `close` follows and is what counts.
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#open.delete(socket)
        changed()
      })
    }
    this.#pipes = {
      up: new Pipe(client, server, connectOnce, changed),
      down: new Pipe(server, client, () => undefined, changed),
    }
  }

  /** TCP sockets of this connection that are open now, both ends together. */
  get openSockets(): number {
    return this.#open.size
  }

  /** Bytes that came in from the one end. */
  accepted(direction: Direction): number {
    return this.#pipes[direction].accepted
  }

  /** Bytes that went out at the other. */
  passed(direction: Direction): number {
    return this.#pipes[direction].passed
  }

  /** Calls `act` once `bytes` more have passed, and before the next one does. */
  after(direction: Direction, bytes: number, act: () => void): void {
    this.#pipes[direction].after(bytes, act)
  }

  /** From now on, bytes take `seconds` longer. */
  delay(seconds: number, ...directions: Direction[]): void {
    for (const pipe of this.#ways(directions)) pipe.delay(seconds)
  }

  /** From now on, so many bytes a second are read from the one end at most. */
  slow(bytesPerSecond: number, direction: Direction): void {
    this.#pipes[direction].slow(bytesPerSecond)
  }

  /** Accepts bytes and passes none; both directions by default. */
  stall(...directions: Direction[]): void {
    for (const pipe of this.#ways(directions)) pipe.stall()
  }

  /** Ends a stall: what was held back goes on, ends of connections too. */
  resume(...directions: Direction[]): void {
    for (const pipe of this.#ways(directions)) pipe.resume()
  }

  /** FIN, here and now; what was held back is dropped. Both ends by default. */
  cut(...directions: Direction[]): void {
    for (const pipe of this.#ways(directions)) pipe.fin()
  }

  /** RST, here and now. Both ends by default; of one end alone, the other hears when the link resumes. */
  reset(...directions: Direction[]): void {
    const isOne = directions.length === 1
    for (const direction of directions.length === 0 ? (['up', 'down'] as const) : directions) {
      const [socket, back] = direction === 'up' ? ([this.#server, 'down'] as const) : ([this.#client, 'up'] as const)
      this.#pipes[direction].stop()
      if (isOne) this.#pipes[back].stall()
      else this.#pipes[back].stop()
      socket.resetAndDestroy()
    }
  }

  /** Ends both sockets at once. */
  destroy(): void {
    for (const pipe of this.#ways([])) pipe.stop()
    this.#client.destroy()
    this.#server.destroy()
  }

  #ways(directions: readonly Direction[]): Pipe[] {
    return (directions.length === 0 ? (['up', 'down'] as const) : directions).map((direction) => this.#pipes[direction])
  }
}
