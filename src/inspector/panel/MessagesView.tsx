'use client'
/**
 * The last messages, both ways: a list that renders what is in sight, and the selected one in full.
 */
import { useDeferredValue, useMemo } from 'react'
import type { Direction, InspectedMessage, Inspection } from '../model.js'
import { MessageDetail } from './MessageDetail.js'
import { MessageGrid } from './MessageGrid.js'
import { Action, Radios } from './parts.js'
import { asText, clockTime } from './show.js'
import { createSieve } from './sieve.js'
import { messagesOf, useInspected } from './snapshots.js'
import { useKeptState } from './useKeptState.js'

/** Milliseconds between two renders: nobody reads faster, and the page has the rest. */
const PACE = 100

/** The kept states that hold messages. */
export const PAUSED = 'paused'
export const SELECTED = 'selected message'

const DIRECTIONS = [
  ['both', 'Both'],
  ['in', 'In'],
  ['out', 'Out'],
] as const

export function MessagesView(props: {
  readonly inspection: Inspection
  /** Whose messages; undefined: of all. */
  readonly nodes: ReadonlySet<string> | undefined
  readonly hasHands: boolean
  readonly say: (text: string, isBad?: boolean) => void
}) {
  const { inspection, nodes, hasHands, say } = props
  const all = useInspected(inspection, messagesOf, PACE)
  const [paused, setPaused] = useKeptState<readonly InspectedMessage[] | undefined>(inspection, PAUSED, undefined)
  const [text, setText] = useKeptState(inspection, 'filter', '')
  const [direction, setDirection] = useKeptState<'both' | Direction>(inspection, 'direction', 'both')
  const [selected, setSelected] = useKeptState<InspectedMessage | undefined>(inspection, SELECTED, undefined)
  const needle = useDeferredValue(text)
  const sieve = useMemo(
    () => createSieve({ text: needle, nodes, direction: direction === 'both' ? undefined : direction }),
    [needle, direction, nodes],
  )
  const messages = sieve(paused ?? all)

  const copy = () => {
    const copied = selected ? [selected] : messages
    const lines = copied.map((message) => (selected ? textOf(message) : lineOf(inspection, message)))
    // A page without https has no clipboard.
    void Promise.resolve(navigator.clipboard)
      .then((clipboard) => clipboard.writeText(lines.join('\n')))
      .then(
        () => say(`Copied: ${copied.length}.`),
        () => say('The browser does not let this page copy.', true),
      )
  }
  const sendAgain = () => {
    if (!selected) return
    const wrong = inspection.hands(selected.node)?.sendAgain(selected.id)
    say(wrong ?? 'Sent again.', wrong !== undefined)
  }
  const clear = () => {
    inspection.clearMessages()
    setPaused(paused && [])
    setSelected(undefined)
  }
  const dropped = inspection.droppedMessages()

  return (
    <div className="messages">
      <div className="list">
        <div className="row">
          <input
            type="search"
            aria-label="Filter"
            placeholder="Filter"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <Radios label="Direction" value={direction} of={DIRECTIONS} onChange={setDirection} />
          {inspection.isLive && (
            <>
              <button
                type="button"
                aria-pressed={paused !== undefined}
                onClick={() => setPaused(paused ? undefined : all)}
              >
                Pause
              </button>
              <button type="button" onClick={clear}>
                Clear
              </button>
            </>
          )}
          <button type="button" onClick={copy}>
            Copy
          </button>
          {hasHands && (
            <Action say={say} whyNot={whyNotAgain(inspection, selected)} onPress={sendAgain}>
              Send again
            </Action>
          )}
        </div>
        <MessageGrid messages={messages} origin={inspection.origin} selected={selected?.id} onSelect={setSelected} />
        <p className="soft num">
          {messages.length === all.length ? `${all.length} messages` : `${messages.length} of ${all.length} messages`}
          {dropped > 0 && `, ${dropped} older ones are gone`}
        </p>
      </div>
      {selected && <MessageDetail message={selected} inspection={inspection} />}
    </div>
  )
}

function whyNotAgain(inspection: Inspection, message: InspectedMessage | undefined): string | undefined {
  if (!message) return 'No message is selected.'
  if (message.data === undefined) return 'What is not shown is not sent.'
  const hands = inspection.hands(message.node)
  return hands ? hands.whyNot('send') : 'Its node is not on this page.'
}

function textOf({ data, kind, size }: InspectedMessage): string {
  return data === undefined ? `(${kind} of ${size} bytes, not shown)` : asText(data)
}

function lineOf({ origin }: Inspection, message: InspectedMessage): string {
  return [clockTime(origin, message.t), message.direction, message.kind, message.size, textOf(message)].join('\t')
}
