import type { Incident } from './protocol.js'

export function IncidentList({ incidents }: { incidents: readonly Incident[] }) {
  return (
    <section className="incidents">
      <h2>Incidents</h2>
      {incidents.length === 0 && <p className="hint">None so far.</p>}
      <ol aria-label="Incidents" reversed>
        {incidents.toReversed().map(({ id, level, text, at }) => (
          <li key={id} data-level={level}>
            <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleTimeString()}</time>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
