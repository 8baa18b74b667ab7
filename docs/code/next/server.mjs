// The WebSocket server of the page: `node --env-file=.env.local server.mjs`. `PORT` is where it listens, 8081 by default.
import { Buffer } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { WebSocketServer } from 'ws'

const secret = process.env.SOCKET_SECRET
if (!secret) throw new Error('SOCKET_SECRET is not set: node --env-file=.env.local server.mjs')

/** Whether the first message has a token that was signed with the secret, and is not too old. */
const isValid = (/** @type {string} */ message) => {
  const [expires, signature] = JSON.parse(message).token.split('.')
  const expected = createHmac('sha256', secret).update(expires).digest()
  return timingSafeEqual(Buffer.from(signature, 'base64url'), expected) && Number(expires) > Date.now()
}

const server = new WebSocketServer({ host: 'localhost', port: Number(process.env.PORT ?? 8081) })

server.on('connection', (socket, { url }) => {
  socket.once('message', (first) => {
    try {
      if (!isValid(String(first))) return socket.close(4401, 'denied')
    } catch {
      return socket.close(4400, 'no token') // something else, or cut off
    }
    socket.send(JSON.stringify({ type: 'welcome' })) // what authenticate waits for, by next()
    socket.send(JSON.stringify({ type: 'said', text: `this is ${url}` }))
  })
})

server.on('listening', () => console.log('listening', server.address()))
