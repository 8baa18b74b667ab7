/**
 * Whether a page stays usable while the inspector shows a stream of messages.
 */
import { sleep, createStage, until } from '../page/stage'
import { RowStage } from '../page/RowStage'
import { Tally } from '../page/tally'
import { percentile } from '../report/statistics'
import type { Scenario } from '../scenario'

interface StreamParams {
  readonly count: number
  /** Messages a second. */
  readonly rate: number
}

const scenario: Scenario<StreamParams> = {
  id: 'inspector-keys',
  title: 'Keys beside a stream, watched',
  page: 'inspector',
  about:
    '10,000 texts of 100 bytes a second for five seconds. A key is pressed every 100 ms in a field of the app: key is the ' +
    'time from the press until the picture with the letter was handed over.',
  keyEvery: 100,
  columns: [
    { figure: 'perMessage', title: 'CPU, µs a message', digits: 2 },
    { figure: 'seenPercent', title: 'seen, %', digits: 1 },
    { figure: 'keyP50', title: 'key p50, ms', digits: 1 },
    { figure: 'keyP99', title: 'key p99, ms', digits: 1 },
  ],
  variants: [
    {
      id: '10k',
      title: '10,000 texts of 100 bytes a second',
      params: { count: 50_000, rate: 10_000 },
      quick: { count: 10_000, rate: 10_000 },
    },
  ],
  supports: ({ Inspected }) => Inspected !== undefined,
  warmUp: ({ rate }) => ({ count: 2_000, rate }),
  async start({ Inspected }, { count, rate }, origin) {
    if (!Inspected) throw new Error('this contestant is not watched')
    const tally = new Tally()
    const stage = createStage()
    const keys: number[] = []
    const path = `/flood?kind=text&count=${count}&rate=${rate}`
    await fetch(path)
    return {
      async finish() {
        stage.render(
          <RowStage onPainted={(ms) => keys.push(ms)}>
            <Inspected url={`${origin}${path}`} kind="text" wantsBuffers={false} tally={tally} />
          </RowStage>,
        )
        await until(
          () => tally.seen >= count,
          () => `the end of ${count} messages; ${tally.seen} are seen`,
        )
        // The last key's picture.
        await sleep(100)
        stage.clear()
        const [keyP50, keyP99] = [percentile(keys, 0.5), percentile(keys, 0.99)]
        return { sent: count, seen: tally.seen, keyP50, keyP99, keys: keys.length }
      },
    }
  },
  derive: ({ cpu = 0, seen = 0 }, { count }) => ({
    perMessage: (cpu * 1000) / count,
    seenPercent: (seen / count) * 100,
  }),
}

export default scenario
