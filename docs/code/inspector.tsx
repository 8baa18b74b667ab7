/** The code of docs/inspector.md and docs/inspector-panel.md. */
// #region panel
import type { ReactNode } from 'react'
import { WebSocketInspector } from 'react-websocket-node/inspector'

export function Root({ children }: { children?: ReactNode }) {
  return (
    <>
      {children}
      <WebSocketInspector />
    </>
  )
}
// #endregion

// #region recorder
import { recorder } from 'react-websocket-node/inspector'

const tape = recorder({ seconds: 60, maxBytes: 16e6, mask: { fields: ['token'] } })

/** When something went wrong: a file of JSON lines. */
export const saveTape = () => new File([tape.save()], 'sockets.jsonl')
// #endregion
