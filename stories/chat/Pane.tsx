/**
 * One guest's side of a chat: finds its node by name, wherever that was made.
 */
import { useEffect, useRef, useState } from 'react'
import { useNode, useNodeState, useReceivedLog } from '../../src/index.js'
import { canClose, canSend } from '../support/can.js'
import { Button } from '../ui/Button.js'
import { Field } from '../ui/Field.js'
import { Panel } from '../ui/Panel.js'
import { StateBadge } from '../ui/StateBadge.js'
import { chat, type ChatEvent } from './format.js'

const MAX_EVENTS = 200

export function Pane({ name }: { name: string }) {
  const node = useNode(name, chat)
  const state = useNodeState(node)
  const events = useReceivedLog(node, MAX_EVENTS)
  const [draft, setDraft] = useState('')
  const scroller = useRef<HTMLDivElement>(null)

  useEffect(() => {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
  }, [events])

  return (
    <Panel title={name} aside={<StateBadge state={state} />}>
      <div ref={scroller} className="chat" role="log" aria-label={`What ${name} hears`} tabIndex={0}>
        <ol>
          {events.map((event, index) => (
            <li key={index} className={event.type === 'said' ? 'said' : 'event'} data-own={event.from === name}>
              {event.type === 'said' ? `${event.from}: ${event.text}` : arrival(event, name)}
            </li>
          ))}
        </ol>
      </div>
      <form
        className="row row-end"
        onSubmit={(submit) => {
          submit.preventDefault()
          if (draft && node?.send({ text: draft })) setDraft('')
        }}
      >
        <Field label="Say something" value={draft} onChange={setDraft} />
        <Button kind="primary" type="submit" disabled={!canSend(state)}>
          Send
        </Button>
        {canClose(state) ? (
          <Button onClick={() => node?.close()}>Leave</Button>
        ) : (
          <Button onClick={() => node?.connect()}>Come back</Button>
        )}
      </form>
    </Panel>
  )
}

function arrival({ type, from, who }: Exclude<ChatEvent, { type: 'said' }>, self: string): string {
  if (type === 'left') return `${from} left`
  if (from !== self) return `${from} came`
  const others = who.filter((guest) => guest !== self)
  return others.length > 0 ? `${others.join(', ')} is here` : 'Nobody else is here yet'
}
