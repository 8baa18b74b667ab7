/**
 * Serves the test page and its script on loopback, so that tests run in a real origin.
 */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { join } from 'node:path'
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

interface PageServerOptions {
  readonly route?: Route
  /** With https, by a certificate for this machine that nobody signed. */
  readonly isSecure?: boolean
}

/** Starts it on a free port. */
export async function startPageServer(
  script: string,
  { route = () => false, isSecure = false }: PageServerOptions = {},
): Promise<PageServer> {
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (route(request, response)) return
    if (request.url === '/kit.js') respond(response, 'text/javascript', script)
    else respond(response, 'text/html', html())
  }
  const server = isSecure ? createSecureServer({ key: pem('key'), cert: pem('cert') }, answer) : createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `${isSecure ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

function pem(part: 'key' | 'cert'): Buffer {
  return readFileSync(join(__dirname, 'engines', `loopback-${part}.pem`))
}

/** Answers with a text. */
export function respond(response: ServerResponse, type: string, text: string): void {
  response.setHeader('content-type', `${type}; charset=utf-8`).end(text)
}
