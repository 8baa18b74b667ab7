/**
 * What an answer costs, with few and with many requests in flight.
 */
import { median } from '../report/statistics'
import type { Scenario } from '../scenario'

interface RequestsParams {
  /** Requests that nobody answers. */
  readonly waiting: number
  /** Requests that are asked and answered in one slice. */
  readonly answers: number
  readonly slices: number
}

const scenario: Scenario<RequestsParams> = {
  id: 'requests',
  title: 'Requests in flight',
  page: 'rows',
  about:
    '500 requests are asked in one go and answered at once, without a network: alone, and beside 10,000 that are not ' +
    'answered. Both take turns in one page; figures are medians of the time of one request.',
  columns: [
    { figure: 'alone', title: 'alone, µs', digits: 2 },
    { figure: 'beside', title: 'beside 10,000, µs', digits: 2 },
    { figure: 'times', title: 'times', digits: 2 },
  ],
  variants: [
    {
      id: '10k',
      title: '10,000 in flight',
      params: { waiting: 10_000, answers: 500, slices: 41 },
      quick: { waiting: 1_000, answers: 50, slices: 3 },
      mostRounds: 3,
    },
  ],
  supports: ({ createAsker }) => createAsker !== undefined,
  warmUp: (params) => ({ ...params, slices: 5 }),
  async start({ createAsker }, { waiting, answers, slices }) {
    if (!createAsker) throw new Error('this contestant asks nothing')
    const alone = await createAsker(0)
    const beside = await createAsker(waiting)
    return {
      async finish() {
        const times = { alone: [] as number[], beside: [] as number[] }
        for (let slice = 0; slice < slices; slice += 1) {
          times.alone.push(await timeOf(alone.ask, answers))
          times.beside.push(await timeOf(beside.ask, answers))
        }
        alone.end()
        beside.end()
        const [few, many] = [median(times.alone), median(times.beside)]
        return { sent: answers * slices, alone: few, beside: many, times: many / few }
      },
    }
  },
}

/** Microseconds that one took. */
async function timeOf(ask: () => Promise<unknown>, count: number): Promise<number> {
  const begun = performance.now()
  await Promise.all(Array.from({ length: count }, ask))
  return ((performance.now() - begun) * 1000) / count
}

export default scenario
