/**
 * A node at the end of a branch, which counts the handshakes that it makes.
 */
import { useState } from 'react'
import { useWebSocketNode, type AutoconnectMode, type AutoconnectReference } from '../../src/index.js'
import { Button } from '../ui/Button.js'
import { StateBadge, toneOf } from '../ui/StateBadge.js'
import { TreeCard } from './TreeCard.js'

const WAITS_FOR: Record<AutoconnectMode, string> = {
  none: 'never connects by itself',
  'self-ready': 'waits for itself',
  'parent-ready': 'waits for its parent',
  'owner-ready': 'waits for its owner',
  'root-ready': 'waits for the root',
  custom: 'waits for the reference',
}

interface LeafProps {
  mode: AutoconnectMode
  reference: AutoconnectReference
  onConnected: (name: string) => void
}

export function Leaf({ mode, reference, onConnected }: LeafProps) {
  const [handshakes, setHandshakes] = useState(0)
  const [state, node] = useWebSocketNode({
    autoconnectMode: mode,
    autoconnectReference: mode === 'custom' ? reference : null,
    onConnected: () => onConnected(mode),
    createSocket: (url, protocols) => {
      setHandshakes((count) => count + 1)
      return new WebSocket(url, protocols)
    },
  })
  return (
    <TreeCard title={mode} kind={WAITS_FOR[mode]} tone={toneOf(state)}>
      {mode === 'none' && state.status === 'idle' && (
        <Button kind="small" onClick={() => node.connect()}>
          connect()
        </Button>
      )}
      <span className="small soft">{handshakes === 1 ? '1 handshake' : `${handshakes} handshakes`}</span>
      <StateBadge state={state} />
    </TreeCard>
  )
}
