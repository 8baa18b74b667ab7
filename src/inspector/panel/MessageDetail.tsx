'use client'
/**
 * One message in full.
 */
import { useMemo, useState } from 'react'
import type { InspectedMessage, Inspection } from '../model.js'
import { Radios } from './parts.js'
import { asHex, asJson, asText, clockTime, type ShownAs } from './show.js'
import { useKeptState } from './useKeptState.js'

const WAYS = [
  ['text', 'Text'],
  ['json', 'JSON'],
  ['hex', 'Hex'],
] as const
const SHOW = { text: asText, json: asJson, hex: asHex }
/** Characters at once: a browser lays out no more without a pause. */
const PAGE = 100_000

export function MessageDetail(props: { readonly message: InspectedMessage; readonly inspection: Inspection }) {
  const { message, inspection } = props
  const [way, setWay] = useKeptState<ShownAs>(inspection, 'shown as', 'text')
  const [length, setLength] = useState(PAGE)
  const { data } = message
  const text = useMemo(() => (data === undefined ? undefined : SHOW[way](data)), [data, way])
  return (
    <section className="detail" aria-label="Message">
      <div className="row">
        <Radios label="Show as" value={way} of={WAYS} onChange={setWay} />
        <span className="soft num">
          {`${clockTime(inspection.origin, message.t)} ${message.direction}, ${message.kind} of ${message.size} B, ${SOURCES[message.source]}`}
        </span>
      </div>
      {text === undefined ? (
        <p className="soft">
          {message.kind === 'blob' ? 'A blob is read by the browser alone.' : 'What authenticates is not shown.'}
        </p>
      ) : (
        <pre tabIndex={0} className={way === 'hex' ? 'hex' : undefined}>
          {text.slice(0, length)}
        </pre>
      )}
      {text !== undefined && text.length > length && (
        <button type="button" onClick={() => setLength(length * 4)}>
          {`Show more of ${text.length} characters`}
        </button>
      )}
    </section>
  )
}

const SOURCES: Record<InspectedMessage['source'], string> = {
  app: 'by the app',
  queue: 'out of the queue',
  heartbeat: 'by the heartbeat',
  authenticate: 'by authenticate',
  wire: 'from the server',
  hand: 'by hand',
}
