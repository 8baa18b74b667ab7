/**
 * A `WebSocket` for the code of the documentation: whoever connects to `wss://chat.example/room` reaches the path `/room` of
 * a server of the test. Everything else is the platform's, the node's `state.url` too.
 */

/** The test's server, as `127.0.0.1:1234`; or one for each host, such as `chat.example` or `localhost:8080`. */
export type Aim = string | Readonly<Record<string, string>>

/** The address at the test's server; another address as it is. */
export function aimed(url: string | URL, aim: Aim): string {
  const { host, pathname, search } = new URL(url)
  const isExample = host.endsWith('.example')
  const at = typeof aim === 'string' ? (isExample ? aim : undefined) : aim[host]
  if (isExample && at === undefined) throw new Error(`the test has no server for ${host}`)
  return at === undefined ? String(url) : `ws://${at}${pathname}${search}`
}

/** The platform's class, aimed. */
export function aimedSocket(Platform: typeof WebSocket, aim: Aim): typeof WebSocket {
  return class extends Platform {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(aimed(url, aim), protocols)
    }
  }
}
