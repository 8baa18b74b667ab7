/**
 * This package with `useLastReceived`, and with `useLastPacket` where a component shows one topic, for each way to flush.
 */
import {
  bytes,
  json,
  text,
  useLastPacket,
  useLastReceived,
  useNode,
  useWebSocketNode,
  WebSocketNode,
  type AnyFormat,
  type Flush,
} from 'react-websocket-node'
import { useCallback } from 'react'
import type { Contestant, CounterProps, EchoProps, TopicsProps } from '../contestant'
import type { Kind, Tick } from '../messages'
import { Row, TOPICS, type TopicMessage } from './Row'
import { Shown } from './Shown'
import type { Tally } from './tally'
import { useSeen } from './useSeen'

export const FORMATS = { text, binary: bytes, json: json<Tick>() } satisfies Record<Kind, AnyFormat>

const messages = json<TopicMessage>()

/** Only the default takes part in everything; the others show what their way does to latency. */
export function createLast(flush: Flush): Contestant {
  function Counter({ url, kind, tally }: CounterProps) {
    const [, node] = useWebSocketNode<AnyFormat>({
      url,
      flush,
      format: FORMATS[kind],
      autoconnectMode: 'self-ready',
      onConnected: () => tally.open(),
    })
    const data: unknown = useLastReceived(node)
    useSeen(data, kind, tally)
    return <Shown data={data} />
  }

  function Echo({ url, link }: EchoProps) {
    const [, node] = useWebSocketNode({
      url,
      flush,
      format: text,
      autoconnectMode: 'self-ready',
      onConnected: () => link.open((message) => node.send(message)),
    })
    return <Shown data={useLastReceived(node)} />
  }

  function Topics({ url, topics, tally }: TopicsProps) {
    return (
      <WebSocketNode
        url={url}
        flush={flush}
        format={messages}
        autoconnectMode="self-ready"
        onConnected={() => tally.open()}
      >
        {TOPICS.slice(0, topics).map((topic) => (
          <Topic key={topic} topic={topic} tally={tally} />
        ))}
      </WebSocketNode>
    )
  }

  function Topic({ topic, tally }: { topic: number; tally: Tally }) {
    const accept = useCallback((message: TopicMessage) => message.topic === topic, [topic])
    return <Row topic={topic} message={useLastPacket(useNode(undefined, messages), accept)} tally={tally} />
  }

  const label = `react-websocket-node, useLastReceived`
  const library = 'react-websocket-node'
  if (flush !== 'burst') return { label: `${label}, flush '${flush}'`, kind: 'ours', library, Echo }
  const imports = `export { text, useLastReceived, useWebSocketNode } from 'react-websocket-node'`
  return { label, kind: 'ours', isAnotherWay: true, library, Counter, Echo, Topics, imports }
}
