/**
 * Three ways to count messages in a component: two by hand, as one finds them, and the hook's.
 */
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { text, useReceivedReducer, useWebSocketNode, type WebSocketNodeHandle } from '../../src/index.js'
import { HOST, USE_WSS } from '../support/server.js'
import { useTally, type Tally } from './useTally.js'

export interface WayProps {
  /** The server sends so many at once, as the socket opens. */
  readonly count: number
  readonly onDone: (tally: Tally) => void
}

const route = (count: number) => `/ws/burst?n=${count}`

/** The last message is a state, and an effect counts what it sees of it. */
export function ByState(props: WayProps) {
  return <ByHand {...props} update={(set) => set()} />
}

/** The same, with a render forced for each message. */
export function ByFlush(props: WayProps) {
  return <ByHand {...props} update={flushSync} />
}

function ByHand({ count, onDone, update }: WayProps & { update: (set: () => void) => void }) {
  const [last, setLast] = useState<string>()
  const seen = useRef(0)
  const tally = useTally(count, onDone)
  const [apply] = useState(() => update)
  useEffect(() => {
    const socket = new WebSocket(`${USE_WSS ? 'wss' : 'ws'}://${HOST}${route(count)}`)
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      tally.hear(1)
      apply(() => setLast(data))
    }
    return () => socket.close()
  }, [count, tally, apply])
  useEffect(() => {
    if (last === undefined) return
    seen.current += 1
    tally.show(seen.current)
  }, [last, tally])
  return <Shown>{last}</Shown>
}

/** Every packet is folded into the result, and React is told of it once a frame. */
export function ByHook({ count, onDone }: WayProps) {
  const tally = useTally(count, onDone)
  const [, node] = useWebSocketNode({
    host: HOST,
    useWSS: USE_WSS,
    route: route(count),
    format: text,
    autoconnectMode: 'self-ready',
    onReceived: (_data, packets) => tally.hear(packets.length),
  })
  return <Folded node={node} show={(counted) => tally.show(counted)} />
}

function Folded({ node, show }: { node: WebSocketNodeHandle<typeof text>; show: (counted: number) => void }) {
  const total = useReceivedReducer(node, (sum) => sum + 1, 0)
  useEffect(() => show(total))
  return <Shown>{total}</Shown>
}

function Shown({ children }: { children: string | number | undefined }) {
  return (
    <span className="visually-hidden" aria-hidden="true">
      {children}
    </span>
  )
}
