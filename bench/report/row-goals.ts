/**
 * What this package sets out to reach with live rows.
 */
import { findRow, type Results } from '../results'
import { goal, type Goal } from './goals'

const TOPIC = 'rows-topic'
const HAND = 'rows-map'

/** Frames a second, and one for a screen that is a little faster than it says. */
const FRAMES = 61

/** Milliseconds: where the bare socket stands still for longer, the machine was busy with something else. */
const LONGEST_PAUSE = 250

/** Those goals that the run has the figures for. */
export function rowGoalsOf(results: Results): Goal[] {
  const figure = (path: string, contestant: string, name: string) =>
    findRow(results, path, contestant)?.figures[name] ?? NaN
  const ratio = (path: string, contestant: string) => findRow(results, path, contestant)?.ratio ?? NaN
  const size = (label: string) => results.sizes.find((one) => one.label.endsWith(label))?.gzip ?? NaN
  const isSound = (path: string) =>
    figure(path, 'bare', 'dealt') === figure(path, 'bare', 'sent') && figure(path, 'bare', 'longest') <= LONGEST_PAUSE
  const all = results.scenarios.find(({ id }) => id === 'rows')?.variants ?? []
  const variants = all.filter(({ id }) => isSound(`rows/${id}`))
  const most = (of: (path: string) => number) =>
    variants.length === 0 ? NaN : Math.max(...variants.map(({ id }) => of(`rows/${id}`)))

  const perMessage = (path: string, contestant: string) => figure(path, contestant, 'perMessage')
  const goals = [
    ...(['even', 'zipf'] as const).map((load) =>
      goal(
        `Routing to 10,000 topics, ${load === 'even' ? 'even' : 'Zipf-like'}: ratio to the bare socket above that of a Map by hand`,
        ratio(`routing/${load}`, TOPIC) - ratio(`routing/${load}`, HAND),
        ['at most', 0.1],
      ),
    ),
    goal(
      'Rows: commits',
      most((path) => figure(path, TOPIC, 'commitsPerSecond')),
      ['at most', FRAMES, 'a second'],
      0,
    ),
    goal(
      'Rows: renders',
      most((path) => figure(path, TOPIC, 'rendersPerMessage')),
      ['at most', 1, 'a message'],
    ),
    goal(
      'Rows: wrong at the end',
      most((path) => figure(path, TOPIC, 'wrong')),
      ['at most', 0, 'rows'],
      0,
    ),
    ...variants.map(({ id, title }) =>
      goal(`${title}: CPU to a store by hand`, perMessage(`rows/${id}`, TOPIC) / perMessage(`rows/${id}`, HAND), [
        'at most',
        1,
      ]),
    ),
    ...variants
      .filter(({ id }) => id.includes('-1k-'))
      .map(({ id, title }) =>
        goal(
          `${title}: key p99 beyond a store by hand`,
          figure(`rows/${id}`, TOPIC, 'keyP99') - figure(`rows/${id}`, HAND, 'keyP99'),
          ['at most', 0, 'ms'],
          1,
        ),
      ),
    goal(
      'Memory of a row beyond a store by hand',
      figure('memory/10k', TOPIC, 'perRow') - figure('memory/10k', HAND, 'perRow'),
      ['at most', 1500, 'bytes'],
      0,
    ),
    goal('An answer beside 10,000 requests in flight, to one alone', figure('requests/10k', TOPIC, 'times'), [
      'at most',
      1.1,
    ]),
    goal(
      '`topics` and `useTopic`, gzip beyond `useLastPacket`',
      size('a topic a row') - size('each row accepts'),
      ['at most', 2700, 'bytes'],
      0,
    ),
  ]
  return goals.filter((one) => one !== undefined)
}
