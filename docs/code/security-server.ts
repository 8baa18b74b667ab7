/** The server of docs/security.md. */
// #region server
import { createServer, type Server } from 'node:http'
import { WebSocketServer } from 'ws'

export function createChatServer(allowedOrigins: readonly string[], isValid: (token: string) => boolean): Server {
  const http = createServer()
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 64 * 1024, // bytes of one message; a longer one is closed with 1009
    handleProtocols: (offered) => (offered.has('chat.v1') ? 'chat.v1' : false),
  })

  http.on('upgrade', (request, socket, head) => {
    // Browsers always send the page's origin with a WebSocket, and no page can change it.
    if (!allowedOrigins.includes(request.headers.origin ?? '')) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request))
  })

  sockets.on('connection', (client) => {
    const tooLate = setTimeout(() => client.close(4408, 'no login'), 10_000)
    client.once('close', () => clearTimeout(tooLate))
    client.on('error', () => client.terminate()) // a message over maxPayload, or none of the protocol's frames
    client.once('message', (first: Buffer) => {
      clearTimeout(tooLate)
      if (!isValid(String(first))) return client.close(4401, 'denied')
      client.send('welcome')
      client.on('message', (message: Buffer) => client.send(`you said: ${String(message)}`))
    })
  })
  return http
}
// #endregion
