/**
 * What one writes first: every message into the state.
 */
import { useEffect, useState } from 'react'
import type { Contestant, CounterProps, EchoProps } from '../contestant'
import { Shown } from '../page/Shown'
import { useSeen } from '../page/useSeen'

function Counter({ url, kind, tally }: CounterProps) {
  const [data, setData] = useState<unknown>()
  useEffect(() => {
    const socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => tally.open()
    socket.onmessage = (event: MessageEvent<string>) => setData(kind === 'json' ? JSON.parse(event.data) : event.data)
    return () => socket.close()
  }, [url, kind, tally])
  useSeen(data, kind, tally)
  return <Shown data={data} />
}

function Echo({ url, link }: EchoProps) {
  const [data, setData] = useState<string>()
  useEffect(() => {
    const socket = new WebSocket(url)
    socket.onopen = () => link.open((message) => socket.send(message))
    socket.onmessage = (event: MessageEvent<string>) => setData(event.data)
    return () => socket.close()
  }, [url, link])
  return <Shown data={data} />
}

const bareState: Contestant = {
  label: 'by hand: setState with each message',
  kind: 'hand',
  isAnotherWay: true,
  Counter,
  Echo,
}

export default bareState
