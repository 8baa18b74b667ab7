/** The code of docs/lifecycle.md: an app that knows when its shell sleeps. */
// #region own
import type { ReactNode } from 'react'
import { WebSocketProvider, type Lifecycle } from 'react-websocket-node'

/** Whatever your platform has; `on` returns how to stop. */
export interface Shell {
  on(event: 'sleep' | 'wake', listener: () => void): () => void
}

/** Made once, outside of components. */
export const createLifecycle = (shell: Shell): Lifecycle => ({
  watch({ putAway, cameBack }) {
    const stops = [shell.on('sleep', putAway), shell.on('wake', cameBack)]
    return () => stops.forEach((stop) => stop())
  },
})

export function Root({ lifecycle, children }: { lifecycle: Lifecycle; children: ReactNode }) {
  return <WebSocketProvider defaults={{ lifecycle }}>{children}</WebSocketProvider>
}
// #endregion
