/** A test of the README's first example, as a user writes it; the test file that imports it runs it. */
// #region test
import { render, screen } from '@testing-library/react'
import { Server } from 'mock-socket'
import { ChatRoom } from './readme.js'

test('the newest message is shown', async () => {
  const server = new Server('wss://chat.example/room') // replaces the global WebSocket until it stops
  server.on('connection', (socket) => socket.send('{"from":"server","text":"welcome"}'))
  const { unmount } = render(<ChatRoom />)
  await screen.findByText('open: welcome')
  unmount()
  server.stop()
})
// #endregion
