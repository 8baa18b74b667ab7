/**
 * What it costs to find the listener of a message, with nothing rendered.
 */
import { RowTally } from '../page/row-tally'
import { createStage } from '../page/stage'
import { prepareStream, type StreamParams } from '../page/stream'
import type { Scenario } from '../scenario'

const flow = (load: StreamParams['load'], rows: number, rate: number, seconds: number): StreamParams => ({
  ...{ load, rows, rate },
  count: rate * seconds,
})

const scenario: Scenario<StreamParams> = {
  id: 'routing',
  title: 'Routing, with nothing rendered',
  page: 'rows',
  about:
    '10,000 topics, each with a listener, and 20,000 messages a second for two seconds. CPU is that of the main thread ' +
    'for one message. Medians of nine rounds.',
  compared: 'perMessage',
  columns: [
    { figure: 'perMessage', title: 'CPU, µs a message', digits: 1 },
    { figure: 'heard', title: 'heard', digits: 0 },
    { figure: 'commits', title: 'commits', digits: 0 },
  ],
  variants: (['even', 'zipf'] as const).map((load) => ({
    id: load,
    title: load === 'even' ? 'Even' : 'Zipf-like',
    params: flow(load, 10_000, 20_000, 2),
    quick: flow(load, 1_000, 2_000, 1),
    leastRounds: 9,
  })),
  supports: ({ Routed }) => Routed !== undefined,
  warmUp: (params) => ({ ...params, rate: 20_000, count: 8_000 }),
  async start({ Routed }, params, origin) {
    if (!Routed) throw new Error('this contestant routes nothing')
    const tally = new RowTally(params.rows)
    const stream = await prepareStream(params, tally, origin)
    const stage = createStage()
    stage.render(<Routed url={stream.url} rows={params.rows} tally={tally} />)
    await stream.ready()
    return {
      async finish() {
        await stream.run()
        const figures = { sent: params.count, heard: tally.heard, commits: tally.commits }
        stage.clear()
        return figures
      },
    }
  },
  derive: ({ cpu = 0 }, { count }) => ({ perMessage: (cpu * 1000) / count }),
}

export default scenario
