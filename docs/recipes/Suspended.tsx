/**
 * A component that waits for its socket with React's `use`: it stands below the node, with a `<Suspense>` between.
 */
import { Suspense, use, type ReactNode } from 'react'
import { useNode, whenOpen } from 'react-websocket-node'

function Opened({ children }: { children: ReactNode }) {
  use(whenOpen(useNode()))
  return children
}

export function WhileOpening({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  return (
    <Suspense fallback={fallback}>
      <Opened>{children}</Opened>
    </Suspense>
  )
}
