/**
 * One path of a server as a test talks by it: it takes down what it hears, answers, speaks, closes and cuts.
 *
 *   const room = new Talk((message) => [{ echo: message }])
 *   const server = await servers.ws({ '/room': room.script })
 */
import type { WebSocket } from 'ws'
import { Heard } from './heard'
import type { PathScript } from './ws-server'

/** Strings and bytes go on the wire as they are, everything else as JSON. */
const encode = (packet: unknown): string | Uint8Array =>
  typeof packet === 'string' || packet instanceof Uint8Array ? packet : JSON.stringify(packet)

const decode = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

type Answer = (message: unknown, talk: Talk) => readonly unknown[]

/** What a test says and hears at one path. */
export class Talk {
  /** Every connection that there was, in order. */
  readonly sockets: WebSocket[] = []
  /** The query of each of them. */
  readonly queries: string[] = []
  readonly #heard = new Heard()
  readonly #came = new Heard()
  readonly #answer: Answer

  /** `answer` says what is sent back for a message that has come. */
  constructor(answer: (message: never, talk: Talk) => readonly unknown[] = () => []) {
    this.#answer = answer as Answer
  }

  /** What the path does with a client. */
  readonly script: PathScript = (socket, query) => {
    this.sockets.push(socket)
    this.queries.push(String(query))
    this.#came.add('')
    socket.on('message', (data: Buffer) => {
      const text = String(data)
      this.#heard.add(text)
      for (const packet of this.#answer(decode(text), this)) socket.send(encode(packet))
    })
  }

  /** What was heard, on all connections together: JSON as the value, and any other text as it came. */
  get heard(): unknown[] {
    return this.#heard.messages.map(decode)
  }

  /** Resolves once `count` messages were heard. */
  until(count: number): Promise<void> {
    return this.#heard.until(count)
  }

  /** Resolves once `count` clients have connected. */
  untilSockets(count: number): Promise<void> {
    return this.#came.until(count)
  }

  /** Sends to the newest connection, in one task. */
  say(...packets: unknown[]): void {
    for (const packet of packets) this.#newest.send(encode(packet))
  }

  /** Closes the newest connection in good order. */
  close(code = 1000, reason = ''): void {
    this.#newest.close(code, reason)
  }

  /** Cuts the newest connection. */
  cut(): void {
    this.#newest.terminate()
  }

  get #newest(): WebSocket {
    const socket = this.sockets.at(-1)
    if (socket === undefined) throw new Error('nobody has connected')
    return socket
  }
}
