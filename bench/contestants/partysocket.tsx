/**
 * partysocket's hook: messages come to a callback, and its users put them into the state.
 */
import { useWebSocket } from 'partysocket/react'
import { useEffect, useState } from 'react'
import type { Contestant, CounterProps, EchoProps } from '../contestant'
import { Shown } from '../page/Shown'
import { useSeen } from '../page/useSeen'

function Counter({ url, kind, wantsBuffers, tally }: CounterProps) {
  const [data, setData] = useState<unknown>()
  const socket = useWebSocket(url, undefined, {
    onOpen: () => tally.open(),
    onMessage: (event: MessageEvent<string>) => setData(kind === 'json' ? JSON.parse(event.data) : event.data),
  })
  useEffect(() => {
    // eslint-disable-next-line react-hooks/immutability -- the socket has no other way to ask for it
    if (wantsBuffers) socket.binaryType = 'arraybuffer'
  }, [socket, wantsBuffers])
  useSeen(data, kind, tally)
  return <Shown data={data} />
}

function Echo({ url, link }: EchoProps) {
  const [data, setData] = useState<string>()
  const socket = useWebSocket(url, undefined, {
    onOpen: () => link.open((message) => socket.send(message)),
    onMessage: (event: MessageEvent<string>) => setData(event.data),
  })
  return <Shown data={data} />
}

const partysocket: Contestant = {
  label: "partysocket's hook, with state",
  kind: 'library',
  library: 'partysocket',
  Counter,
  Echo,
  imports: `export { useWebSocket } from 'partysocket/react'`,
}

export default partysocket
