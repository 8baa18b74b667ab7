// Where the connection stands, with a countdown to the next attempt.
import { useNodeState, useRemaining, type AnyFormat, type WebSocketNodeHandle } from 'react-websocket-node'
import { useFeed } from './feed.js'

/** Of the node above. */
export const Status = () => <StatusOf node={useFeed()} />

export function StatusOf<F extends AnyFormat>({ node }: { node: WebSocketNodeHandle<F> | null }) {
  const { status } = useNodeState(node)
  const seconds = useRemaining(node)
  return (
    <p className="status" role="status" data-status={status}>
      {status === 'reconnecting' ? (
        <>
          {seconds === null ? 'You are offline' : `No connection, next try in ${seconds}\u00a0s`}
          <button onClick={() => node?.connect()}>Try now</button>
        </>
      ) : status === 'open' ? (
        'Connected'
      ) : status === 'waiting' ? (
        'Paused'
      ) : (
        'Connecting …'
      )}
    </p>
  )
}
