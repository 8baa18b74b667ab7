/**
 * Messages that are refused: what `send` answers, and what the console says in development.
 */
import { useState } from 'react'
import { text, useWebSocketNode, WebSocketProvider } from '../../src/index.js'
import { HOST, USE_WSS } from '../support/server.js'
import { Button } from '../ui/Button.js'
import { Panel } from '../ui/Panel.js'
import { StateBadge } from '../ui/StateBadge.js'
import { REFUSED, type RefusedCase } from './cases.js'
import { HAS_WARNINGS, useLastWarning } from './useWarnings.js'

export function Refused() {
  const [warning, forget] = useLastWarning()
  return (
    <WebSocketProvider defaults={{ host: HOST, useWSS: USE_WSS }}>
      <div className="stack">
        <Panel title="Refused">
          <div className="cases">
            {REFUSED.map((one) => (
              <Case key={one.what} {...one} forget={forget} />
            ))}
          </div>
        </Panel>
        <Panel title="What the console says">
          <p className="note" data-tone={warning ? 'amber' : 'grey'} role="status">
            {warning || (HAS_WARNINGS ? 'Nothing yet.' : 'Nothing: this page is a production build.')}
          </p>
        </Panel>
      </div>
    </WebSocketProvider>
  )
}

function Case({ what, options, code, when, messages, forget }: RefusedCase & { forget: () => void }) {
  const [answers, setAnswers] = useState<readonly boolean[]>([])
  const [state, node] = useWebSocketNode({ ...options, format: text })
  const send = () => {
    forget()
    setAnswers(messages.map((message) => node.send(message)))
  }
  return (
    <div className="case" role="group" aria-label={what}>
      <div>
        <strong>{what}</strong> <StateBadge state={state} />
        <div className="mono soft">{code}</div>
      </div>
      <Button label={`Send: ${what}`} disabled={state.status !== when} onClick={send}>
        Send
      </Button>
      {answers.length > 0 && (
        <p className="note outcome" data-tone={answers.at(-1) ? 'green' : 'red'}>
          <code>send()</code> answered {answers.join(', ')}
        </p>
      )}
    </div>
  )
}
