/** The code of docs/inspector-panel.md: the panel in TanStack Devtools. */
// #region devtools
import { TanStackDevtools } from '@tanstack/react-devtools'
import type { ReactNode } from 'react'
import { webSocketNodePlugin } from 'react-websocket-node/inspector'

const plugins = [webSocketNodePlugin()]

export function Root({ children }: { children?: ReactNode }) {
  return (
    <>
      {children}
      <TanStackDevtools plugins={plugins} />
    </>
  )
}
// #endregion
