/**
 * A heart, and the strip that its beats are written on.
 */
import { lasting, PAST, Track } from '../ui/Track.js'

/** A ping, its answer, or the end of a connection; in milliseconds since the record began. */
export interface Beat {
  readonly id: number
  readonly at: number
  readonly kind: 'ping' | 'reply' | 'end'
}

export interface Beats {
  readonly origin: number
  /** The last ones, oldest first. */
  readonly beats: readonly Beat[]
}

const MAX_BEATS = 200

const KINDS = [
  { kind: 'ping', name: 'ping' },
  { kind: 'reply', name: 'reply' },
  { kind: 'end', name: 'closed' },
] as const satisfies readonly { kind: Beat['kind']; name: string }[]

export const NO_BEATS: Beats = { origin: 0, beats: [] }

interface NewBeat {
  readonly kind: Beat['kind']
  readonly now: number
}

export function beat(kind: Beat['kind']): NewBeat {
  return { kind, now: performance.now() }
}

export function addBeat({ origin, beats }: Beats, { kind, now }: NewBeat): Beats {
  const last = beats.at(-1)
  const zero = last ? origin : now
  return { origin: zero, beats: [...beats, { id: (last?.id ?? 0) + 1, at: now - zero, kind }].slice(-MAX_BEATS) }
}

/** What the marks on the strip are. */
export function Legend() {
  return (
    <span className="legend small soft">
      {KINDS.map(({ kind, name }) => (
        <span key={kind} className="row">
          <i className="key" data-kind={kind} />
          {name}
        </span>
      ))}
    </span>
  )
}

export function Monitor({ of: { origin, beats }, isAlive }: { of: Beats; isAlive: boolean }) {
  const last = beats.at(-1)
  const mood = !isAlive ? 'still' : last?.kind === 'ping' ? 'asking' : 'well'
  const pings = beats.filter(({ kind }) => kind === 'ping').length
  return (
    <div className="monitor" data-mood={mood}>
      <svg className="heart" viewBox="0 0 100 92" aria-hidden="true">
        {/* A new key lets it beat anew. */}
        <path
          key={last?.id}
          data-beat={last?.kind}
          d="M50 88 C18 62 4 46 4 27 C4 13 14 4 27 4 C37 4 45 9 50 19 C55 9 63 4 73 4 C86 4 96 13 96 27 C96 46 82 62 50 88 Z"
        />
      </svg>
      <Track
        origin={origin}
        stillFrom={last ? last.at + PAST * 1000 : 0}
        label={`A heart that is ${mood}; the last ${beats.length} marks: ${pings} pings`}
      >
        {beats.map(({ id, at, kind }) => (
          <i key={id} className="beat" data-kind={kind} style={lasting(at)} />
        ))}
      </Track>
    </div>
  )
}
