// `npm start`: Next's server and the live server in one program, until it is stopped; `npm run dev` is the same with Next's
// development server. From the environment: PORT, LIVE_PORT, and the SECRET that signs sessions and tokens.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import next from 'next'
import { startLiveServer } from './live-server.mjs'

/** @import { AddressInfo } from 'node:net' */

const dev = process.argv.includes('--dev')
process.env.SECRET ??= randomBytes(32).toString('hex')

const http = createServer((request, response) => void handle(request, response))
http.listen(Number(process.env.PORT ?? 3000), '127.0.0.1')
await once(http, 'listening')
const { port } = /** @type {AddressInfo} */ (http.address())

// A page of another site could connect here with its user's browser: the origin says which page it was.
const origins = [`http://localhost:${port}`, `http://127.0.0.1:${port}`]
const livePort = await startLiveServer(
  Number(process.env.LIVE_PORT ?? (process.env.PORT === '0' ? 0 : 3001)),
  (origin) => origin !== undefined && origins.includes(origin),
  console.log,
)
process.env.LIVE_URL = `ws://localhost:${livePort}`

const app = next({ dev, dir: import.meta.dirname, hostname: 'localhost', port })
const handle = app.getRequestHandler()
await app.prepare()
console.log(`The live server is on ${process.env.LIVE_URL}`)
console.log(`The notes are on http://localhost:${port}/`)
