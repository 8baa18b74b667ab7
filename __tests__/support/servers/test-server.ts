/**
 * What all test servers share: a free loopback port, a record of every handshake that was ever asked of them and of
 * every TCP socket that is open now, and an end that leaves nothing. Tests wait for a condition instead of for time.
 */
import type { AddressInfo, Server, Socket } from 'node:net'
import { CONDITION_SECONDS } from '../patience'
import type { Handshake } from './handshake'

/** A listening server and its records. */
export class TestServer {
  /** Every handshake request, in the order of arrival. */
  readonly handshakes: Handshake[] = []
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #waits = new Set<() => void>()
  #connections = 0
  #closed: Promise<void> | undefined

  /** Records what `server`, a plain or an HTTP one, is asked for. */
  constructor(server: Server) {
    this.#server = server
    server.on('connection', (socket) => this.#addSocket(socket))
  }

  /** Listens on a free loopback port. */
  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(0, '127.0.0.1', resolve)
    })
  }

  /** Address and port, as the option `host` takes it. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** TCP sockets that are open now. */
  get openSockets(): number {
    return this.#sockets.size
  }

  /** TCP connections that were ever made, with a handshake or without. */
  get connections(): number {
    return this.#connections
  }

  /** The WebSocket URL of a route. */
  url(route = '/'): string {
    return `ws://${this.host}${route}`
  }

  /** Records a handshake. */
  addHandshake(handshake: Handshake): void {
    this.handshakes.push(handshake)
    this.#changed()
  }

  /** Resolves once `condition` holds; it is asked again after each change of the records. */
  until(condition: () => boolean, what: string): Promise<void> {
    if (condition()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const guard = setTimeout(() => {
        this.#waits.delete(wait)
        const seen = `${this.handshakes.length} handshakes, ${this.openSockets} open sockets`
        reject(new Error(`waited ${CONDITION_SECONDS} s for ${what}; the server saw ${seen}`))
      }, CONDITION_SECONDS * 1000)
      const wait = (): void => {
        if (!condition()) return
        clearTimeout(guard)
        this.#waits.delete(wait)
        resolve()
      }
      this.#waits.add(wait)
    })
  }

  /** Resolves once `count` handshakes were asked for. */
  untilHandshakes(count: number): Promise<void> {
    return this.until(() => this.handshakes.length >= count, `${count} handshakes`)
  }

  /** Resolves once no socket is open. */
  untilIdle(): Promise<void> {
    return this.until(() => this.openSockets === 0, 'no open socket')
  }

  /** Ends every socket and the server. */
  close(): Promise<void> {
    this.#closed ??= new Promise<void>((resolve, reject) => {
      this.#server.close((error) => (error ? reject(error) : resolve()))
      for (const socket of this.#sockets) socket.destroy()
    })
    return this.#closed
  }

  #addSocket(socket: Socket): void {
    this.#connections += 1
    this.#sockets.add(socket)
    socket.once('close', () => {
      this.#sockets.delete(socket)
      this.#changed()
    })
    this.#changed()
  }

  #changed(): void {
    for (const wait of [...this.#waits]) wait()
  }
}
