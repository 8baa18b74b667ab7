/**
 * A table of live rows on one connection: what messages for single rows cost, and how a key feels meanwhile.
 */
import { watchPauses } from '../page/pauses'
import { RowStage } from '../page/RowStage'
import { RowTally } from '../page/row-tally'
import { createStage, sleep } from '../page/stage'
import { prepareStream, wrongRows, type StreamParams } from '../page/stream'
import { number } from '../report/table'
import { percentile } from '../report/statistics'
import type { Scenario, Variant } from '../scenario'

/** How long the server sends. */
const SECONDS = 2

const LOADS = { even: 'even', zipf: 'Zipf-like' } as const

/** `1k-1k-even`: rows, messages a second, load. */
const variants = [1_000, 10_000].flatMap((rows) =>
  [1_000, 20_000].flatMap((rate) =>
    (['even', 'zipf'] as const).map((load): Variant<StreamParams> => ({
      id: `${rows / 1_000}k-${rate / 1_000}k-${load}`,
      title: `${number(rows, 0)} rows, ${number(rate, 0)} messages a second, ${LOADS[load]}`,
      params: { rows, rate, load, count: rate * SECONDS },
      quick: { rows: rows / 10, rate: rate / 10, load, count: rate / 10 },
    })),
  ),
)

const scenario: Scenario<StreamParams> = {
  id: 'rows',
  title: 'Rows that render',
  page: 'rows',
  about:
    'Each message is for one row, and each row is a component in a box that scrolls. A key is pressed every 100 ms in a ' +
    'field beside it: key is the time from the press until the picture with the letter was handed over. CPU is that of ' +
    'the main thread, drawing included, for each message that was dealt with; whoever is 5 s behind at the end is cut. ' +
    'The bare socket parses and counts, and its rows never change. Wrong rows show another value than their last one, ' +
    'at the end or when they are cut. No goal is judged where the bare socket stood still for over 250 ms: the machine ' +
    'was busy with something else.',
  compared: 'perMessage',
  keyEvery: 100,
  columns: [
    { figure: 'perMessage', title: 'CPU, µs a message', digits: 1 },
    { figure: 'dealtPercent', title: 'dealt with, %', digits: 0 },
    { figure: 'commitsPerSecond', title: 'commits/s', digits: 0 },
    { figure: 'rendersPerMessage', title: 'row renders a message', digits: 2 },
    { figure: 'wrong', title: 'wrong rows', digits: 0 },
    { figure: 'longest', title: 'longest pause, ms', digits: 0 },
    { figure: 'longTasks', title: 'tasks over 50 ms', digits: 0 },
    { figure: 'keyP50', title: 'key p50, ms', digits: 1 },
    { figure: 'keyP99', title: 'key p99, ms', digits: 1 },
  ],
  variants,
  supports: ({ Rows, mostRows = Infinity }, { rows }) => Rows !== undefined && rows <= mostRows,
  warmUp: (params) => ({ ...params, rows: 100, rate: 1_000, count: 300 }),
  async start({ Rows }, params, origin) {
    if (!Rows) throw new Error('this contestant has no rows')
    const tally = new RowTally(params.rows)
    const stream = await prepareStream(params, tally, origin)
    const stage = createStage()
    const keys: number[] = []
    stage.render(
      <RowStage onPainted={(ms) => keys.push(ms)}>
        <Rows url={stream.url} rows={params.rows} tally={tally} />
      </RowStage>,
    )
    await stream.ready()
    return {
      async finish() {
        keys.length = 0
        const before = { commits: tally.commits, renders: tally.renders }
        const endPauses = watchPauses()
        const seconds = await stream.run()
        const { longest, longTasks } = endPauses()
        const figures = {
          sent: params.count,
          dealt: tally.newest + 1,
          commits: tally.commits - before.commits,
          renders: tally.renders - before.renders,
          seconds,
          longest,
          longTasks,
          keyP50: percentile(keys, 0.5),
          keyP99: percentile(keys, 0.99),
          keys: keys.length,
        }
        // A value that is there at the last moment is drawn with the next frame.
        await sleep(50)
        const wrong = tally.heard > 0 ? NaN : wrongRows(params, tally.shown)
        stage.clear()
        return { ...figures, wrong }
      },
    }
  },
  derive: ({ cpu = 0, dealt = 0, commits = 0, renders = 0, seconds = 1 }, { count }) => ({
    perMessage: (cpu * 1000) / dealt,
    dealtPercent: (dealt / count) * 100,
    commitsPerSecond: commits / seconds,
    rendersPerMessage: renders / dealt,
  }),
}

export default scenario
