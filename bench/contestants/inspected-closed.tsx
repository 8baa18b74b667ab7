/**
 * This package, with the inspector on the page, closed.
 */
import { WebSocketInspector } from 'react-websocket-node/inspector/production'
import type { Contestant, CounterProps } from '../contestant'
import { OursCounter } from './ours'

function Inspected(props: CounterProps) {
  return (
    <>
      <OursCounter {...props} />
      <WebSocketInspector />
    </>
  )
}

const closed: Contestant = { label: 'react-websocket-node, the inspector closed', kind: 'ours', Inspected }

export default closed
