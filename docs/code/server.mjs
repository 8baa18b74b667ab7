// A chat server for the first steps: whatever a client says is said to all. `PORT` is where it listens, 8080 by default.
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ host: 'localhost', port: Number(process.env.PORT ?? 8080) })

server.on('connection', (socket) => {
  socket.send(JSON.stringify({ from: 'server', text: 'welcome' }))
  socket.on('message', (data) => server.clients.forEach((client) => client.send(String(data))))
})

server.on('listening', () => console.log('listening', server.address()))
