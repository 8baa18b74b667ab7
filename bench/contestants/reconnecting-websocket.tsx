/**
 * reconnecting-websocket, which has no hook: in an effect, every message into the state.
 */
import ReconnectingWebSocket from 'reconnecting-websocket'
import { useEffect, useState } from 'react'
import type { Contestant, CounterProps, EchoProps } from '../contestant'
import { Shown } from '../page/Shown'
import { useSeen } from '../page/useSeen'

function Counter({ url, kind, wantsBuffers, tally }: CounterProps) {
  const [data, setData] = useState<unknown>()
  useEffect(() => {
    const socket = new ReconnectingWebSocket(url)
    if (wantsBuffers) socket.binaryType = 'arraybuffer'
    socket.onopen = () => tally.open()
    socket.onmessage = (event: MessageEvent<string>) => setData(kind === 'json' ? JSON.parse(event.data) : event.data)
    return () => socket.close()
  }, [url, kind, wantsBuffers, tally])
  useSeen(data, kind, tally)
  return <Shown data={data} />
}

function Echo({ url, link }: EchoProps) {
  const [data, setData] = useState<string>()
  useEffect(() => {
    const socket = new ReconnectingWebSocket(url)
    socket.onopen = () => link.open((message) => socket.send(message))
    socket.onmessage = (event: MessageEvent<string>) => setData(event.data)
    return () => socket.close()
  }, [url, link])
  return <Shown data={data} />
}

const reconnectingWebSocket: Contestant = {
  label: 'reconnecting-websocket, with state',
  kind: 'library',
  library: 'reconnecting-websocket',
  Counter,
  Echo,
  imports: `import ReconnectingWebSocket from 'reconnecting-websocket'; export { ReconnectingWebSocket }`,
}

export default reconnectingWebSocket
