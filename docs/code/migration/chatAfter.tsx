import { useState } from 'react'
import { text, useWebSocketNode } from 'react-websocket-node'

export function Chat() {
  const [lines, setLines] = useState<string[]>([])
  useWebSocketNode({
    url: 'wss://example.org/chat',
    format: text,
    autoconnectMode: 'self-ready',
    onPacket: (lastMessage) => {
      if (lastMessage !== null) setLines((before) => [...before, lastMessage])
    },
  })

  return <pre>{lines.join('\n')}</pre>
}
