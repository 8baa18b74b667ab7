'use client'
// Where the connection stands, with a countdown to the next attempt.
import { useNodeState, useRemaining, type AnyFormat, type WebSocketNodeHandle } from 'react-websocket-node'

export function Status<F extends AnyFormat>({ node }: { node: WebSocketNodeHandle<F> }) {
  const state = useNodeState(node)
  const { status } = state
  const seconds = useRemaining(node)
  return (
    <p className="status" role="status" data-status={status}>
      {status === 'reconnecting' ? (
        <>
          {seconds === null ? 'You are offline' : `No connection, next try in ${seconds}\u00a0s`}
          <button onClick={() => node.connect()}>Try now</button>
        </>
      ) : status === 'open' ? (
        'Connected'
      ) : status === 'failed' || status === 'closed' ? (
        <>
          Not connected{state.status === 'failed' && `: ${state.error.message}`}{' '}
          <button onClick={() => node.connect()}>Try now</button>
        </>
      ) : (
        'Connecting …'
      )}
    </p>
  )
}
