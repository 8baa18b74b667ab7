/**
 * Runs in the page: a component mounts, gets to some place in a connection's life, and unmounts, over and over; with the
 * hook, and with what one would write by hand.
 */
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { useWebSocketNode, WebSocketProvider } from '../../../../src/index'
import { until } from './work'

/** Where the component is when it unmounts. The server has a route for each. */
export type Place = 'open' | 'connecting' | 'reconnecting'

/** What holds the socket. */
export type Holder = 'node' | 'effect'

interface Props {
  host: string
  place: Place
  onStatus: (status: string) => void
}

/** Seconds: nobody waits for the retry. */
const RETRY_DELAY = 300

let root: Root | undefined

/** Mounts and unmounts `count` times, each place in its turn. */
export async function cycle({ holder, host, count }: { holder: Holder; host: string; count: number }): Promise<void> {
  root ??= createRoot(document.getElementById('root')!)
  const shaking = await handshakes(host)
  const Component = holder === 'node' ? WithNode : WithEffect
  const places: Place[] = ['open', 'connecting', 'reconnecting']
  for (let index = 0; index < count; index += 1) {
    const place = places[index % places.length]!
    let status = ''
    const before = shaking.count
    const onStatus = (next: string): void => void (status = next)
    flushSync(() => root!.render(<Component key={index} host={host} place={place} onStatus={onStatus} />))
    // While connecting: until the server has the request.
    await until(() => status === place && (place !== 'connecting' || shaking.count > before))
    flushSync(() => root!.render(null))
  }
  shaking.stop()
}

/** Counts the handshakes that hang, as the server tells of them. */
async function handshakes(host: string): Promise<{ readonly count: number; stop(): void }> {
  const socket = new WebSocket(`ws://${host}/watch`)
  const seen = { count: 0, stop: () => socket.close() }
  await new Promise((resolve) => (socket.onopen = resolve))
  socket.onmessage = () => (seen.count += 1)
  return seen
}

function WithNode({ host, place, onStatus }: Props): string {
  const [state] = useWebSocketNode({
    host,
    route: place,
    useWSS: false,
    autoconnectMode: 'self-ready',
    connectionTimeout: 10,
    reconnect: { next: () => RETRY_DELAY },
    onReceived: (data) => void data,
  })
  useEffect(() => onStatus(state.status), [state, onStatus])
  return state.status
}

function WithEffect({ host, place, onStatus }: Props): string {
  const [status, setStatus] = useState('connecting')
  useEffect(() => {
    let socket: WebSocket
    let retry: number | undefined
    let timeout: number | undefined
    const connect = (): void => {
      setStatus('connecting')
      socket = new WebSocket(`ws://${host}/${place}`)
      socket.binaryType = 'arraybuffer'
      timeout = window.setTimeout(() => socket.close(), 10_000)
      socket.onopen = () => {
        clearTimeout(timeout)
        setStatus('open')
      }
      socket.onmessage = (event) => void event.data
      socket.onclose = () => {
        clearTimeout(timeout)
        setStatus('reconnecting')
        retry = window.setTimeout(connect, RETRY_DELAY * 1000)
      }
    }
    connect()
    return () => {
      clearTimeout(timeout)
      clearTimeout(retry)
      socket.onopen = socket.onmessage = socket.onclose = null
      socket.close()
    }
  }, [host, place])
  useEffect(() => onStatus(status), [status, onStatus])
  return status
}

/** A policy of a class of its own, so that one can ask which of them are still held. */
export class Patience {
  next(): null {
    return null
  }
}

/** Mounts `count` named nodes below one provider, and unmounts them when they are open; they linger for a moment. */
export async function lingerOnce(host: string, count: number): Promise<void> {
  root ??= createRoot(document.getElementById('root')!)
  const open = new Set<string>()
  const names = Array.from({ length: count }, (_, index) => `node ${index}`)
  const render = (shown: readonly string[]): void =>
    flushSync(() =>
      root!.render(
        <WebSocketProvider>
          {shown.map((name) => (
            <Named key={name} host={host} name={name} onOpen={() => open.add(name)} />
          ))}
        </WebSocketProvider>,
      ),
    )
  render(names)
  await until(() => open.size === count)
  render([])
  // React keeps the tree before the last one, too.
  render([])
  render([])
}

function Named({ host, name, onOpen }: { host: string; name: string; onOpen: () => void }): string {
  const [reconnect] = useState(() => new Patience())
  const options = { host, name, reconnect, useWSS: false, autoconnectMode: 'self-ready', linger: 0.05 } as const
  const [state] = useWebSocketNode({ ...options, onConnected: onOpen })
  return state.status
}
