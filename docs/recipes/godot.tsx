/**
 * The code of docs/godot.md: what a game's scene with the addon is here.
 */
import { useRef } from 'react'
import {
  backoff,
  createWebSocketNode,
  ping,
  useReadyRef,
  WebSocketNode,
  WebSocketProvider,
  type bytes,
  type WebSocketNodeHandle,
} from 'react-websocket-node'

// #region scene
type SocketRef = WebSocketNodeHandle<typeof bytes>

export function Chat({ onLine }: { onLine: (bytes: Uint8Array) => void }) {
  const socket = useRef<SocketRef>(null)
  return (
    <WebSocketProvider>
      <WebSocketNode
        ref={socket}
        name="Socket"
        host="chat.example"
        route="/lobby"
        autoconnectMode="self-ready"
        reconnect={backoff()}
        heartbeat={ping({ message: 'ping', interval: 15, always: true })}
        onConnected={(url) => console.log('connected to', url)}
        onReceived={(data) => onLine(data)}
        onClosed={(code, reason) => console.log('closed', code, reason)}
      />
      <button type="button" onClick={() => socket.current?.sendString('hello')}>
        Say hello
      </button>
    </WebSocketProvider>
  )
}
// #endregion

// #region modes
export function Modes() {
  const panel = useReadyRef<HTMLDivElement>()
  const auth = useRef<SocketRef>(null)
  return (
    <WebSocketProvider>
      <WebSocketNode name="Manual" autoconnectMode="none" />
      <WebSocketNode ref={auth} name="Auth" autoconnectMode="self-ready">
        <WebSocketNode name="Profile" autoconnectMode="parent-ready" />
      </WebSocketNode>
      <WebSocketNode name="Scene" autoconnectMode="owner-ready" />
      <WebSocketNode name="Game" autoconnectMode="root-ready" />
      <WebSocketNode name="AfterAuth" autoconnectMode="custom" autoconnectReference={auth} />
      <div ref={panel}>
        <WebSocketNode name="InPanel" autoconnectMode="custom" autoconnectReference={panel} />
      </div>
    </WebSocketProvider>
  )
}
// #endregion

// #region script
export function startSession(): () => void {
  const socket = createWebSocketNode({ host: 'game.example', useWSS: false, receiveLimit: 8 })
  socket.on('received', (data) => console.log(data.length, 'bytes'))
  socket.on('connectFailed', () => console.log('no server'))
  socket.connect('game.example', '/play')
  socket.sendJson({ op: 'join' })
  socket.sendString('hello')
  socket.send(Uint8Array.of(1, 2, 3))
  return () => socket.dispose()
}
// #endregion
