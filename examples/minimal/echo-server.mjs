// Says back what comes, on loopback, until it is stopped.
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ host: '127.0.0.1', port: 8080, path: '/echo' })
server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
})
server.on('listening', () => console.log('Echoing on ws://localhost:8080/echo'))
