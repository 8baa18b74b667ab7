/**
 * The hook of ahooks: the latest message is state.
 */
import { useWebSocket } from 'ahooks'
import { useEffect, useMemo } from 'react'
import type { Contestant, CounterProps, EchoProps } from '../contestant'
import { Shown } from '../page/Shown'
import { useSeen } from '../page/useSeen'

function Counter({ url, kind, wantsBuffers, tally }: CounterProps) {
  const { latestMessage } = useWebSocket(url, {
    onOpen(_event, socket) {
      if (wantsBuffers) socket.binaryType = 'arraybuffer'
      tally.open()
    },
  })
  const wire: unknown = latestMessage?.data
  const data = useMemo<unknown>(() => (kind === 'json' && wire ? JSON.parse(wire as string) : wire), [kind, wire])
  useSeen(data, kind, tally)
  return <Shown data={data} />
}

function Echo({ url, link }: EchoProps) {
  const { latestMessage, sendMessage, readyState } = useWebSocket(url)
  useEffect(() => {
    if (Number(readyState) === WebSocket.OPEN) link.open(sendMessage)
  }, [readyState, sendMessage, link])
  const data: unknown = latestMessage?.data
  return <Shown data={data} />
}

const ahooks: Contestant = {
  label: "ahooks' useWebSocket",
  kind: 'library',
  library: 'ahooks',
  Counter,
  Echo,
  imports: `export { useWebSocket } from 'ahooks'`,
}

export default ahooks
