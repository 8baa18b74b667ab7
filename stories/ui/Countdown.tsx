/**
 * A bar that runs out while a node is connecting.
 */
import type { CSSProperties } from 'react'
import type { NodeState } from '../../src/index.js'

interface CountdownProps {
  /** 0 for one that never runs out. */
  seconds: number
  state: NodeState
}

export function Countdown({ seconds, state }: CountdownProps) {
  const isRunning = state.status === 'connecting'
  const phase =
    isRunning && seconds > 0 ? 'running' : isRunning ? 'endless' : state.status === 'failed' ? 'over' : 'rest'
  const style: CSSProperties & { '--seconds': string } = { '--seconds': `${seconds}s` }
  return (
    <div className="stack" aria-hidden="true">
      {/* A new key starts the animation anew. */}
      <div key={phase} className="countdown" data-phase={phase} style={style}>
        <i />
      </div>
    </div>
  )
}
