/** A list of messages as the docs of ahooks make it, of docs/migration-others.md. */
// #region trap
import { useWebSocket } from 'ahooks'
import { useEffect, useState } from 'react'

export function Feed() {
  const [lines, setLines] = useState<string[]>([])
  const { latestMessage } = useWebSocket('wss://chat.example/feed')

  useEffect(() => {
    if (latestMessage) setLines((before) => [...before, latestMessage.data as string])
  }, [latestMessage])

  return <pre>{lines.join('\n')}</pre>
}
// #endregion

// #region ahooks
export function Switch() {
  const { readyState, sendMessage, connect, disconnect } = useWebSocket('wss://chat.example/room', {
    manual: true,
    reconnectLimit: 5,
    reconnectInterval: 2000,
    onMessage: (event) => console.log(event.data),
  })
  const isOpen = readyState === 1

  return (
    <>
      <button onClick={isOpen ? disconnect : connect}>{isOpen ? 'Off' : 'On'}</button>
      <button disabled={!isOpen} onClick={() => sendMessage('hello')}>
        Hello
      </button>
    </>
  )
}
// #endregion
