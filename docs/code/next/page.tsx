/** app/room/page.tsx of docs/server-rendering.md: a server component. */
// #region page
import { WebSocketProvider } from 'react-websocket-node'
import { Room } from './Room'

export default function Page() {
  return (
    <WebSocketProvider defaults={{ host: 'chat.example', connectionTimeout: 5 }}>
      <Room room="lobby" />
    </WebSocketProvider>
  )
}
// #endregion
