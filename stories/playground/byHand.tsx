import { useEffect, useRef, useState } from 'react'

// One socket that comes back, written by hand. Still missing: timeouts, a heartbeat, the page's
// sleep, tokens, backpressure, messages that arrive faster than React renders, ...
export default function App() {
  const [status, setStatus] = useState('connecting')
  const socket = useRef<WebSocket | null>(null)
  const queue = useRef<string[]>([])

  useEffect(() => {
    let isOver = false
    let attempt = 0
    let timer: ReturnType<typeof setTimeout>

    function connect() {
      const current = new WebSocket('ws://localhost:6006/ws/echo')
      socket.current = current
      current.onopen = () => {
        attempt = 0
        setStatus('open')
        for (const message of queue.current.splice(0)) current.send(message)
      }
      current.onmessage = (event) => console.log(event.data)
      current.onclose = () => {
        if (isOver) return
        setStatus('reconnecting')
        const delay = Math.min(30, 2 ** attempt++) * (0.5 + Math.random() / 2)
        timer = setTimeout(connect, 1000 * delay)
      }
    }
    // StrictMode mounts twice: without this a second handshake is made and thrown away.
    timer = setTimeout(connect)
    return () => {
      isOver = true
      clearTimeout(timer)
      socket.current?.close()
    }
  }, [])

  const send = (message: string) => {
    if (socket.current?.readyState === WebSocket.OPEN) socket.current.send(message)
    else queue.current.push(message)
  }
  return <button onClick={() => send('Hello')}>{status}</button>
}
