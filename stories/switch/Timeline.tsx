/**
 * The states of a node over time, in lanes: what it was, how long it means to wait, and what its server did meanwhile.
 */
import type { Position } from '../../.storybook/live-server/switches.js'
import type { NodeState } from '../../src/index.js'
import { Panel } from '../ui/Panel.js'
import { toneOf } from '../ui/StateBadge.js'
import { lasting, PAST, Track } from '../ui/Track.js'
import { WORDS } from './positions.js'
import type { History, Span } from './useHistory.js'
import { inWords } from './words.js'

const LANES = ['open', 'connecting', 'reconnecting', 'at rest'] as const
type Lane = (typeof LANES)[number]

const LANE_OF: Record<NodeState['status'], Lane> = {
  idle: 'at rest',
  waiting: 'at rest',
  connecting: 'connecting',
  open: 'open',
  closing: 'open',
  closed: 'at rest',
  failed: 'at rest',
  reconnecting: 'reconnecting',
}

/** The number of the last attempt may take so much of the room beside it, in milliseconds. */
const ROOM = 2000

/** A span that is over has an end. */
type Bar<What> = Span<What> & { readonly until: number | undefined }

export function Timeline({ of: history }: { of: History }) {
  const { origin, states, positions } = history
  const last = states.at(-1)
  const changed = Math.max(last ? endOfPlan(last) : 0, positions.at(-1)?.from ?? 0)
  const start = changed - PAST * 1000
  const bars = barsSince(start, states)

  return (
    <Panel title="Timeline" aside={<span className="soft small">what is planned is dashed</span>}>
      <div className="timeline">
        <div className="lane-names" aria-hidden="true">
          <span>server</span>
          {LANES.map((lane) => (
            <span key={lane}>{lane}</span>
          ))}
        </div>
        <Track origin={origin} stillFrom={changed + PAST * 1000} label={inWords(history)}>
          <div className="lane" data-lane="server">
            {barsSince(start, positions).map((bar) => (
              <ServerBar key={bar.id} {...bar} />
            ))}
          </div>
          {LANES.map((lane) => {
            const ofLane = bars.filter(({ what }) => LANE_OF[what.status] === lane)
            return (
              <div key={lane} className="lane" data-lane={lane}>
                {last?.what.status === lane && lane === 'reconnecting' && (
                  <i className="bar plan" data-tone="violet" style={lasting(last.from, endOfPlan(last))} />
                )}
                {ofLane.map((bar, index) => (
                  <StateBar key={bar.id} {...bar} next={ofLane[index + 1]?.from} />
                ))}
              </div>
            )
          })}
        </Track>
      </div>
    </Panel>
  )
}

function ServerBar({ from, until, what }: Bar<Position>) {
  const { name, tone } = WORDS[what]
  return (
    <span className="bar" data-tone={tone} data-position={what} style={lasting(from, until)}>
      <span className="more">{name.toLowerCase()}</span>
    </span>
  )
}

/** `next` is when the next bar of the same lane begins. */
function StateBar({ from, until, what: state, next }: Bar<NodeState> & { next: number | undefined }) {
  return (
    <>
      <span className="bar" data-tone={toneOf(state)} data-status={state.status} style={lasting(from, until)}>
        <Label state={state} />
      </span>
      {state.status === 'connecting' && state.attempt > 0 && (
        <span className="beside" style={until === undefined ? undefined : lasting(until, next ?? until + ROOM)}>
          <b>{state.attempt}</b>
        </span>
      )}
    </>
  )
}

/** As much as there is room for; an attempt is often too short for its own number, which stands beside it. */
function Label({ state }: { state: NodeState }) {
  switch (state.status) {
    case 'connecting':
      return null
    case 'reconnecting':
      return (
        <>
          <b>{state.attempt}</b>
          <span className="more">{state.delay.toFixed(1)} s</span>
        </>
      )
    case 'closed':
      return <span className="more">{state.code}</span>
    case 'failed':
      return <span className="more">{state.error.code}</span>
    default:
      return <span className="more">{state.status}</span>
  }
}

/** Those of which something can be seen from `start` on. */
function barsSince<What>(start: number, spans: readonly Span<What>[]): Bar<What>[] {
  return spans
    .map((span, index) => ({ ...span, until: spans[index + 1]?.from }))
    .filter(({ until }) => until === undefined || until > start)
}

function endOfPlan({ from, what }: Span<NodeState>): number {
  return what.status === 'reconnecting' ? from + what.delay * 1000 : from
}
