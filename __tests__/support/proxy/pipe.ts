/**
 * One direction of a proxied connection: what comes in at one socket goes out at the other, in its order, at once or
 * late, or not at all.
 */
import type { Socket } from 'node:net'

/** Bytes, an end (FIN), or the loss of the connection (RST). */
type Piece = Buffer | 'fin' | 'reset'

/** Something to do once so many more bytes have passed. */
interface Mark {
  bytesLeft: number
  readonly act: () => void
}

export class Pipe {
  /** Bytes that came in. */
  accepted = 0
  /** Bytes that went out. */
  passed = 0
  readonly #to: Socket
  readonly #beforePassing: () => void
  readonly #changed: () => void
  readonly #held: { piece: Piece; readonly due: number }[] = []
  readonly #marks: Mark[] = []
  #delay = 0
  #isStalled = false
  #isOver = false
  #timer: NodeJS.Timeout | undefined
  #bytesPerSecond = Infinity
  #rest: NodeJS.Timeout | undefined

  /** Calls `beforePassing` ahead of the bytes that go out, and `changed` when a counter has changed. */
  constructor(from: Socket, to: Socket, beforePassing: () => void, changed: () => void) {
    this.#to = to
    this.#beforePassing = beforePassing
    this.#changed = changed
    let hasEnded = false
    from.on('data', (chunk: Buffer) => {
      this.accepted += chunk.length
      this.#take(chunk)
      this.#restAfter(from, chunk.length)
      changed()
    })
    from.on('end', () => {
      hasEnded = true
      this.#take('fin')
    })
    from.on('close', () => {
      if (!hasEnded) this.#take('reset')
    })
  }

  /** From now on, what comes in goes out `seconds` later. */
  delay(seconds: number): void {
    this.#delay = seconds
  }

  /** From now on, so much is read at most: what is sent faster piles up at the sender. */
  slow(bytesPerSecond: number): void {
    this.#bytesPerSecond = bytesPerSecond
  }

  /** Takes what comes in, and passes none of it. */
  stall(): void {
    this.#isStalled = true
  }

  /** Ends a stall: what it held back goes out. */
  resume(): void {
    this.#isStalled = false
    this.#pump()
  }

  /** Calls `act` once `bytes` more have gone out, and before the next one does. */
  after(bytes: number, act: () => void): void {
    this.#marks.push({ bytesLeft: bytes, act })
    this.#marks.sort((a, b) => a.bytesLeft - b.bytesLeft)
  }

  /** Nothing goes out any more, whatever was held back or comes in. */
  stop(): void {
    this.#isOver = true
    this.#held.length = 0
    clearTimeout(this.#timer)
    clearTimeout(this.#rest)
  }

  /** FIN to where the pipe leads, and nothing after it. */
  fin(): void {
    this.stop()
    this.#to.end()
  }

  #restAfter(from: Socket, bytes: number): void {
    if (this.#bytesPerSecond === Infinity || this.#isOver) return
    from.pause()
    this.#rest = setTimeout(() => from.resume(), (bytes / this.#bytesPerSecond) * 1000)
  }

  #take(piece: Piece): void {
    if (this.#isOver) return
    this.#held.push({ piece, due: performance.now() + this.#delay * 1000 })
    this.#pump()
  }

  #pump(): void {
    clearTimeout(this.#timer)
    for (let first = this.#held[0]; first !== undefined && !this.#isStalled; first = this.#held[0]) {
      const early = first.due - performance.now()
      if (early > 0) {
        this.#timer = setTimeout(() => this.#pump(), early)
        return
      }
      if (typeof first.piece === 'string') this.#end(first.piece)
      else this.#pass(first as { piece: Buffer })
    }
  }

  /** Up to the next mark; the rest stays first in line. */
  #pass(first: { piece: Buffer }): void {
    const bytes = first.piece.subarray(0, this.#marks[0]?.bytesLeft)
    first.piece = first.piece.subarray(bytes.length)
    if (first.piece.length === 0) this.#held.shift()
    if (bytes.length > 0) {
      this.#beforePassing()
      if (this.#to.writable) this.#to.write(bytes)
    }
    this.passed += bytes.length
    for (const mark of this.#marks) mark.bytesLeft -= bytes.length
    while (this.#marks[0]?.bytesLeft === 0) this.#marks.shift()!.act()
    this.#changed()
  }

  #end(piece: 'fin' | 'reset'): void {
    this.stop()
    if (piece === 'fin') this.#to.end()
    else this.#to.resetAndDestroy()
  }
}
