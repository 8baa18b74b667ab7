/**
 * This package with all messages folded into a number that is rendered.
 */
import { text, useReceivedReducer, useWebSocketNode, type AnyFormat } from 'react-websocket-node'
import { useEffect } from 'react'
import type { Contestant, CounterProps, EchoProps } from '../contestant'
import { FORMATS } from '../page/ours'

const count = (total: number): number => total + 1
const last = (_: string, packet: string): string => packet

function Counter({ url, kind, tally }: CounterProps) {
  const [, node] = useWebSocketNode<AnyFormat>({
    url,
    format: FORMATS[kind],
    autoconnectMode: 'self-ready',
    onConnected: () => tally.open(),
  })
  const total = useReceivedReducer(node, count, 0)
  useEffect(() => tally.seeAll(total), [total, tally])
  useEffect(() => tally.commit())
  return <p>{total}</p>
}

function Echo({ url, link }: EchoProps) {
  const [, node] = useWebSocketNode({
    url,
    format: text,
    autoconnectMode: 'self-ready',
    onConnected: () => link.open((message) => node.send(message)),
  })
  return <p>{useReceivedReducer(node, last, '')}</p>
}

const oursReducer: Contestant = {
  label: 'react-websocket-node, useReceivedReducer',
  kind: 'ours',
  isAnotherWay: true,
  library: 'react-websocket-node',
  Counter,
  Echo,
  imports: `export { text, useReceivedReducer, useWebSocketNode } from 'react-websocket-node'`,
}

export default oursReducer
