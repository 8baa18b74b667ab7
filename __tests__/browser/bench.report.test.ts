/**
 * What the benchmark makes of its figures, without a browser.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { selfTimes } from '../../bench/browser'
import { floodBytes } from '../../bench/frames'
import { countOf, isEnd, jsonOf, labelOf, textOf } from '../../bench/messages'
import { isWanted, parseOptions } from '../../bench/options'
import { goalsOf } from '../../bench/report/goals'
import { rowGoalsOf } from '../../bench/report/row-goals'
import { headlines, intoReadme, page, rowsPage } from '../../bench/report/markdown'
import { median, percentile, spread } from '../../bench/report/statistics'
import { picture } from '../../bench/report/svg'
import { number, table } from '../../bench/report/table'
import { findRow, onPage, rowOf, type Results, type Row, type Sample } from '../../bench/results'
import { rotated } from '../../bench/rounds'
import { loadSequence, topicSequence } from '../../bench/topics'

const row = (contestant: string, kind: Row['kind'], figures: Row['figures'], ratio?: number): Row => ({
  ...{ contestant, label: `<${contestant}>`, kind, rounds: 3, figures },
  ...(ratio === undefined ? {} : { ratio, spread: 0.1 }),
})

const results: Results = {
  date: '2030-01-02T03:04:05.000Z',
  args: [],
  isQuick: false,
  seconds: 61,
  machine: { cpu: 'A CPU', cores: 2, memory: '8 GB', system: 'Linux 6' },
  versions: { Chrome: '1', react: '19' },
  scenarios: [
    {
      id: 'flood',
      title: 'Flood',
      about: 'Many messages.',
      columns: [{ figure: 'perMessage', title: 'CPU', digits: 1 }],
      variants: [
        {
          id: 'text-200k',
          title: 'Texts',
          rows: [
            row('bare', 'floor', { perMessage: 10, seenPercent: 100, sent: 200_000 }, 1),
            row('ours', 'ours', { perMessage: 10.2 }, 1.02),
            row('ours-last', 'ours', { perMessage: 10.8, commitsPerSecond: 60 }, 1.08),
            row('partysocket', 'library', { perMessage: 40, seenPercent: 0.1 }, 4),
          ],
        },
      ],
    },
  ],
  sizes: [{ label: 'a', kind: 'ours', pages: ['benchmark'], minified: 2000, gzip: 1000 }],
}

describe('statistics', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[], NaN],
  ])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected))

  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0, 1],
  ])('percentile %d', (share, expected) => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(percentile(hundred, share)).toBe(expected)
  })

  it('the spread is half of the range, as a share', () => expect(spread([9, 10, 12])).toBeCloseTo(0.15))
})

describe('rows', () => {
  const samples: Sample[] = [
    { contestant: 'bare', round: 0, figures: { cpu: 10 } },
    { contestant: 'bare', round: 1, figures: { cpu: 20 } },
    { contestant: 'a', round: 0, figures: { cpu: 20 } },
    { contestant: 'a', round: 1, figures: { cpu: 20 } },
    { contestant: 'b', round: 0, error: 'Error: no' },
  ]
  const named = (contestant: string) => ({ contestant, label: contestant, kind: 'hand' as const })

  it('compare with the floor of the same round', () => {
    expect(rowOf(named('a'), samples, 'bare', 'cpu')).toMatchObject({ rounds: 2, figures: { cpu: 20 }, ratio: 1.5 })
  })

  it('have no ratio where nothing is compared', () => {
    expect(rowOf(named('a'), samples, 'bare', undefined)).not.toHaveProperty('ratio')
  })

  it('say what failed, and are not found then', () => {
    const failed = rowOf(named('b'), samples, 'bare', 'cpu')
    expect(failed).toMatchObject({ rounds: 0, error: 'Error: no' })
    const variants = [{ id: 'v', title: '', rows: [failed] }]
    const scenarios = [{ id: 's', title: '', about: '', columns: [], variants }]
    expect(findRow({ ...results, scenarios }, 's/v', 'b')).toBeUndefined()
  })

  it('come in another order each round', () => {
    expect([0, 1, 4].map((round) => rotated(['a', 'b', 'c'], round).join(''))).toEqual(['abc', 'bca', 'bca'])
    expect(rotated([], 3)).toEqual([])
  })
})

describe('what is written', () => {
  it.each([
    [1234.5, 1, '1,234.5'],
    [0.1, 0, '0'],
    [undefined, 1, '–'],
    [NaN, 1, '–'],
  ])('%d with %d digits is %s', (value, digits, expected) => expect(number(value, digits)).toBe(expected))

  it('is formatted as the repository is', () => {
    const input = page(results)
    const prettier = join(__dirname, '..', '..', 'node_modules', 'prettier', 'bin', 'prettier.cjs')
    const { stdout } = spawnSync(process.execPath, [prettier, '--stdin-filepath', 'docs/benchmark.md'], {
      input,
      encoding: 'utf8',
    })
    expect(stdout).toBe(input)
    expect(table(['', 'a'], [['b', '1']])).toBe('|     |   a |\n| --- | --: |\n| b   |   1 |')
  })

  it('tells machine, versions, goals and sizes', () => {
    const text = page(results)
    for (const part of ['A CPU, 2 cores', '2030-01-02', 'react', '## Goals', 'met', 'missed', '1,000']) {
      expect(text).toContain(part)
    }
    expect(text).not.toContain('quick run')
    expect(page({ ...results, isQuick: true })).toContain('quick run')
  })

  it('holds the figures to the goals', () => {
    const reached = Object.fromEntries(goalsOf(results).map(({ what, isMet }) => [what, isMet]))
    expect(reached).toMatchObject({
      'Flood of texts, `onReceived`: CPU to the bare socket': true,
      'the same, `useLastReceived` rendered': false,
      "CPU of partysocket's hook to `useLastReceived`": true,
    })
    expect(goalsOf({ ...results, scenarios: [] })).toEqual([])
  })

  it('goes between the markers of the README, and leaves the rest', () => {
    const readme = 'before\n\n<!-- benchmark -->\n\nold\n\n<!-- /benchmark -->\n\nafter\n'
    const written = intoReadme(readme, results)
    expect(written).toMatch(/^before\n\n<!-- benchmark -->\n\n!\[/)
    expect(written).toMatch(/<!-- \/benchmark -->\n\nafter\n$/)
    expect(written).toContain(headlines(results))
    expect(written).not.toContain('old')
    expect(intoReadme(written, results)).toBe(written)
    expect(() => intoReadme('nothing', results)).toThrow('has no <!-- benchmark -->')
  })

  it('is a picture with a title, a description and a bar for each row', () => {
    const svg = picture(results)
    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*>\n<title /)
    expect(svg).toContain('prefers-color-scheme: dark')
    expect(svg.match(/<rect /g)).toHaveLength(4)
    expect(svg).toContain('40.0, sees 0.1 %')
    expect(svg).toContain('&#60;ours&#62;')
  })
})

describe('messages', () => {
  it.each([
    ['a text', textOf(0, 2), 1, false],
    ['the last text', textOf(1, 2), 1, true],
    ['a batch of texts', [0, 1].map((index) => textOf(index, 3)), 2, false],
    ['a batch with the last text', [0, 1].map((index) => textOf(index, 2)), 2, true],
    ['bytes', new Uint8Array(64), 1, false],
    ['bytes with the last ones', new Uint8Array(129), 2, true],
    ['an object', JSON.parse(jsonOf(0, 2)), 1, false],
    ['the last object', JSON.parse(jsonOf(1, 2)), 1, true],
    ['objects', [0, 1].map((index) => JSON.parse(jsonOf(index, 2)) as unknown), 2, true],
  ])('%s', (_name, data: unknown, count, end) => {
    expect(countOf(data)).toBe(count)
    expect(isEnd(data)).toBe(end)
  })

  it('are shown one at a time', () => {
    expect(labelOf(textOf(1, 9))).toBe(textOf(1, 9))
    expect(labelOf([JSON.parse(jsonOf(7, 9))])).toBe('7')
    expect(labelOf([textOf(0, 9), textOf(1, 9)])).toBe(textOf(1, 9))
    expect(labelOf(undefined)).toBe('')
  })

  it.each([
    ['text', 2 * (2 + 100) + 1],
    ['binary', 2 * (2 + 64) + 1],
  ] as const)('a flood of %s is unmasked frames in a row', (kind, size) => {
    expect(floodBytes(kind, 2)).toHaveLength(size)
  })

  it('concern all topics equally often', () => {
    const topics = topicSequence(1000, 100)
    for (let topic = 0; topic < 100; topic += 1) expect(topics.filter((one) => one === topic)).toHaveLength(10)
  })

  it('are Zipf-like where that is asked for: the first topic twice as often as the second, three times as often as the third', () => {
    const topics = loadSequence('zipf', 100_000, 1000)
    const counts = new Map<number, number>()
    for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1)
    const [first = 0, second = 0, third = 0] = [...counts.values()].sort((a, b) => b - a)
    expect(first / second).toBeCloseTo(2, 0)
    expect(first / third).toBeCloseTo(3, 0)
    expect(Math.max(...counts.keys())).toBeLessThan(1000)
  })
})

describe('live rows', () => {
  const variant = (id: string, ours: number, hand: number) => ({
    id,
    title: id,
    rows: [row('rows-topic', 'ours', { perRow: 3000 }, ours), row('rows-map', 'hand', { perRow: 1000 }, hand)],
  })
  const scenario = (id: string, variants: ReturnType<typeof variant>[]) => ({
    ...{ id, title: id, about: '', columns: [], page: 'rows' as const },
    variants,
  })
  const both: Results = {
    ...results,
    scenarios: [
      ...results.scenarios,
      scenario('routing', [variant('even', 1.05, 1), variant('zipf', 1.25, 1)]),
      scenario('memory', [variant('10k', 1, 1)]),
    ],
  }

  it('are on a page of their own', () => {
    expect(onPage(both, 'benchmark')).toEqual(results)
    const rows = onPage(both, 'rows')
    expect(rows.scenarios.map(({ id }) => id)).toEqual(['routing', 'memory'])
    expect(rows.sizes).toEqual([])
    expect(rowsPage(rows)).toContain('# Benchmark of live rows')
  })

  it('are held to their goals, by what they cost beyond the same by hand', () => {
    const goals = rowGoalsOf(onPage(both, 'rows'))
    expect(goals.map(({ reached, isMet }) => [reached, isMet])).toEqual([
      ['0.05 times', true],
      ['0.25 times', false],
      ['2000 bytes', false],
    ])
  })
})

describe('options', () => {
  it('are a whole run into docs/ by default, and nowhere for a part', () => {
    expect(parseOptions([])).toMatchObject({ repeats: 3, isQuick: false, out: 'docs', only: undefined })
    expect(parseOptions(['--quick'])).toMatchObject({ repeats: 1, isQuick: true, out: undefined })
    expect(parseOptions(['--only', 'flood, latency/100'])).toMatchObject({ only: ['flood', 'latency/100'] })
    expect(parseOptions(['rows'])).toMatchObject({ page: 'rows', out: 'docs' })
    expect(parseOptions(['--help'])).toBe('help')
  })

  it('are refused where they make no sense', () => {
    expect(() => parseOptions(['--repeats', '0'])).toThrow('1 to 100; got 0')
    expect(() => parseOptions(['--nonsense'])).toThrow()
    expect(() => parseOptions(['columns'])).toThrow('benchmark and rows; got columns')
  })

  it('let scenarios and variants through', () => {
    const all = { only: undefined, page: undefined }
    const flood = { id: 'flood' }
    expect(isWanted(all, flood, 'json')).toBe(true)
    expect(isWanted({ ...all, only: ['flood'] }, flood, 'json')).toBe(true)
    expect(isWanted({ ...all, only: ['flood/text'] }, flood, 'json')).toBe(false)
    expect(isWanted({ ...all, page: 'rows' }, flood, 'json')).toBe(false)
    expect(isWanted({ ...all, page: 'rows' }, { id: 'memory', page: 'rows' }, '10k')).toBe(true)
  })
})

it('adds up where a profile was', () => {
  const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 4 })
  const nodes = [
    { id: 1, callFrame: frame('', '') },
    { id: 2, callFrame: frame('push', 'http://x/ours.js') },
    { id: 3, callFrame: frame('push', 'http://x/ours.js') },
  ]
  expect(selfTimes({ nodes, samples: [1, 2, 3], timeDeltas: [1000, 2000, 3000] })).toEqual([
    { name: 'push (ours.js:5)', ms: 5 },
    { name: '(anonymous)', ms: 1 },
  ])
})
