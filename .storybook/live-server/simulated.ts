/**
 * Serves the same behaviours inside the page, for a built Storybook that no live server stands behind.
 *
 * mock-socket accepts every handshake after 4 ms, closes cleanly where a browser wouldn't, and turns byte views into
 * text. This subclass of its socket does what browsers do there: handshakes can be slow, hang or be rejected, a failed
 * attempt ends with 1006, a lost connection is not clean, and bytes stay bytes.
 */
import { Server, WebSocket as MockSocket, type Client } from 'mock-socket'
import { createBehaviours } from './behaviours.js'
import { answerOf, type Arrival, type Behaviour, type Packet, type Peer } from './peer.js'

const { CONNECTING, OPEN, CLOSING } = MockSocket

type Data = string | Blob | ArrayBuffer | ArrayBufferView

/** A browser's socket to a server in the same page. */
export class SimulatedWebSocket extends MockSocket {
  /** The subprotocols that the page offers. */
  readonly offered: readonly string[]
  // mock-socket calls methods on a proxy of the socket, which could not reach #private members.
  private readonly setState: (state: number) => void
  private wasAccepted = false
  private wasLost = false
  private isDeaf = false
  /** What nobody has read yet. */
  private unread: Data[] = []
  private unreadBytes = 0
  private unreadClose: [code?: number, reason?: string] | undefined

  constructor(url: string | URL, protocols: string | string[] = []) {
    super(url, protocols)
    this.offered = typeof protocols === 'string' ? [protocols] : protocols
    let state: number = CONNECTING
    this.setState = (next) => {
      state = next
    }
    Object.defineProperties(this, {
      protocol: { value: '', writable: true },
      bufferedAmount: { get: () => this.unreadBytes },
      readyState: {
        get: () => state,
        // mock-socket opens by itself; here only `accept` opens.
        set: (next: number) => {
          if (next !== OPEN) state = next
        },
      },
    })
  }

  /** Completes the handshake. */
  accept(protocol: string): void {
    if (this.readyState !== CONNECTING) return
    this.wasAccepted = true
    Object.assign(this, { protocol })
    this.setState(OPEN)
    super.dispatchEvent(new Event('open'))
  }

  /** Refuses the handshake. */
  reject(): void {
    if (this.readyState === CONNECTING) super.close()
  }

  /** Ends the connection as a cut wire does. */
  drop(client: Client): void {
    this.wasLost = true
    client.close({ code: 1006, reason: '', wasClean: false })
  }

  /** From now on a close frame is not answered. */
  turnDeaf(): void {
    this.isDeaf = true
  }

  /** Reads what waits, and a close frame after it. */
  hearAgain(): void {
    if (!this.isDeaf) return
    this.isDeaf = false
    this.unreadBytes = 0
    for (const data of this.unread.splice(0)) super.send(data)
    if (!this.unreadClose || this.readyState !== CLOSING) return
    // mock-socket closes only what is open.
    this.setState(OPEN)
    super.close(...this.unreadClose)
  }

  override send(data: Data): void {
    if (this.readyState !== CONNECTING && this.readyState !== OPEN) return
    const copy = ArrayBuffer.isView(data) ? bufferOf(data) : data
    if (!this.isDeaf) return super.send(copy)
    // A real wire takes the first megabytes; this one takes none.
    this.unread.push(copy)
    this.unreadBytes += sizeOf(copy)
  }

  override close(code?: number, reason?: string): void {
    if (!this.isDeaf || this.readyState !== OPEN) return super.close(code, reason)
    this.unreadClose = [code, reason]
    this.setState(CLOSING)
  }

  override dispatchEvent(event: Event, ...rest: unknown[]): boolean {
    if (event.type === 'open') return false
    if (event.type === 'error' && this.wasAccepted) return false
    if (event.type === 'close') {
      Object.assign(event, { wasClean: this.wasAccepted && !this.wasLost })
      if (!this.wasAccepted) Object.assign(event, { code: 1006, reason: '' })
    }
    // mock-socket hands its own listeners more than the event.
    const dispatch: (event: Event, ...rest: unknown[]) => boolean = super.dispatchEvent.bind(this)
    return dispatch(event, ...rest)
  }
}

/**
 * Puts the simulated server at `hosts`, with and without TLS, and its socket in place of the browser's.
 * @returns a function that undoes it
 */
export function simulateServer(hosts: readonly string[]): () => void {
  const native = globalThis.WebSocket
  const servers: Server[] = []
  for (const [path, behaviour] of Object.entries(createBehaviours())) {
    for (const origin of hosts.flatMap((host) => [`ws://${host}`, `wss://${host}`])) {
      const server = new Server(origin + path, { mock: false })
      server.on('connection', (client) => receive(behaviour, client))
      servers.push(server)
    }
  }
  globalThis.WebSocket = SimulatedWebSocket as unknown as typeof WebSocket
  return () => {
    globalThis.WebSocket = native
    for (const server of servers) server.stop()
  }
}

function receive(behaviour: Behaviour, client: Client): void {
  const socket = client.target as SimulatedWebSocket
  const arrival: Arrival = { url: new URL(socket.url), protocols: socket.offered }
  const answer = answerOf(behaviour, arrival)
  if (answer.type === 'reject') socket.reject()
  else if (answer.type === 'accept') {
    setTimeout(() => {
      if (socket.readyState !== CONNECTING) return
      socket.accept(answer.protocol)
      serve(behaviour, client, socket, arrival)
    }, answer.afterMs)
  }
}

function serve(behaviour: Behaviour, client: Client, socket: SimulatedWebSocket, arrival: Arrival): void {
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const whenGone: (() => void)[] = []
  const isOpen = () => socket.readyState === OPEN
  const peer: Peer = {
    arrival,
    protocol: socket.protocol,
    send(packet) {
      if (isOpen()) client.send(typeof packet === 'string' ? packet : bufferOf(packet))
    },
    close(code, reason) {
      if (isOpen()) client.close({ code, reason, wasClean: true })
    },
    drop() {
      if (isOpen() || socket.readyState === CLOSING) socket.drop(client)
    },
    turnDeaf: () => socket.turnDeaf(),
    hearAgain: () => socket.hearAgain(),
    later(ms, action) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        action()
      }, ms)
      timers.add(timer)
    },
    onGone: (listener) => whenGone.push(listener),
  }
  client.on('close', () => {
    for (const timer of timers) clearTimeout(timer)
    for (const listener of whenGone) listener()
  })
  const take = behaviour.serve(peer)
  if (take) client.on('message', (data) => take(toPacket(data)))
}

function toPacket(data: Data): Packet {
  if (typeof data === 'string') return data
  if (ArrayBuffer.isView(data)) return new Uint8Array(bufferOf(data))
  return data instanceof ArrayBuffer ? new Uint8Array(data) : ''
}

function sizeOf(data: Data): number {
  if (typeof data === 'string') return new TextEncoder().encode(data).length
  return data instanceof Blob ? data.size : data.byteLength
}

/** A copy: a receiver may keep what the sender writes over. */
function bufferOf(view: ArrayBufferView): ArrayBuffer {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice().buffer
}
