'use client'
/**
 * What is done to a node by hand, to see what the app does under faults.
 */
import type { ReactNode } from 'react'
import { STATUSES, type Direction, type Hands, type Inspection, type Passage, type WrittenAs } from '../model.js'
import { Action, Field, NumberField, Radios } from './parts.js'
import { useInspected, versionOf } from './snapshots.js'
import { useKeptState } from './useKeptState.js'

const WAYS = [
  ['text', 'Text'],
  ['json', 'JSON'],
  ['hex', 'Hex'],
] as const
const PASSAGES = [
  ['pass', 'Pass'],
  ['hold', 'Hold'],
  ['delay', 'Delay'],
  ['drop', 'Drop'],
] as const

interface Props {
  readonly inspection: Inspection
  readonly node: string | undefined
  readonly label: string | undefined
  readonly say: (text: string, isBad?: boolean) => void
}

export function HandsView({ inspection, node, label, say }: Props) {
  useInspected(inspection, versionOf)
  const [code, setCode] = useKeptState(inspection, 'code', 1000)
  const [reason, setReason] = useKeptState(inspection, 'reason', '')
  const [message, setMessage] = useKeptState(inspection, 'message', '')
  const [way, setWay] = useKeptState<WrittenAs>(inspection, 'written as', 'text')
  const hands = node === undefined ? undefined : inspection.hands(node)
  if (!hands) {
    return (
      <p className="soft">
        {inspection.isLive ? 'There is no node on this page that hands could reach.' : 'A recording has no hands.'}
      </p>
    )
  }
  const tell = (wrong: string | undefined, done: string) => say(wrong ?? done, wrong !== undefined)
  const action = (name: string, whyNot: string | undefined, onPress: () => void): ReactNode => (
    <Action say={say} whyNot={whyNot} onPress={onPress}>
      {name}
    </Action>
  )
  return (
    <div className="col">
      <div className="row">
        <strong className="break">{label}</strong>
        {action('Connect', hands.whyNot('connect'), () => hands.connect())}
        {action('Cut', hands.whyNot('cut'), () => hands.cut())}
        {action('Release all', nothingHeld(inspection), () => releaseAll(inspection, hands))}
      </div>
      <div className="hands">
        <div className="col">
          <div className="row">
            <NumberField label="Code" value={code} min={1000} max={4999} onChange={setCode} />
            <Field label="Reason">
              <input value={reason} onChange={({ target }) => setReason(target.value)} />
            </Field>
          </div>
          <div className="row">
            {action('Close', hands.whyNot('close'), () => tell(hands.close(code, reason), 'Closes.'))}
          </div>
        </div>
        <div className="col">
          <Field label="Message">
            <textarea rows={2} value={message} onChange={({ target }) => setMessage(target.value)} />
          </Field>
          <div className="row">
            <Radios label="As" value={way} of={WAYS} onChange={setWay} />
            {action('Send', hands.whyNot('send'), () => tell(hands.send(message, way), 'Sent.'))}
            {action('Receive', hands.whyNot('receive'), () => tell(hands.receive(message, way), 'Received.'))}
          </div>
        </div>
        <Way
          hands={hands}
          direction="in"
          name="Incoming"
          passage={hands.incoming}
          delay={hands.incomingDelay}
          held={hands.heldIn}
        />
        <Way
          hands={hands}
          direction="out"
          name="Outgoing"
          passage={hands.outgoing}
          delay={hands.outgoingDelay}
          held={hands.heldOut}
        />
        <div className="col">
          <span className="soft">Force state</span>
          <div className="row" role="group" aria-label="Force state">
            {STATUSES.map((status) => (
              <Action
                key={status}
                say={say}
                whyNot={hands.whyNot(status)}
                isPressed={hands.forced.includes(status)}
                onPress={() => hands.force(status)}
              >
                {status}
              </Action>
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}

/** What hands hold of any node, as the button of the closed panel says that there is some. */
function releaseAll(inspection: Inspection, selected: Hands): void {
  const held = inspection.items().filter((item) => item.kind === 'node' && item.isHeld)
  for (const { id } of held) inspection.hands(id)?.releaseAll()
  if (held.length === 0) selected.releaseAll()
}

function nothingHeld(inspection: Inspection): string | undefined {
  return inspection.isAnythingHeld() ? undefined : 'Nothing is held.'
}

function Way(props: {
  readonly hands: Hands
  readonly direction: Direction
  readonly name: string
  readonly passage: Passage
  readonly delay: number
  readonly held: number
}) {
  const { hands, direction, name, passage, delay, held } = props
  return (
    <div className="col">
      <span className="soft">{name}</span>
      <div className="row">
        <Radios
          label={name}
          value={passage}
          of={PASSAGES}
          onChange={(value) => hands.setPassage(direction, value, delay)}
        />
        {held > 0 && <span className="num">{`${held} held`}</span>}
      </div>
      <div className="row">
        <NumberField
          label={`${name} delay, ms`}
          value={delay}
          min={0}
          max={60_000}
          onChange={(value) => hands.setPassage(direction, passage, value)}
        />
      </div>
    </div>
  )
}
