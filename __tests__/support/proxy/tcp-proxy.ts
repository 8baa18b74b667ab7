/**
 * A TCP proxy on loopback, for the faults of networks: it delays, ends (FIN), resets (RST) and stalls connections in
 * either direction, on command or after so many bytes, and its port can be closed and opened again.
 */
import { createServer, type AddressInfo, type Server } from 'node:net'
import { CONDITION_SECONDS } from '../patience'
import { ProxyLink, type Target } from './link'

/** What the proxy does with a connection, from when it is accepted. */
export type LinkScript = (link: ProxyLink, proxy: TcpProxy) => void

/** A running proxy. */
export class TcpProxy {
  /** Every connection that was ever accepted, in order. */
  readonly links: ProxyLink[] = []
  readonly #target: Target
  readonly #script: LinkScript
  readonly #waits = new Set<() => void>()
  #server: Server | undefined
  #port = 0

  /** @param host address and port of the server behind it */
  constructor(host: string, script: LinkScript) {
    const [address = '', port] = host.split(':')
    this.#target = { host: address, port: Number(port) }
    this.#script = script
  }

  /** Address and port, as the option `host` takes it. */
  get host(): string {
    return `127.0.0.1:${this.#port}`
  }

  /** TCP sockets that are open now, on both sides together. */
  get openSockets(): number {
    return this.links.reduce((sum, link) => sum + link.openSockets, 0)
  }

  /** Takes connections: on a free port at first, on the same one again after `closePort`. */
  openPort(): Promise<void> {
    // The end of an accepted connection's one direction is not the end of the other.
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      const link = new ProxyLink(socket, this.#target, () => this.#changed())
      this.links.push(link)
      this.#script(link, this)
      this.#changed()
    })
    this.#server = server
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, '127.0.0.1', () => {
        this.#port = (server.address() as AddressInfo).port
        resolve()
      })
    })
  }

  /** Refuses connections from now on; those that are there stay. */
  closePort(): void {
    this.#server?.close()
    this.#server = undefined
  }

  /** Resolves once `condition` holds; it is asked again after each change of the record. */
  until(condition: () => boolean, what: string): Promise<void> {
    if (condition()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const guard = setTimeout(() => {
        this.#waits.delete(wait)
        reject(new Error(`waited ${CONDITION_SECONDS} s for ${what}; the proxy has ${this.openSockets} open sockets`))
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

  /** Resolves once no socket is open on either side. */
  untilIdle(): Promise<void> {
    return this.until(() => this.openSockets === 0, 'no open socket at the proxy')
  }

  /** Ends the port and every socket; resolves when they are gone. */
  async close(): Promise<void> {
    this.closePort()
    for (const link of this.links) link.destroy()
    await this.untilIdle()
  }

  #changed(): void {
    for (const wait of [...this.#waits]) wait()
  }
}

/** Starts a proxy in front of `host`. */
export async function startTcpProxy(host: string, script: LinkScript = () => undefined): Promise<TcpProxy> {
  const proxy = new TcpProxy(host, script)
  await proxy.openPort()
  return proxy
}
