/**
 * Serves a built Storybook on a free port of the loopback interface, with the live WebSocket server or without.
 */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { answerHealth, attachLiveServer } from '../../../.storybook/live-server/live.js'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

export interface ServedStorybook {
  readonly origin: string
  /** The path of each handshake that has arrived, in order. */
  readonly handshakes: readonly string[]
  close(): Promise<void>
}

export async function serveStorybook(folder: string, { live }: { live: boolean }): Promise<ServedStorybook> {
  const server = createServer((request, response) => {
    if (live && answerHealth(request, response)) return
    void sendFile(folder, request, response)
  })
  const handshakes: string[] = []
  server.on('upgrade', ({ url = '' }: IncomingMessage) => handshakes.push(new URL(url, 'http://localhost').pathname))
  const detach = live ? attachLiveServer(server) : () => {}
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    handshakes,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      detach()
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

async function sendFile(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const file = join(folder, normalize(pathname === '/' ? '/index.html' : decodeURIComponent(pathname)))
  const isFile = file.startsWith(folder) && (await stat(file).catch(() => undefined))?.isFile()
  if (!isFile) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    // What is in there has the hash of its content in its name.
    'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=3600, immutable' : 'no-cache',
  })
  createReadStream(file).pipe(response)
}
