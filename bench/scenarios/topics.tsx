/**
 * Many components on one connection, and messages that each concern one of them.
 */
import { createStage, sleep, until } from '../page/stage'
import { Tally } from '../page/tally'
import type { Scenario } from '../scenario'

interface TopicsParams {
  readonly count: number
  readonly topics: number
  readonly rate: number
}

/** Milliseconds that the server waits, so that mounting is over when the first message comes. */
const DELAY = 700

/** Milliseconds after which no message comes any more. */
const SETTLING = 2000

const scenario: Scenario<TopicsParams> = {
  id: 'topics',
  title: '100 components on one connection',
  about:
    '1,000 JSON messages, 1,000 a second, each for one of 100 components. CPU and commits are those of all of them.',
  compared: 'cpu',
  floor: 'bare-topics',
  columns: [
    { figure: 'commits', title: 'commits', digits: 0 },
    { figure: 'seen', title: 'seen', digits: 0 },
    { figure: 'cpu', title: 'CPU, ms', digits: 0 },
  ],
  variants: [
    {
      id: '100',
      title: '1,000 messages for 100 components',
      params: { count: 1000, topics: 100, rate: 1000 },
      quick: { count: 300, topics: 100, rate: 1000 },
    },
  ],
  supports: ({ Topics }) => Topics !== undefined,
  warmUp: (params) => ({ ...params, count: 200 }),
  async start({ Topics }, { count, topics, rate }, origin) {
    if (!Topics) throw new Error('this contestant has no topics')
    const tally = new Tally()
    const stage = createStage()
    const query = new URLSearchParams(
      Object.entries({ count, topics, rate, delay: DELAY }).map(([k, v]) => [k, `${v}`]),
    )
    stage.render(<Topics url={`${origin}/topics?${String(query)}`} topics={topics} tally={tally} />)
    await until(
      () => tally.opened > 0,
      () => 'the connection',
    )
    await sleep(DELAY / 2)
    const before = tally.commits
    const end = performance.now() + (count / rate) * 1000 + DELAY + SETTLING
    return {
      async finish() {
        await until(
          () => tally.seen >= count || performance.now() > end,
          () => `${count} messages`,
        )
        const figures = { sent: count, seen: tally.seen, commits: tally.commits - before }
        stage.clear()
        return figures
      },
    }
  },
}

export default scenario
