/**
 * react-use-websocket in the ways in which it is used.
 */
import useWebSocketModule, { type Options } from 'react-use-websocket'
import { useEffect } from 'react'
import type { Contestant, CounterProps, EchoProps, TopicsProps } from '../contestant'
import type { Tick } from '../messages'
import { Row, TOPICS, type TopicMessage } from './Row'
import { Shown } from './Shown'
import type { Tally } from './tally'
import { useSeen } from './useSeen'

/** The package is CommonJS; what a bundler makes of its default export depends on who imports it. */
export const useWebSocket = (
  'default' in useWebSocketModule ? useWebSocketModule.default : useWebSocketModule
) as typeof useWebSocketModule

/** Asks for array buffers, which the library has no option for. */
function askForBuffers(event: Event): void {
  ;(event.target as WebSocket).binaryType = 'arraybuffer'
}

/** Its state, with these options; `ofTopic` adds those of a component that wants one topic. */
export function createReactUseWebSocket(
  label: string,
  options: Options,
  ofTopic: (topic: number) => Options = () => ({}),
): Contestant {
  function Counter({ url, kind, wantsBuffers, tally }: CounterProps) {
    const { lastMessage, lastJsonMessage } = useWebSocket<Tick | null>(url, {
      ...options,
      onOpen(event) {
        if (wantsBuffers) askForBuffers(event)
        tally.open()
      },
    })
    const data: unknown = kind === 'json' ? lastJsonMessage : lastMessage?.data
    useSeen(data, kind, tally)
    return <Shown data={data} />
  }

  function Echo({ url, link }: EchoProps) {
    const { lastMessage, sendMessage, readyState } = useWebSocket(url, options)
    useEffect(() => {
      if (Number(readyState) === WebSocket.OPEN) link.open(sendMessage)
    }, [readyState, sendMessage, link])
    const data: unknown = lastMessage?.data
    return <Shown data={data} />
  }

  function Topics({ url, topics, tally }: TopicsProps) {
    return TOPICS.slice(0, topics).map((topic) => <Topic key={topic} url={url} topic={topic} tally={tally} />)
  }

  function Topic({ url, topic, tally }: { url: string; topic: number; tally: Tally }) {
    const { lastJsonMessage } = useWebSocket<TopicMessage | null>(url, {
      ...options,
      ...ofTopic(topic),
      onOpen: () => tally.open(),
    })
    const message = lastJsonMessage?.topic === topic ? lastJsonMessage : undefined
    return <Row topic={topic} message={message} tally={tally} />
  }

  const imports = `import useWebSocket from 'react-use-websocket'; export { useWebSocket }`
  const contestant: Contestant = { label, kind: 'library', library: 'react-use-websocket', Counter, Echo, imports }
  return options.share ? { ...contestant, isAnotherWay: true, imports: undefined, Topics } : contestant
}

/** Its callback, with no message let through to the state. */
export function createReactUseWebSocketCallback(): Contestant {
  function Counter({ url, kind, wantsBuffers, tally }: CounterProps) {
    useWebSocket(url, {
      filter: () => false,
      onOpen(event) {
        if (wantsBuffers) askForBuffers(event)
        tally.open()
      },
      onMessage: ({ data }: MessageEvent<string | ArrayBuffer>) =>
        kind === 'json' ? tally.read(JSON.parse(data as string) as Tick) : tally.take(data),
    })
    useEffect(() => tally.commit())
    return null
  }

  function Echo({ url, link }: EchoProps) {
    const { sendMessage, readyState } = useWebSocket(url, {
      filter: () => false,
      onMessage: ({ data }: MessageEvent<string>) => link.show(data),
    })
    useEffect(() => {
      if (Number(readyState) === WebSocket.OPEN) link.open(sendMessage)
    }, [readyState, sendMessage, link])
    return null
  }

  const label = 'react-use-websocket, onMessage only'
  return { label, kind: 'library', isAnotherWay: true, library: 'react-use-websocket', Counter, Echo }
}
