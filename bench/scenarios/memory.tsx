/**
 * What a live row keeps on the heap.
 */
import { liveHeap } from '../page/live-heap'
import { RowTally } from '../page/row-tally'
import { createStage, sleep } from '../page/stage'
import { prepareStream, type StreamParams } from '../page/stream'
import type { Scenario } from '../scenario'

const each = (rows: number): StreamParams => ({ rows, rate: 20_000, load: 'even', count: rows })

const scenario: Scenario<StreamParams> = {
  id: 'memory',
  title: 'Memory of a row',
  page: 'rows',
  about:
    'The JavaScript heap after garbage collection, with 10,000 rows that each had one message, beyond that before the ' +
    'render: the elements and what React keeps of them are in it for everybody.',
  columns: [{ figure: 'perRow', title: 'bytes a row', digits: 0 }],
  variants: [{ id: '10k', title: '10,000 rows', params: each(10_000), quick: each(1_000), mostRounds: 3 }],
  supports: ({ Rows, mostRows = Infinity }, { rows }) => Rows !== undefined && rows <= mostRows,
  warmUp: () => each(200),
  async start({ Rows }, params, origin) {
    if (!Rows) throw new Error('this contestant has no rows')
    const tally = new RowTally(params.rows)
    const stream = await prepareStream(params, tally, origin)
    return {
      async finish() {
        const before = await liveHeap()
        const stage = createStage()
        stage.render(<Rows url={stream.url} rows={params.rows} tally={tally} />)
        await stream.ready()
        await stream.run()
        await sleep(100)
        const after = await liveHeap()
        stage.clear()
        return { sent: params.count, perRow: (after - before) / params.rows }
      },
    }
  },
}

export default scenario
