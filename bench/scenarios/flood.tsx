/**
 * Many messages as fast as the connection takes them: what one message costs, and whether the component sees it.
 */
import type { Kind } from '../messages'
import { watchHeap } from '../page/heap'
import { createStage, until } from '../page/stage'
import { Tally } from '../page/tally'
import type { Scenario } from '../scenario'

interface FloodParams {
  readonly kind: Kind
  readonly count: number
  readonly wantsBuffers: boolean
}

const flood = (kind: Kind, count: number, wantsBuffers = true): FloodParams => ({ kind, count, wantsBuffers })

const scenario: Scenario<FloodParams> = {
  id: 'flood',
  title: 'Flood',
  about:
    'The server writes as fast as TCP takes it. CPU is that of the main thread for one message, seen is what the ' +
    'component got of what was sent, and heap the peak beyond the start.',
  compared: 'perMessage',
  columns: [
    { figure: 'perMessage', title: 'CPU, µs a message', digits: 1 },
    { figure: 'tasksPerMessage', title: 'of it in tasks', digits: 1 },
    { figure: 'seenPercent', title: 'seen, %', digits: 1 },
    { figure: 'commits', title: 'commits', digits: 0 },
    { figure: 'commitsPerSecond', title: 'commits/s', digits: 0 },
    { figure: 'heap', title: 'peak heap, MB', digits: 1 },
    { figure: 'seconds', title: 'seconds', digits: 2 },
  ],
  variants: [
    { id: 'text-20k', title: '20,000 texts of 100 bytes', params: flood('text', 20_000), quick: flood('text', 5_000) },
    {
      id: 'text-200k',
      title: '200,000 texts of 100 bytes',
      params: flood('text', 200_000),
      quick: flood('text', 20_000),
    },
    {
      id: 'binary',
      title: '25,000 binaries of 64 bytes, as each library hands them over (bytes, or blobs)',
      params: flood('binary', 25_000, false),
      quick: flood('binary', 5_000, false),
    },
    {
      id: 'binary-buffers',
      title: '100,000 binaries of 64 bytes, array buffers asked for by hand where there is a way',
      params: flood('binary', 100_000),
      quick: flood('binary', 10_000),
    },
    {
      id: 'json',
      title: '50,000 JSON messages of about 80 bytes, parsed',
      params: flood('json', 50_000),
      quick: flood('json', 10_000),
    },
  ],
  supports: ({ Counter }) => Counter !== undefined,
  warmUp: (params) => ({ ...params, count: Math.min(2_000, params.count) }),
  async start({ Counter }, { kind, count, wantsBuffers }, origin) {
    const tally = new Tally()
    const stage = createStage()
    const path = `/flood?kind=${kind}&count=${count}`
    const url = `${origin}${path}`
    // So that the server has the messages ready, also for who comes first.
    await fetch(path)
    return {
      async finish() {
        if (!Counter) throw new Error('this contestant does not count')
        const heapPeak = watchHeap()
        const begun = performance.now()
        stage.render(<Counter url={url} kind={kind} wantsBuffers={wantsBuffers} tally={tally} />)
        await until(
          () => tally.isOver || tally.seen >= count,
          () => `the end of ${count} messages; ${tally.seen} are seen`,
        )
        const seconds = (performance.now() - begun) / 1000
        const heap = heapPeak()
        stage.clear()
        return { sent: count, seen: tally.seen, commits: tally.commits, seconds, heap }
      },
    }
  },
  derive: ({ cpu = 0, task = 0, seen = 0, commits = 0, seconds = 1 }, { count }) => ({
    perMessage: (cpu * 1000) / count,
    tasksPerMessage: (task * 1000) / count,
    seenPercent: (seen / count) * 100,
    commitsPerSecond: commits / seconds,
  }),
}

export default scenario
