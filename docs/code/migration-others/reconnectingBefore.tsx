/** reconnecting-websocket in an effect, of docs/migration-others.md. */
// #region feed
import { useEffect, useRef, useState } from 'react'
import ReconnectingWebSocket from 'reconnecting-websocket'

export function Feed() {
  const [isOpen, setIsOpen] = useState(false)
  const [count, setCount] = useState(0)
  const ref = useRef<ReconnectingWebSocket>(undefined)

  useEffect(() => {
    const socket = new ReconnectingWebSocket('wss://chat.example/feed', [], {
      connectionTimeout: 5000,
      maxRetries: 10,
      maxEnqueuedMessages: 500,
    })
    socket.addEventListener('open', () => setIsOpen(true))
    socket.addEventListener('close', () => setIsOpen(false))
    socket.addEventListener('message', () => setCount((before) => before + 1))
    ref.current = socket
    return () => socket.close()
  }, [])

  return (
    <>
      <p>
        {isOpen ? 'on' : 'off'}: {count}
      </p>
      <button onClick={() => ref.current?.send('hello')}>Hello</button>
    </>
  )
}
// #endregion
