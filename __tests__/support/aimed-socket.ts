/**
 * A `WebSocket` for the code of the documentation: whoever connects to `wss://chat.example/room` reaches the path `/room` of
 * a server of the test. Everything else is the platform's, the node's `state.url` too.
 */

/** The test's server, as `127.0.0.1:1234`; or one for each host name, such as `chat.example`. */
export type Aim = string | Readonly<Record<string, string>>

/** The address at the test's server; any address that is not of `.example` as it is. */
export function aimed(url: string | URL, aim: Aim): string {
  const { hostname, pathname, search } = new URL(url)
  if (!hostname.endsWith('.example')) return String(url)
  const host = typeof aim === 'string' ? aim : aim[hostname]
  if (host === undefined) throw new Error(`the test has no server for ${hostname}`)
  return `ws://${host}${pathname}${search}`
}

/** The platform's class, aimed. */
export function aimedSocket(Platform: typeof WebSocket, aim: Aim): typeof WebSocket {
  return class extends Platform {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(aimed(url, aim), protocols)
    }
  }
}
