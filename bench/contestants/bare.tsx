/**
 * The floor: a socket in an effect, with nothing rendered.
 */
import { useEffect } from 'react'
import type { Contestant, CounterProps, EchoProps } from '../contestant'
import type { Tick } from '../messages'

function Counter({ url, kind, tally }: CounterProps) {
  useEffect(() => {
    const socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => tally.open()
    socket.onmessage =
      kind === 'json'
        ? (event: MessageEvent<string>) => tally.read(JSON.parse(event.data) as Tick)
        : (event: MessageEvent<string | ArrayBuffer>) => tally.take(event.data)
    return () => socket.close()
  }, [url, kind, tally])
  useEffect(() => tally.commit())
  return null
}

function Echo({ url, link }: EchoProps) {
  useEffect(() => {
    const socket = new WebSocket(url)
    socket.onopen = () => link.open((message) => socket.send(message))
    socket.onmessage = (event: MessageEvent<string>) => link.show(event.data)
    return () => socket.close()
  }, [url, link])
  return null
}

const bare: Contestant = { label: 'bare WebSocket, counting', kind: 'floor', Counter, Echo }

export default bare
