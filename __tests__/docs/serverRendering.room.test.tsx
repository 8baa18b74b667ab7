/**
 * docs/server-rendering.md: the room shows why its login failed, such as on a server that has no secret.
 */
import { render, screen } from '@testing-library/react'
import { Room } from '../../docs/code/next/Room.js'
import { WebSocketProvider } from '../../src/index.js'
import { mockNetwork, pass } from '../support/react/network.js'

const network = mockNetwork()

it('shows the message of the error', async () => {
  network.serve('ws://localhost:8081/lobby')
  const { unmount } = render(
    <WebSocketProvider defaults={{ host: 'localhost:8081', useWSS: false }}>
      <Room room="lobby" />
    </WebSocketProvider>,
  )
  await pass()
  screen.getByText('failed: authenticate failed: SOCKET_SECRET is not set: it belongs in .env.local.')
  unmount()
})
