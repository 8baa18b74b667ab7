/**
 * Two users in turn at one address, two rooms in turn, with packets under way and a queue: no message and no packet of the
 * one reaches the other. Schedules are drawn by seeds; the server records who said what where, and the page what it showed
 * to whom, by handlers and by value hooks.
 */
import type { Report } from '../support/browser/page/mixups/run'
import { WAYS, draw, type Way } from '../support/browser/page/mixups/schedule'
import { useBrowser } from '../support/browser/use-browser'
import { useServers } from '../support/servers/use-servers'
import { witness, type Testimony } from '../support/servers/witness'

const browser = useBrowser('mixup-kit.tsx')
const servers = useServers()

/** Schedules of each way; together 2,000. */
const SCHEDULES = 400
/** A browser lets one socket a host and port shake hands at a time. */
const SERVERS = 4
/** Schedules that run in one page at once; with more, Chromium delays each new socket. */
const AT_ONCE = 6
const SECONDS = 600

/** Messages that the server heard elsewhere than they were sent, or twice, or although they were given back. */
function misheard(testimonies: readonly Testimony[], reports: readonly Report[]): string[] {
  const failed = new Set(reports.flatMap((report) => report.failed))
  const heard = new Set<string>()
  return testimonies.flatMap(({ schedule, user, room, messages }) =>
    messages.flatMap((message) => {
      const isTwice = heard.has(message)
      heard.add(message)
      const place = `${schedule}|${user}|${room}`
      if (!message.startsWith(`${place}|`)) return [`${place} heard ${message}`]
      return isTwice ? [`${message} came twice`] : failed.has(message) ? [`${message} came, and was given back`] : []
    }),
  )
}

/** What went wrong in which schedules, with all that is needed to draw them again. */
function story(way: Way, lines: readonly string[]): string[] {
  const seeds = [...new Set(lines.map((line) => Number(/(\d+)\|/.exec(line)?.[1])))]
  return [...lines, ...seeds.slice(0, 3).map((seed) => JSON.stringify(draw(seed, way)))]
}

/** Refused messages, calls that do nothing, and a handler that renders while it is called by a commit that moves. */
const WARNING = /react-websocket-node: (send|connect)\(\) (answered false|did nothing)|flushSync was called from inside/

it.each(WAYS.map((way, index) => [way, 1 + index * SCHEDULES] as const))(
  `${SCHEDULES} schedules, users change by %s, seeds from %i`,
  async (way, firstSeed) => {
    const testimonies: Testimony[] = []
    const hosts: string[] = []
    while (hosts.length < SERVERS) hosts.push((await servers.ws(witness(['red', 'blue'], testimonies))).host)
    const seeds = Array.from({ length: SCHEDULES }, (_, index) => firstSeed + index)
    const pages = await Promise.all([browser.open(), browser.open()])
    const reports = await Promise.all(
      pages.map((page, index) =>
        page.evaluate((args) => mixups.runAll(...args), [
          way,
          seeds.filter((seed) => seed % pages.length === index),
          hosts,
          AT_ONCE,
        ] as const),
      ),
    )
    const told = reports.flat()
    const wrong = [...told.flatMap((report) => report.wrong), ...misheard(testimonies, told)]
    const errors = browser.takeErrors().filter((error) => !WARNING.test(error))
    expect({ wrong: story(way, wrong), errors }).toEqual({ wrong: [], errors: [] })

    const sum = (count: (report: Report) => number): number => told.reduce((total, report) => total + count(report), 0)
    expect(told).toHaveLength(SCHEDULES)
    // There was something to mix up.
    for (const count of [
      sum(({ heard }) => heard),
      sum(({ shown }) => shown),
      sum(({ accepted }) => accepted),
      testimonies.reduce((total, { messages }) => total + messages.length, 0),
    ]) {
      expect(count).toBeGreaterThan(5 * SCHEDULES)
    }
    expect(sum(({ failed }) => failed.length)).toBeGreaterThan(0)
  },
  SECONDS * 1000,
)
