// The server of the room: whatever one says, all hear, and who comes later hears it first. CommonJS, since Jest
// reads it, too.
const { once } = require('node:events')
const { WebSocketServer } = require('ws')

exports.createRoom = function createRoom() {
  const lines = []
  /** The code with which each connection ended, in the order of the handshakes; undefined while it is open. */
  const ends = []
  let server

  function serve(socket) {
    const number = ends.push(undefined) - 1
    for (const line of lines) socket.send(JSON.stringify(line))
    socket.on('message', (data) => {
      const line = { id: lines.length + 1, text: String(JSON.parse(String(data)).text) }
      lines.push(line)
      for (const client of server.clients) client.send(JSON.stringify(line))
    })
    socket.on('close', (code) => (ends[number] = code))
    socket.on('error', () => {})
  }

  return {
    ends,
    /** Listens on a port, 0 for any free one; gives the port. */
    async start(port = 0, host = '127.0.0.1') {
      server = new WebSocketServer({ port, host })
      server.on('connection', serve)
      await once(server, 'listening')
      return server.address().port
    },
    /** Ends as if it was killed: every connection is cut. */
    async stop() {
      const stopped = new Promise((resolve) => server.close(resolve))
      for (const client of server.clients) client.terminate()
      await stopped
    },
  }
}
