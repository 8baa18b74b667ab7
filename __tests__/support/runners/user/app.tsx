/**
 * The user's app: one component, and a server that a test plays by hand. Sockets have no time of their own.
 */
import type { ReactElement } from 'react'
import {
  text,
  useLastReceived,
  useNodeState,
  useSignal,
  useWebSocketNode,
  type AnyFormat,
  type ReactWebSocketNodeOptions,
  type WebSocketLike,
} from 'react-websocket-node'

export const URL_HERE = 'ws://feed.test/'

type FeedProps<F extends AnyFormat> = Pick<
  ReactWebSocketNodeOptions<F>,
  'url' | 'format' | 'flush' | 'reconnect' | 'heartbeat' | 'createSocket'
> & { readonly show?: (value: unknown) => string; readonly onRefused?: (message: string) => void }

/** Its text is its state, and the last value that it received. */
export function Feed<F extends AnyFormat = typeof text>({
  show = String,
  onRefused,
  ...options
}: FeedProps<F>): ReactElement {
  const [, node] = useWebSocketNode({ url: URL_HERE, autoconnectMode: 'self-ready', format: text, ...options })
  const { status } = useNodeState(node)
  const last: unknown = useLastReceived(node)
  useSignal(node, 'receiveFailed', (error) => onRefused?.(error.message))
  return <p>{last === undefined ? status : `${status}: ${show(last)}`}</p>
}

export class FakeSocket implements WebSocketLike {
  binaryType = 'blob'
  readyState = 0
  protocol = ''
  bufferedAmount = 0
  onopen: ((event: never) => void) | null = null
  onmessage: ((event: never) => void) | null = null
  onclose: ((event: never) => void) | null = null
  onerror: ((event: never) => void) | null = null
  readonly sent: unknown[] = []

  send(data: never): void {
    this.sent.push(data)
  }

  close(): void {
    this.readyState = 2
  }

  readonly opens = (): void => {
    this.readyState = 1
    this.onopen?.({} as never)
  }

  readonly delivers = (data: unknown): void => {
    this.onmessage?.({ data } as never)
  }

  readonly closes = (code: number): void => {
    this.readyState = 3
    this.onclose?.({ code, reason: '', wasClean: true } as never)
  }
}

/** A `createSocket` whose sockets the test has at hand. */
export function fakeSockets() {
  const made: FakeSocket[] = []
  const createSocket = () => {
    const socket = new FakeSocket()
    made.push(socket)
    return socket
  }
  return { made, createSocket }
}
