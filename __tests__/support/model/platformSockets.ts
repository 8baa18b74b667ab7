/**
 * The platform's `WebSocket`, played by the test: what it tells comes when the test says so, as a browser would tell it.
 */

export interface PlatformSocket {
  readonly url: string
  /** Closed by either side, or told to close. */
  readonly isGone: boolean
  open(): void
  /** The handshake fails: `error`, then `close` with 1006. */
  fail(): void
  /** The closing handshake that the node began is done. */
  endClosing(code: number): void
}

export interface PlatformSockets {
  /** Of all that were ever made, oldest first. */
  readonly urls: readonly string[]
  readonly last: PlatformSocket
  /** Those that are not gone. */
  readonly live: readonly string[]
  /** How many shake hands now. */
  readonly connecting: number
  /** The newest of that address. */
  at(url: string): PlatformSocket
  /** The constructor throws for that address from now on. */
  refuse(url: string, error: Error): void
}

/** Replaces `WebSocket` for each test of a file. */
export function usePlatformSockets(): PlatformSockets {
  let made: Played[] = []
  let refused = new Map<string, Error>()
  const original = globalThis.WebSocket

  class Played implements PlatformSocket {
    binaryType = 'blob'
    readyState = 0
    readonly protocol = ''
    readonly bufferedAmount = 0
    onopen: (() => void) | null = null
    onmessage: (() => void) | null = null
    onclose: ((event: object) => void) | null = null
    onerror: (() => void) | null = null
    readonly url: string

    constructor(url: string) {
      this.url = url
      const error = refused.get(url)
      if (error) throw error
      made.push(this)
    }
    get isGone() {
      return this.readyState >= 2
    }
    open() {
      this.readyState = 1
      this.onopen?.()
    }
    fail() {
      this.readyState = 3
      this.onerror?.()
      this.onclose?.({ code: 1006, reason: '', wasClean: false })
    }
    close() {
      this.readyState = 2
    }
    endClosing(code: number) {
      this.readyState = 3
      this.onclose?.({ code, reason: '', wasClean: true })
    }
    send() {}
  }

  beforeEach(() => {
    made = []
    refused = new Map()
    globalThis.WebSocket = Played as never
  })
  afterEach(() => {
    globalThis.WebSocket = original
  })
  const lastOf = (some: readonly Played[]) => {
    const last = some.at(-1)
    if (!last) throw new Error('there is no such socket')
    return last
  }
  return {
    get urls() {
      return made.map(({ url }) => url)
    },
    get last() {
      return lastOf(made)
    },
    get live() {
      return made.filter(({ isGone }) => !isGone).map(({ url }) => url)
    },
    get connecting() {
      return made.filter(({ readyState }) => readyState === 0).length
    },
    at: (url) => lastOf(made.filter((socket) => socket.url === url)),
    refuse: (url, error) => void refused.set(url, error),
  }
}
