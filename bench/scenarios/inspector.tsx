/**
 * What the inspector costs while messages come as fast as they can.
 */
import { createStage, until } from '../page/stage'
import { Tally } from '../page/tally'
import type { Scenario } from '../scenario'

interface FloodParams {
  readonly count: number
}

const scenario: Scenario<FloodParams> = {
  id: 'inspector',
  title: 'A flood, watched',
  page: 'inspector',
  about:
    'The server writes 20,000 texts of 100 bytes as fast as TCP takes them. CPU is that of the main thread for one message. ' +
    'Medians of nine rounds.',
  compared: 'perMessage',
  columns: [
    { figure: 'perMessage', title: 'CPU, µs a message', digits: 2 },
    { figure: 'seenPercent', title: 'seen, %', digits: 1 },
    { figure: 'seconds', title: 'seconds', digits: 2 },
  ],
  variants: [
    {
      id: 'flood',
      title: '20,000 texts of 100 bytes',
      params: { count: 20_000 },
      quick: { count: 5_000 },
      leastRounds: 9,
    },
  ],
  supports: ({ Inspected }) => Inspected !== undefined,
  warmUp: () => ({ count: 2_000 }),
  async start({ Inspected }, { count }, origin) {
    if (!Inspected) throw new Error('this contestant is not watched')
    const tally = new Tally()
    const stage = createStage()
    const path = `/flood?kind=text&count=${count}`
    await fetch(path)
    return {
      async finish() {
        const begun = performance.now()
        stage.render(<Inspected url={`${origin}${path}`} kind="text" wantsBuffers={false} tally={tally} />)
        await until(
          () => tally.isOver || tally.seen >= count,
          () => `the end of ${count} messages; ${tally.seen} are seen`,
        )
        const seconds = (performance.now() - begun) / 1000
        stage.clear()
        return { sent: count, seen: tally.seen, seconds }
      },
    }
  },
  derive: ({ cpu = 0, seen = 0 }, { count }) => ({
    perMessage: (cpu * 1000) / count,
    seenPercent: (seen / count) * 100,
  }),
}

export default scenario
