/**
 * This package with a handler: each batch as it comes, nothing rendered.
 */
import { bytes, json, text, useWebSocketNode } from 'react-websocket-node'
import { useEffect } from 'react'
import type { Contestant, CounterProps, EchoProps } from '../contestant'
import type { Tick } from '../messages'

function Counter({ kind, ...props }: CounterProps) {
  return kind === 'json' ? <Json {...props} /> : <Plain kind={kind} {...props} />
}

function Plain({ url, kind, tally }: Omit<CounterProps, 'wantsBuffers'>) {
  useWebSocketNode({
    url,
    format: kind === 'text' ? text : bytes,
    autoconnectMode: 'self-ready',
    onConnected: () => tally.open(),
    onReceived: (_data, packets) => tally.see(packets.length),
  })
  useEffect(() => tally.commit())
  return null
}

function Json({ url, tally }: Omit<CounterProps, 'kind' | 'wantsBuffers'>) {
  useWebSocketNode({
    url,
    format: ticks,
    autoconnectMode: 'self-ready',
    onConnected: () => tally.open(),
    onReceived: (values) => values.forEach((value) => tally.read(value)),
  })
  useEffect(() => tally.commit())
  return null
}

const ticks = json<Tick>()

function Echo({ url, link }: EchoProps) {
  const [, node] = useWebSocketNode({
    url,
    format: text,
    autoconnectMode: 'self-ready',
    onConnected: () => link.open((message) => node.send(message)),
    onPacket: (message) => link.show(message),
  })
  return null
}

function Resting() {
  useWebSocketNode({ url: null, format: text, autoconnectMode: 'self-ready' })
  return null
}

export { Counter as OursCounter }

const ours: Contestant = {
  label: 'react-websocket-node, onReceived',
  kind: 'ours',
  library: 'react-websocket-node',
  Counter,
  Inspected: Counter,
  Resting,
  Echo,
  imports: `export { useWebSocketNode } from 'react-websocket-node'`,
}

export default ours
