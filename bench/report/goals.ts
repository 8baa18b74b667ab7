/**
 * What this package sets out to reach, beside what a run found. Reported, never asserted: a machine that is busy with
 * something else would decide.
 */
import { findRow, type Results } from '../results'

export interface Goal {
  readonly what: string
  readonly target: string
  readonly reached: string
  readonly isMet: boolean
}

type Bound = readonly ['at most' | 'at least', limit: number, unit?: string]

/** Holds a figure to its bound, unless there is no figure. */
export function goal(
  what: string,
  value: number | undefined,
  [word, limit, unit = 'times']: Bound,
  digits = 2,
): Goal | undefined {
  if (value === undefined || Number.isNaN(value)) return undefined
  const isMet = word === 'at most' ? value <= limit : value >= limit
  return { what, target: `${word} ${limit} ${unit}`, reached: `${value.toFixed(digits)} ${unit}`, isMet }
}

const LIBRARIES = ['react-use-websocket', 'partysocket', 'ahooks', 'reconnecting-websocket']

/** Those goals that the run has the figures for. */
export function goalsOf(results: Results): Goal[] {
  const goals: Goal[] = []
  const figure = (path: string, contestant: string, name: string) => findRow(results, path, contestant)?.figures[name]
  const ratio = (path: string, contestant: string) => findRow(results, path, contestant)?.ratio
  const divide = (a?: number, b?: number) => (a === undefined || b === undefined ? undefined : a / b)
  const minus = (a?: number, b?: number) => (a === undefined || b === undefined ? undefined : a - b)
  const add = (...of: Parameters<typeof goal>): void => {
    const one = goal(...of)
    if (one) goals.push(one)
  }

  const flood = 'flood/text-200k'
  add('Flood of texts, `onReceived`: CPU to the bare socket', ratio(flood, 'ours'), ['at most', 1.03])
  add('the same, `useLastReceived` rendered', ratio(flood, 'ours-last'), ['at most', 1.05])
  add('the same, `useReceivedReducer` rendered', ratio(flood, 'ours-reducer'), ['at most', 1.05])
  const perMessage = (contestant: string) => figure(flood, contestant, 'perMessage')
  const last = perMessage('ours-last')
  add("CPU of react-use-websocket's state to `useLastReceived`", divide(perMessage('react-use-websocket'), last), [
    'at least',
    3.4,
  ])
  add("CPU of partysocket's hook to `useLastReceived`", divide(perMessage('partysocket'), last), ['at least', 2.8])
  const lost = minus(figure(flood, 'ours-reducer', 'sent'), figure(flood, 'ours-reducer', 'seen'))
  add('Flood of texts, lost by `useReceivedReducer`', lost, ['at most', 0, 'messages'], 0)
  add('Flood of texts, commits', figure(flood, 'ours-last', 'commitsPerSecond'), ['at most', 80, 'a second'], 0)
  const heap = divide(figure(flood, 'ours-last', 'heap'), figure(flood, 'bare-buffer', 'heap'))
  add('Flood of texts, peak heap to a buffer by hand', heap, ['at most', 1.1])
  const binary = 'flood/binary'
  const cheapest = LIBRARIES.flatMap((library) => figure(binary, library, 'perMessage') ?? [])
  const binaries = divide(cheapest.length ? Math.min(...cheapest) : undefined, figure(binary, 'ours', 'perMessage'))
  add('Binaries, CPU of the cheapest library to `onReceived`', binaries, ['at least', 5])
  const later = (contestant: string, name: string) =>
    minus(figure('latency/100', contestant, name), figure('latency/100', 'bare', name))
  add('Round trip at 100/s, `onReceived`: p50 beyond the bare socket', later('ours', 'p50'), ['at most', 0.2, 'ms'])
  add('the same, p99', later('ours', 'p99'), ['at most', 1, 'ms'])
  add('the same, `useLastReceived` rendered: p50', later('ours-last', 'p50'), ['at most', 0.2, 'ms'])
  add('the same, p99', later('ours-last', 'p99'), ['at most', 1, 'ms'])
  add('100 components, commits', figure('topics/100', 'ours-last', 'commits'), ['at most', 1100, 'commits'], 0)
  add('100 components, CPU to a subscription by hand', ratio('topics/100', 'ours-last'), ['at most', 1])
  add('200 mounted, CPU to the effect by hand', ratio('mounting/200', 'ours'), ['at most', 1.1])
  add('500 cycles, CPU to the effect by hand', ratio('mounting/cycles', 'ours'), ['at most', 1.1])
  return goals
}
