/**
 * This package, with a recorder and no panel.
 */
import { useEffect } from 'react'
import { recorder } from 'react-websocket-node/inspector/production'
import type { Contestant, CounterProps } from '../contestant'
import { OursCounter } from './ours'

function Inspected(props: CounterProps) {
  useEffect(() => {
    const tape = recorder({ seconds: 60 })
    return () => tape.stop()
  }, [])
  return <OursCounter {...props} />
}

const recorded: Contestant = { label: 'react-websocket-node, recorded', kind: 'ours', Inspected }

export default recorded
