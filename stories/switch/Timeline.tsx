/**
 * A node's states over time, in lanes: what it was, and how long it means to wait.
 */
import type { DisconnectCause, NodeState } from '../../src/index.js'
import { Panel } from '../ui/Panel.js'
import { toneOf } from '../ui/StateBadge.js'
import { lasting, PAST, Track } from '../ui/Track.js'
import type { History, Span } from './useHistory.js'

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

/** So many states are told in words. */
const MAX_TOLD = 12

export function Timeline({ of: { origin, spans } }: { of: History }) {
  const last = spans.at(-1)
  const start = (last?.from ?? 0) - PAST * 1000
  const bars = spans
    .map((span, index) => ({ ...span, until: spans[index + 1]?.from }))
    .filter(({ until }) => until === undefined || until > start)

  return (
    <Panel title="Timeline" aside={<span className="soft small">what is planned is dashed</span>}>
      <div className="timeline">
        <div className="lane-names" aria-hidden="true">
          {LANES.map((lane) => (
            <span key={lane}>{lane}</span>
          ))}
        </div>
        <Track origin={origin} stillFrom={last ? endOfPlan(last) + PAST * 1000 : 0} label={inWords(spans)}>
          {LANES.map((lane) => (
            <div key={lane} className="lane" data-lane={lane}>
              {last && lane === 'reconnecting' && last.state.status === 'reconnecting' && (
                <i className="bar plan" data-tone="violet" style={lasting(last.from, endOfPlan(last))} />
              )}
              {bars.map(
                ({ id, from, until, state }) =>
                  LANE_OF[state.status] === lane && (
                    <span
                      key={id}
                      className="bar"
                      data-tone={toneOf(state)}
                      data-status={state.status}
                      style={lasting(from, until)}
                    >
                      <Label state={state} />
                    </span>
                  ),
              )}
            </div>
          ))}
        </Track>
      </div>
    </Panel>
  )
}

/** As much as there is room for. */
function Label({ state }: { state: NodeState }) {
  switch (state.status) {
    case 'connecting':
      return state.attempt > 0 && <b className="number">{state.attempt}</b>
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

function endOfPlan({ from, state }: Span): number {
  return state.status === 'reconnecting' ? from + state.delay * 1000 : from
}

function inWords(spans: readonly Span[]): string {
  return `States, the latest last: ${spans
    .slice(-MAX_TOLD)
    .map(({ state }) => words(state))
    .join('; ')}`
}

function words(state: NodeState): string {
  switch (state.status) {
    case 'connecting':
      return state.attempt > 0 ? `connecting, retry ${state.attempt}` : 'connecting'
    case 'reconnecting':
      return `reconnecting, retry ${state.attempt} in ${state.delay.toFixed(2)} s after ${causeOf(state.cause)}`
    case 'closed':
      return `closed ${state.code}`
    case 'failed':
      return `failed: ${state.error.code}`
    default:
      return state.status
  }
}

function causeOf(cause: DisconnectCause): string {
  return cause.type === 'failed' ? cause.error.code : `${cause.code}${cause.reason && ` “${cause.reason}”`}`
}
