import { useEffect, useState } from 'react'
import useWebSocket, { ReadyState } from 'react-use-websocket'

const FEED = 'wss://example.org/feed'

export function Page() {
  return (
    <>
      <Refresh />
      <History />
    </>
  )
}

function Refresh() {
  const { readyState, sendMessage } = useWebSocket(FEED, { share: true })
  return (
    <button disabled={readyState !== ReadyState.OPEN} onClick={() => sendMessage('refresh')}>
      Refresh
    </button>
  )
}

function History() {
  const [lines, setLines] = useState<string[]>([])
  const { lastMessage } = useWebSocket(FEED, { share: true })

  useEffect(() => {
    if (lastMessage !== null) setLines((before) => [...before, lastMessage.data])
  }, [lastMessage])

  return <pre>{lines.join('\n')}</pre>
}
