/**
 * One client of the raw server: what it asked for, the frames that it sends, and every way to answer it.
 */
import type { Socket } from 'node:net'
import { closeFrame, OPCODE, readFrame, type ReceivedFrame } from './frames'
import { acceptance, readRequest, refusal, type Acceptance, type Handshake } from './handshake'

/** A script waited for a frame, and the client went away. */
export class PeerGone extends Error {
  override readonly name = 'PeerGone'
}

/** The server's side of one connection. */
export class RawPeer {
  readonly #socket: Socket
  readonly #onRequest: () => void
  readonly #frames: ReceivedFrame[] = []
  readonly #waits: { resolve(frame: ReceivedFrame): void; reject(error: Error): void }[] = []
  #request: Handshake | undefined
  #bytes: Buffer = Buffer.alloc(0)
  #isGone = false

  /** Calls `onRequest` once the client's handshake request is there. */
  constructor(socket: Socket, onRequest: () => void) {
    this.#socket = socket
    this.#onRequest = onRequest
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#read(chunk))
    // A client may reset the connection: `close` follows and tells the scripts.
    socket.on('error', () => undefined)
    socket.on('close', () => this.#leave())
  }

  /** The handshake request. */
  get request(): Handshake {
    if (this.#request === undefined) throw new Error('the handshake request has not arrived yet')
    return this.#request
  }

  /** Whether the TCP connection is over. */
  get isGone(): boolean {
    return this.#isGone
  }

  /** Puts all chunks on the wire in one write. */
  write(...chunks: Uint8Array[]): void {
    if (!this.#isGone) this.#socket.write(Buffer.concat(chunks))
  }

  /** Completes the handshake and sends `frames` behind it, all in one write. */
  accept(...frames: Uint8Array[]): void {
    this.write(this.acceptance(), ...frames)
  }

  /** As `accept`, where the last frame is a close frame: waits for the client's, and ends the connection (FIN). */
  async acceptAndClose(...frames: Uint8Array[]): Promise<void> {
    this.accept(...frames)
    await this.nextClose()
    this.fin()
  }

  /** Waits for the client's close frame, says it back, and ends the connection (FIN). */
  async answerClose(): Promise<void> {
    const { code, reason } = await this.nextClose()
    this.fin(closeFrame(code, reason))
  }

  /** The bytes that complete the handshake. */
  acceptance(options?: Acceptance): Buffer {
    return acceptance(this.request, options)
  }

  /** Answers with an HTTP status that is no WebSocket, and FIN. */
  refuse(status: number): void {
    this.#socket.end(refusal(status))
  }

  /** Ends the server's direction (FIN), after `chunks`. */
  fin(...chunks: Uint8Array[]): void {
    if (!this.#isGone) this.#socket.end(Buffer.concat(chunks))
  }

  /** Resets the connection (RST). */
  reset(): void {
    this.#socket.resetAndDestroy()
  }

  /** Reads no more, so that the client's bytes pile up on its side. */
  stopReading(): void {
    this.#socket.pause()
  }

  /** The next frame that the client sends. Rejects with PeerGone if none comes any more. */
  nextFrame(): Promise<ReceivedFrame> {
    const frame = this.#frames.shift()
    if (frame !== undefined) return Promise.resolve(frame)
    if (this.#isGone) return Promise.reject(new PeerGone())
    return new Promise((resolve, reject) => this.#waits.push({ resolve, reject }))
  }

  /** The client's next text message. Rejects with PeerGone if it sends a close frame instead. */
  async nextText(): Promise<string> {
    const frame = await this.nextFrame()
    if (frame.opcode === OPCODE.CLOSE) throw new PeerGone()
    if (frame.opcode !== OPCODE.TEXT || !frame.fin) throw new Error(`a text frame was due, opcode ${frame.opcode} came`)
    return frame.payload.toString()
  }

  /** The code and reason of the client's close frame; what it sends before is passed over. */
  async nextClose(): Promise<{ code: number | undefined; reason: string }> {
    let frame = await this.nextFrame()
    while (frame.opcode !== OPCODE.CLOSE) frame = await this.nextFrame()
    const { payload } = frame
    return { code: payload.length < 2 ? undefined : payload.readUInt16BE(), reason: payload.subarray(2).toString() }
  }

  #read(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk])
    if (this.#request === undefined) {
      const end = this.#bytes.indexOf('\r\n\r\n')
      if (end === -1) return
      this.#request = readRequest(this.#bytes.toString('latin1', 0, end))
      this.#bytes = this.#bytes.subarray(end + 4)
      this.#onRequest()
    }
    for (let read = readFrame(this.#bytes); read !== null; read = readFrame(this.#bytes)) {
      this.#bytes = read.rest
      const wait = this.#waits.shift()
      if (wait === undefined) this.#frames.push(read.frame)
      else wait.resolve(read.frame)
    }
  }

  #leave(): void {
    this.#isGone = true
    for (const { reject } of this.#waits.splice(0)) reject(new PeerGone())
  }
}
