/**
 * The server of the pages and of their sockets, in a process of its own so that its work is not the browser's. It ends
 * when whoever started it goes away, and at the latest after an hour.
 *
 *     node server.mjs <folder of scripts>      prints its port
 */
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { floodBytes } from './frames'
import { streamOf, Streams } from './streams'
import { topicSequence } from './topics'
import type { Kind } from './messages'

/** Bytes given to TCP at once: the next ones follow when it took them. */
const CHUNK = 65_536

const [folder = '.'] = process.argv.slice(2)
const handshakes = new Map<string, number>()
const floods = new Map<string, Buffer>()
const streams = new Streams()

const http = createServer((request, response) => {
  const { pathname, searchParams } = urlOf(request)
  // Isolated pages have a clock of 5 µs, others one of 100 µs.
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('cross-origin-embedder-policy', 'require-corp')
  const answer = (type: string, body: string | Buffer) => response.setHeader('content-type', type).end(body)
  if (pathname === '/handshakes')
    return answer('text/plain', String(handshakes.get(searchParams.get('key') ?? '') ?? 0))
  if (pathname === '/flood') return answer('text/plain', String(floodOf(searchParams).length))
  if (pathname === '/rows') return answer('text/plain', String(streamOf(searchParams).count))
  if (pathname === '/go') return answer('text/plain', String(streams.go(searchParams.get('key') ?? '')))
  if (pathname.startsWith('/page/')) return answer('text/html; charset=utf-8', pageOf(basename(pathname)))
  readFile(join(folder, basename(pathname))).then(
    (script) => answer('text/javascript; charset=utf-8', script),
    () => response.writeHead(404).end(),
  )
})

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
http.on('upgrade', (request, wire: Duplex, head) => {
  const { pathname, searchParams } = urlOf(request)
  const key = searchParams.get('key')
  if (key !== null) handshakes.set(key, (handshakes.get(key) ?? 0) + 1)
  sockets.handleUpgrade(request, wire, head, (socket) => {
    socket.on('error', () => undefined)
    if (pathname === '/flood') flood(wire, searchParams)
    else if (pathname === '/echo') socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
    else if (pathname === '/topics') tell(socket, searchParams)
    else if (pathname === '/rows') streams.hold(wire, searchParams)
  })
})

http.listen(0, '127.0.0.1', () => console.log((http.address() as AddressInfo).port))
process.stdin.resume().on('end', () => process.exit())
setTimeout(() => process.exit(), 3_600_000).unref()

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://localhost')
}

function pageOf(script: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">
</head><body><script src="/${script}"></script></body></html>`
}

/** The frames of a flood, made once. */
function floodOf(query: URLSearchParams): Buffer {
  const name = String(query)
  const all = floods.get(name) ?? floodBytes(query.get('kind') as Kind, Number(query.get('count')))
  floods.set(name, all)
  return all
}

/** Writes frames past the library's own sending. */
function flood(wire: Duplex, query: URLSearchParams): void {
  const all = floodOf(query)
  let at = 0
  const write = (): void => {
    while (at < all.length && wire.writable) {
      const isTaken = wire.write(all.subarray(at, at + CHUNK))
      at += CHUNK
      if (!isTaken) return void wire.once('drain', write)
    }
  }
  write()
}

/** Messages that each concern one topic, `rate` a second, once the page had time to settle. */
function tell(socket: WebSocket, query: URLSearchParams): void {
  const [count, topics, rate, delay] = ['count', 'topics', 'rate', 'delay'].map((name) => Number(query.get(name)))
  const sequence = topicSequence(count ?? 0, topics ?? 1)
  const start = performance.now() + (delay ?? 0)
  let told = 0
  const timer = setInterval(() => {
    const due = Math.min(sequence.length, Math.floor(((performance.now() - start) * (rate ?? 0)) / 1000))
    for (; told < due; told += 1) socket.send(JSON.stringify({ topic: sequence[told], value: told }))
    if (told === sequence.length) clearInterval(timer)
  }, 1)
  socket.on('close', () => clearInterval(timer))
}
