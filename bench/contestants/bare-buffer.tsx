/**
 * The best that one writes by hand: a buffer, and one `setState` a frame.
 */
import { useEffect, useState } from 'react'
import type { Contestant, CounterProps, EchoProps } from '../contestant'
import { Shown } from '../page/Shown'

/** What came with the last frame, and how much came at all: React may leave a frame out when it is late. */
interface View<Message> {
  readonly batch: readonly Message[]
  readonly total: number
}

function useFrames<Message>(url: string, decode: (data: unknown) => Message, onOpen: (socket: WebSocket) => void) {
  const [view, setView] = useState<View<Message>>({ batch: [], total: 0 })
  useEffect(() => {
    const socket = new WebSocket(url)
    let buffer: Message[] = []
    let total = 0
    let frame: number | undefined
    const flush = (): void => {
      frame = undefined
      total += buffer.length
      setView({ batch: buffer, total })
      buffer = []
    }
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => onOpen(socket)
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      buffer.push(decode(data))
      frame ??= requestAnimationFrame(flush)
    }
    return () => {
      socket.close()
      if (frame !== undefined) cancelAnimationFrame(frame)
    }
  }, [url, decode, onOpen])
  return view
}

const asIs = (data: unknown): unknown => data
const parse = (data: unknown): unknown => JSON.parse(data as string)

function Counter({ url, kind, tally }: CounterProps) {
  const [onOpen] = useState(() => () => tally.open())
  const { batch, total } = useFrames(url, kind === 'json' ? parse : asIs, onOpen)
  useEffect(() => {
    if (kind === 'json') for (const tick of batch) tally.read(tick as { n?: number })
    tally.seeAll(total)
  }, [batch, total, kind, tally])
  useEffect(() => tally.commit())
  return <Shown data={batch} />
}

function Echo({ url, link }: EchoProps) {
  const [onOpen] = useState(() => (socket: WebSocket) => link.open((message) => socket.send(message)))
  return <Shown data={useFrames(url, asIs, onOpen).batch.at(-1)} />
}

const bareBuffer: Contestant = {
  label: 'by hand: a buffer, one setState a frame',
  kind: 'hand',
  isAnotherWay: true,
  Counter,
  Echo,
}

export default bareBuffer
