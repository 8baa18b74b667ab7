/**
 * What stands around every story: the margins, and a discreet word about which server it talks to.
 */
import type { ReactNode } from 'react'
import { serverKind } from '../../.storybook/live-server/which-server.js'
import './ui.css'

const WORDS = {
  live: { text: 'live server', title: 'Every socket here is a real one, to the server on this port.' },
  simulated: { text: 'simulated', title: 'No server stands behind this page: mock-socket plays it, inside the page.' },
} as const

export function Stage({ children }: { children: ReactNode }) {
  const kind = serverKind()
  return (
    <div className="rwn">
      <div className="stage">
        {children}
        <div className="footer">
          <span className="server" data-server={kind} title={WORDS[kind].title}>
            {WORDS[kind].text}
          </span>
        </div>
      </div>
    </div>
  )
}
