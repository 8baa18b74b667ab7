/**
 * @jest-environment node
 *
 * What a policy means for the server: how many handshakes it gets when a whole fleet comes back, and when it crashes
 * in a loop. Chance is seeded, so every number here is exact.
 */
import { backoff, type ReconnectPolicy } from '../../src/core/index.js'
import { createStage, type Stage } from '../support/core/stage.js'
import { loseServer, peakOf } from '../support/model/fleet.js'
import { useRandom } from '../support/model/seededRandom.js'

const random = useRandom()
const CLIENTS = 1000
const FIXED: ReconnectPolicy = { next: () => 1 }

/** Seconds of one interval in which arrivals are counted. */
const INTERVAL = 0.1

describe('1,000 clients lose one server at the same moment', () => {
  const lose = (policy: ReconnectPolicy, backAt: number) =>
    loseServer({ clients: CLIENTS, policy, backAt, latency: 0.02 })

  test.each([
    { outage: 'is back at once', backAt: 0, limit: 0.25 },
    { outage: 'is away for 10 s', backAt: 10, limit: 0.25 },
    { outage: 'is away for 60 s', backAt: 60, limit: 0.25 },
  ])('that $outage: the peak of arrivals is at most $limit of that with a fixed delay', ({ backAt, limit }) => {
    random.seed(1000 + backAt)
    const spread = lose(backoff(), backAt)
    const fixed = lose(FIXED, backAt)
    const peaks = [spread, fixed].map(({ arrivals }) => peakOf(arrivals, INTERVAL)) as [number, number]
    const afterwards = [spread, fixed].map(({ arrivals }) =>
      peakOf(
        arrivals.filter((moment) => moment >= backAt),
        INTERVAL,
      ),
    ) as [number, number]
    process.stdout.write(
      `fleet of ${CLIENTS}, server away for ${backAt} s: peak arrivals per 100 ms: backoff() ${peaks[0]}, fixed 1 s ` +
        `${peaks[1]}; once it is back: ${afterwards[0]} and ${afterwards[1]}\n`,
    )

    expect(spread.returns).toHaveLength(CLIENTS)
    expect(fixed.returns).toHaveLength(CLIENTS)
    expect(peaks[1]).toBe(CLIENTS)
    expect(peaks[0]).toBeLessThanOrEqual(peaks[1] * limit)
    expect(afterwards[0]).toBeLessThanOrEqual(afterwards[1] * limit)
  })

  test('the longer it is away, the thinner they come: once it is back after 60 s, at most 1 of 100 in 100 ms', () => {
    random.seed(60)
    const { arrivals, returns } = lose(backoff(), 60)
    expect(
      peakOf(
        arrivals.filter((moment) => moment >= 60),
        INTERVAL,
      ),
    ).toBeLessThanOrEqual(CLIENTS / 100 + 5)
    // Nobody is later than one longest delay and the answer.
    expect(Math.max(...returns)).toBeLessThanOrEqual(60 + 30 + 0.02)
  })

  test('the seed makes it the same each time', () => {
    random.seed(7)
    const first = lose(backoff(), 10)
    random.seed(7)
    expect(lose(backoff(), 10)).toEqual(first)
  })
})

describe('a server that crashes in a loop gets at most 6 attempts in 10 s by default', () => {
  const SEEDS = 200

  /** When the attempts of a node came, for a while. */
  function attemptsOf(stage: Stage, treat: (stage: Stage) => void, seconds: number): number[] {
    const moments: number[] = []
    stage.node.connect()
    while (stage.clock.now() < seconds) {
      moments.push(stage.clock.now())
      treat(stage)
      if (stage.node.state.status !== 'reconnecting') throw new Error(`it is ${stage.node.state.status}`)
      stage.clock.advance(stage.node.state.delay)
    }
    stage.driver.dispose()
    return moments
  }

  /** The most attempts in any 10 s. */
  function busiest(moments: readonly number[]): number {
    return Math.max(...moments.map((from) => moments.filter((moment) => moment >= from && moment < from + 10).length))
  }

  test.each<[string, (stage: Stage) => void]>([
    ['refuses', ({ peer }) => peer.close(1006)],
    [
      'accepts and drops at once',
      ({ peer }) => {
        peer.open()
        peer.close(1006)
      },
    ],
    [
      'accepts and closes after a message',
      ({ peer, clock }) => {
        peer.open()
        peer.deliver('hello')
        clock.advance(0.05)
        peer.close(1011)
      },
    ],
    [
      'accepts and drops just before that counts as a success',
      ({ peer, clock }) => {
        peer.open()
        clock.advance(4.99)
        peer.close(1012)
      },
    ],
    [
      'accepts and drops just after that counts as a success',
      ({ peer, clock }) => {
        peer.open()
        clock.advance(5)
        peer.close(1001)
      },
    ],
  ])('one that %s', (_name, treat) => {
    let most = 0
    for (let seed = 0; seed < SEEDS; seed++) {
      random.seed(seed)
      const moments = attemptsOf(createStage({ reconnect: backoff() }), treat, 120)
      most = Math.max(most, busiest(moments))
    }
    process.stdout.write(`crash loop, a server that ${_name}: at most ${most} attempts in 10 s over ${SEEDS} seeds\n`)
    expect(most).toBeLessThanOrEqual(6)
    expect(most).toBeGreaterThan(1)
  })

  test('also with the luckiest draws, which are the shortest', () => {
    random.list(0)
    const moments = attemptsOf(createStage({ reconnect: backoff() }), ({ peer }) => peer.close(1006), 120)
    expect(moments.slice(0, 6)).toEqual([0, 0.5, 1.5, 3.5, 7.5, 15.5])
    expect(busiest(moments)).toBe(5)
  })
})
