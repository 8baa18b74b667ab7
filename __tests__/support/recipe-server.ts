/**
 * A server for a recipe: JSON over a real socket. It takes down what it hears, answers each message as the test says, and
 * speaks to its client.
 */
import type { WebSocket } from 'ws'
import { useServers } from './servers/use-servers'

export interface RecipeServer {
  readonly url: string
  /** What it has heard, decoded, in order. */
  readonly heard: unknown[]
  /** Sends to the newest client, in one task. */
  say(...packets: unknown[]): void
  /** Cuts the newest client's connection. */
  cut(): void
}

export interface Wire {
  encode(packet: unknown): string | Uint8Array
  decode(data: Buffer): unknown
}

const JSON_WIRE: Wire = {
  encode: (packet) => JSON.stringify(packet),
  decode: (data): unknown => JSON.parse(String(data)),
}

/** Starts servers that live as long as one test; to be called at the top of a test file. */
export function recipeServers(): (
  answer?: (message: never) => readonly unknown[],
  wire?: Wire,
) => Promise<RecipeServer> {
  const servers = useServers()
  return async (answer = () => [], { encode, decode } = JSON_WIRE) => {
    const heard: unknown[] = []
    let client: WebSocket | undefined
    const say = (...packets: unknown[]): void => packets.forEach((packet) => client?.send(encode(packet)))
    const server = await servers.ws({
      '/': (socket) => {
        client = socket
        socket.on('message', (data: Buffer) => {
          const message = decode(data)
          heard.push(message)
          say(...answer(message as never))
        })
      },
    })
    return { url: server.url('/'), heard, say, cut: () => client?.terminate() }
  }
}
