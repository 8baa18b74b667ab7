/**
 * A login: who is logged in decides whether there is a connection, and the first word on it is the token.
 */
import { useState } from 'react'
import type { LoginEvent, LoginMessage } from '../../.storybook/live-server/login.js'
import { backoff, json, useReceivedLog, useWebSocketNode } from '../../src/index.js'
import { canSend } from '../support/can.js'
import { showWire } from '../support/show.js'
import { Button } from '../ui/Button.js'
import { Facts } from '../ui/Facts.js'
import { Field } from '../ui/Field.js'
import { Columns, Panel } from '../ui/Panel.js'
import { Segments } from '../ui/Segments.js'
import { SignalLog } from '../ui/SignalLog.js'
import { StateBadge } from '../ui/StateBadge.js'
import { TOKENS, USERS, type User } from './tokens.js'

interface LoginProps {
  host: string
  useWSS: boolean
}

const session = json<LoginEvent, LoginMessage>()

export function Login({ host, useWSS }: LoginProps) {
  const [user, setUser] = useState<User | null>(null)
  const [words, setWords] = useState('Hello')
  const [answer, setAnswer] = useState('')
  const [lost, setLost] = useState('')
  const url = user && `${useWSS ? 'wss' : 'ws'}://${host}/ws/login`
  const [state, node] = useWebSocketNode({
    url,
    destination: user ?? undefined,
    autoconnectMode: 'self-ready',
    format: session,
    reconnect: backoff({ minDelay: 0.5 }),
    authenticate: async ({ send, next }) => {
      send({ type: 'auth', token: user ? TOKENS[user] : '' })
      const event = await next()
      if (event.type !== 'welcome') throw new Error(event.type === 'denied' ? event.why : 'no welcome came')
    },
    onSendFailed: (messages) => setLost(messages.map(showWire).join(' ')),
  })
  const events = useReceivedLog(node, 20)

  return (
    <Columns>
      <div className="stack">
        <Panel title="The app" aside={<StateBadge state={state} />}>
          <Segments
            label="Who is logged in"
            value={user ?? 'Nobody'}
            segments={[...USERS, 'Nobody' as const].map((name) => ({ value: name, name }))}
            onChange={(name) => setUser(name === 'Nobody' ? null : name)}
          />
          <form
            className="row row-end"
            onSubmit={(event) => {
              event.preventDefault()
              setAnswer(String(node.send({ type: 'say', text: words })))
            }}
          >
            <Field label="Say something" value={words} onChange={setWords} />
            <Button type="submit" disabled={!canSend(state)}>
              Send
            </Button>
          </form>
          <Facts
            of={{
              url: url ?? 'null',
              'send() answered': answer,
              'never sent': lost,
              error: state.status === 'failed' ? state.error.message : '',
            }}
          />
        </Panel>
        <Panel title="What the server says">
          <ol className="packets" aria-label="What the server says">
            {events.length === 0 && <li className="soft">Nothing.</li>}
            {events.map((event, index) => (
              <li key={index} data-tone="green">
                <span className="verdict">{event.type}</span>
                <span className="mono">{event.type === 'said' ? `${event.from}: ${event.text}` : ''}</span>
              </li>
            ))}
          </ol>
        </Panel>
      </div>
      <SignalLog node={node} />
    </Columns>
  )
}
