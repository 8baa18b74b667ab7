import { useEffect, useState } from 'react'
import useWebSocket from 'react-use-websocket'

export function Chat() {
  const [lines, setLines] = useState<string[]>([])
  const { lastMessage } = useWebSocket('wss://example.org/chat')

  useEffect(() => {
    if (lastMessage !== null) setLines((before) => [...before, lastMessage.data])
  }, [lastMessage])

  return <pre>{lines.join('\n')}</pre>
}
