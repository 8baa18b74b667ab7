/**
 * The floor: a socket in an effect, with nothing rendered.
 */
import { useEffect } from 'react'
import type { Contestant, CounterProps, EchoProps, RowsProps } from '../contestant'
import type { Tick } from '../messages'
import type { TopicMessage } from '../page/Row'
import { numbersOf, StillRow } from '../page/TableRow'

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

function Routed({ url, tally }: RowsProps) {
  useEffect(() => {
    const socket = new WebSocket(url)
    socket.onopen = () => tally.open()
    socket.onmessage = (event: MessageEvent<string>) => tally.hear((JSON.parse(event.data) as TopicMessage).value)
    return () => socket.close()
  }, [url, tally])
  return null
}

function Rows(props: RowsProps) {
  return (
    <>
      <Routed {...props} />
      {numbersOf(props.rows).map((row) => (
        <StillRow key={row} row={row} tally={props.tally} />
      ))}
    </>
  )
}

const bare: Contestant = { label: 'bare WebSocket, counting', kind: 'floor', Counter, Echo, Rows, Routed }

export default bare
