/**
 * Serves the test page and its script on loopback, so that tests run in a real origin.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A running server of one page. */
export interface PageServer {
  /** The origin, with a slash at its end. */
  readonly url: string
  close(): Promise<void>
}

/** Answers a request of another path than the server's own; false where it knows none. */
export type Route = (request: IncomingMessage, response: ServerResponse) => boolean

/** A page that loads the script, holds a place to render into, and does `more`. */
export function html(more = ''): string {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>test page</title><link rel="icon" href="data:,"></head>
  <body><div id="root"></div><script src="/kit.js"></script>${more}</body>
</html>`
}

/** Starts it on a free port. */
export async function startPageServer(script: string, route: Route = () => false): Promise<PageServer> {
  const server = createServer((request, response) => {
    if (route(request, response)) return
    if (request.url === '/kit.js') respond(response, 'text/javascript', script)
    else respond(response, 'text/html', html())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

/** Answers with a text. */
export function respond(response: ServerResponse, type: string, text: string): void {
  response.setHeader('content-type', `${type}; charset=utf-8`).end(text)
}
