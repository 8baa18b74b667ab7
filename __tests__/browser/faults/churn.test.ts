/**
 * Delivery while the connection is cut again and again: of what the server sends, each connection emits an unbroken run;
 * of what the page sends, each message's fate is known, and none goes astray. The cuts are random, by a seed that the
 * name of the test tells.
 */
import type { Flush } from '../../../src/core/index'
import type { Fates, Place } from '../../support/browser/page/churned-sender'
import { LOSES_SUDDEN_ENDS } from '../../support/browser/engines/inEngine'
import { useFaultPages } from '../../support/browser/use-fault-pages'
import type { ProxyLink } from '../../support/proxy/link'
import { useProxies } from '../../support/proxy/use-proxies'
import { seeded, type Chance } from '../../support/seeded'
import { closeFrame, fragmentedText, OPCODE, textFrame } from '../../support/servers/frames'
import type { Script } from '../../support/servers/raw-server'
import { useServers } from '../../support/servers/use-servers'
import { attend } from './table/fault'

const CUTS = 50

const openPage = useFaultPages()
const servers = useServers()
const startProxy = useProxies()

type End = (link: ProxyLink) => void

const CUT: End = (link) => link.cut()
const RESET: End = (link) => link.reset()

describe('100,000 messages from the server, and fifty cuts', () => {
  const MESSAGES = 100_000
  /** The connections that are not ended but stalled, so that only the heartbeat finds out. */
  const STALLS = [17, 34]
  const STALL = { isGentle: true, end: (link: ProxyLink) => link.stall() }

  /** What the server says on one connection, and where the proxy ends it. */
  interface Speech {
    readonly messages: string[]
    /** A frame or the fragments of one, for each message. */
    readonly frames: Buffer[]
    /** Bytes after the handshake; undefined for the last one, which is not cut. */
    readonly cutAfter: number | undefined
    /** Whether all that has passed before the cut arrives. */
    readonly isGentle: boolean
    readonly end: End
  }

  const ENDS: readonly Pick<Speech, 'isGentle' | 'end'>[] = [
    { isGentle: true, end: CUT },
    { isGentle: true, end: (link) => link.cut('down') },
    { isGentle: false, end: RESET },
    { isGentle: false, end: (link) => link.reset('down') },
  ]

  function speeches(chance: Chance): Speech[] {
    let left = MESSAGES
    return Array.from({ length: CUTS + 1 }, (_, connection) => {
      const isLast = connection === CUTS
      const mean = left / (CUTS + 1 - connection)
      const count = isLast ? left : chance.between(Math.floor(mean / 2), Math.floor(mean * 1.5))
      left -= count
      const messages = Array.from({ length: count }, (_, index) => `${connection}:${index}:${padding(chance)}`)
      const frames = messages.map((message) => framesOf(message, chance))
      const bytes = frames.reduce((sum, { length }) => sum + length, 0)
      const how = isLast ? { isGentle: true, end: CUT } : STALLS.includes(connection) ? STALL : chance.pick(ENDS)
      return { messages, frames, cutAfter: isLast ? undefined : chance.between(1, bytes), ...how }
    })
  }

  /** Mostly short, some for each of the longer heads of a frame (RFC 6455 §5.2). */
  function padding(chance: Chance): string {
    const kind = chance.between(1, 1000)
    return '.'.repeat(kind === 1 ? 70_000 : kind <= 20 ? chance.between(120, 2000) : chance.between(0, 40))
  }

  function framesOf(message: string, chance: Chance): Buffer {
    if (chance.between(1, 50) > 1) return textFrame(message)
    const at = chance.between(0, message.length)
    return fragmentedText(message.slice(0, at), message.slice(at))
  }

  /** The messages that are there in full after the cut. */
  function whole({ messages, frames, cutAfter = Infinity }: Speech): string[] {
    let bytes = 0
    return messages.filter((_, index) => (bytes += frames[index]!.length) <= cutAfter)
  }

  it.each<[seed: number, options: { flush: Flush; receiveLimit: number }]>([
    [1, { flush: 'burst', receiveLimit: 0 }],
    [2, { flush: 'frame', receiveLimit: 128 }],
    [3, { flush: 'sync', receiveLimit: 0 }],
  ])('seed %i, %o', async (seed, options) => {
    const planned = speeches(seeded(seed))
    const server = await servers.raw(async (peer) => {
      const speech = planned[server.handshakes.length - 1]!
      const link = proxy.links.at(-1)!
      const answer = peer.acceptance()
      if (speech.cutAfter !== undefined) link.after('down', answer.length + speech.cutAfter, () => speech.end(link))
      peer.write(answer, ...speech.frames)
      if (speech.cutAfter !== undefined) return attend(peer)
      peer.write(closeFrame(1000))
      await peer.nextClose()
      peer.fin()
    })
    const proxy = await startProxy(server.host)
    const page = await openPage()
    const told = await page.evaluate(
      async ([host, options]) => {
        const receiver = new faults.ChurnedReceiver(host, options)
        await receiver.end
        receiver.node.dispose()
        const { connections, closed, failures, strays } = receiver
        return { connections, closed, failures, strays }
      },
      [proxy.host, options] as const,
    )

    // A reset may come before the page has read the answer: then there was no connection.
    expect(told.connections.length + told.failures).toBe(CUTS + 1)
    expect(told.closed).toEqual([...told.connections.slice(1).map(() => 1006), 1000])
    expect(told.strays).toBe(0)
    expect(server.handshakes).toHaveLength(CUTS + 1)
    const emittedOf = new Map(told.connections.map((emitted) => [emitted[0]?.split(':', 1)[0], emitted]))
    let total = 0
    planned.forEach((speech, connection) => {
      const emitted = emittedOf.get(String(connection)) ?? []
      const arrivable = whole(speech)
      expect(sameUpTo(emitted, arrivable)).toBe(emitted.length)
      if (speech.isGentle && !LOSES_SUDDEN_ENDS) expect(emitted).toHaveLength(arrivable.length)
      total += emitted.length
    })
    expect(total).toBe(told.connections.flat().length)
    for (const link of proxy.links) link.resume()
    await server.untilIdle()
  })
})

/** How many of the first of `a` are the first of `b`. */
function sameUpTo(a: readonly string[], b: readonly string[]): number {
  const different = a.findIndex((message, index) => message !== b[index])
  return different === -1 ? a.length : different
}

describe('20,000 messages from the page, and fifty cuts', () => {
  const MESSAGES = 20_000
  const QUEUE = 10_000
  /** Of the cuts, those that come while a handshake is going on. */
  const DURING_HANDSHAKE = 6
  const LAST_WORD = 'end'
  /** Messages that are still in the queue when all ends. */
  const LEFT_BEHIND = 100

  /** What one connection brought to a server. */
  interface Arrival {
    /** The name of the place that the handshake asked for. */
    readonly place: string
    readonly messages: string[]
  }

  /** A server that records what arrives, and closes with `code` for the last word. */
  function recorder(arrivals: Arrival[], placeOf: (path: string) => string, code: number): Script {
    return async (peer) => {
      const arrival: Arrival = { place: placeOf(peer.request.path), messages: [] }
      arrivals.push(arrival)
      peer.accept()
      for (;;) {
        const { opcode, payload } = await peer.nextFrame()
        if (opcode === OPCODE.CLOSE) return peer.fin(closeFrame(1000))
        const message = payload.toString()
        arrival.messages.push(message)
        if (message.endsWith(` ${LAST_WORD}`)) return peer.fin(closeFrame(code))
      }
    }
  }

  /** Ends a link for good, after so many bytes from the page that follow the handshake. */
  function cutAfter(link: ProxyLink, bytes: number, end: End): void {
    link.after('down', 1, () => link.after('up', bytes, () => end(link)))
  }

  /** Some of what was handed over is taken by the network, and goes no further. */
  const swallow: End = (link) => {
    link.stall('up')
    setTimeout(() => link.reset(), 20)
  }

  const ENDS: readonly End[] = [CUT, RESET, swallow, (link) => link.cut('up'), (link) => link.cut('down')]

  /**
   * Holds what the page told against what arrived: each message has one fate, and what arrived on a connection is the
   * beginning of what was handed to it.
   */
  function account({ accepted, failed, connections }: Fates, arrivals: readonly Arrival[]) {
    const isFailed = new Set(failed)
    expect(isFailed.size).toBe(failed.length)
    expect(failed).toEqual(accepted.filter((message) => isFailed.has(message)))

    const handed = accepted.filter((message) => !isFailed.has(message))
    let start = 0
    const runs = connections.map(({ handed: count }) => handed.slice(start, (start += count)))
    expect(start).toBe(handed.length)

    const runOf = new Map(runs.filter(({ length }) => length > 0).map((run) => [run[0], run]))
    let delivered = 0
    for (const { place, messages } of arrivals) {
      if (messages.length === 0) continue
      const run = runOf.get(messages[0]) ?? []
      // Whatever begins with the same message is the same connection: there is no other one.
      runOf.delete(messages[0])
      expect(sameUpTo(messages, run)).toBe(messages.length)
      expect(messages.filter((message) => !message.startsWith(`${place} `))).toEqual([])
      delivered += messages.length
    }
    return { delivered, died: handed.length - delivered }
  }

  it.each([1, 2])('into one queue, seed %i', async (seed) => {
    const chance = seeded(seed)
    /** Messages before each connection at most, and on each at least. */
    const PACE = { meanwhile: 40, onOpen: 130 }
    const arrivals: Arrival[] = []
    let inHandshake = 0
    let open = 0
    const server = await servers.raw(recorder(arrivals, () => 'here', 1012))
    const proxy = await startProxy(server.host, (link) => {
      if (inHandshake < DURING_HANDSHAKE && chance.between(1, 8) === 1) {
        inHandshake += 1
        return link.after('down', chance.between(1, 120), () => chance.pick([CUT, RESET])(link))
      }
      // Each message is a frame of at least ten bytes, and the first connection takes the whole queue.
      const most = (open === 0 ? QUEUE : PACE.onOpen) * 10
      if (open++ < CUTS) cutAfter(link, chance.between(1, most), chance.pick(ENDS))
    })
    const page = await openPage()
    const sender = await page.evaluateHandle(
      (host) => new faults.ChurnedSender({ name: 'here', host, route: '/' }, 10_000),
      proxy.host,
    )
    await sender.evaluate(
      async (sender, { early, cuts, pace, total }) => {
        sender.send(early)
        sender.node.connect()
        await sender.sendThrough(cuts, pace)
        await sender.untilStatus('open')
        sender.sendUpTo(total)
      },
      { early: QUEUE + 50, cuts: CUTS, pace: PACE, total: MESSAGES - LEFT_BEHIND - 1 },
    )
    // What is queued from now on can never be sent.
    proxy.closePort()
    const fates = await sender.evaluate(
      async (sender, { word, total }) => {
        sender.sendOne(word)
        await sender.untilStatus('reconnecting')
        sender.sendUpTo(total)
        sender.node.close()
        sender.node.dispose()
        return sender.fates
      },
      { word: LAST_WORD, total: MESSAGES },
    )

    expect(open).toBe(CUTS + 1)
    expect(fates.connections).toHaveLength(CUTS + 1)
    expect(fates.accepted.length + fates.refused.length).toBe(MESSAGES)
    for (const link of proxy.links) link.resume()
    await server.untilIdle()
    const { delivered, died } = account(fates, arrivals)
    expect(fates.refused.length).toBeGreaterThanOrEqual(50)
    expect(fates.failed).toHaveLength(LEFT_BEHIND)
    expect(died).toBeGreaterThan(0)
    expect(delivered + died + fates.failed.length + fates.refused.length).toBe(MESSAGES)
  })

  it.each([1, 2])('to a destination that moves, seed %i', async (seed) => {
    const chance = seeded(seed)
    const arrivals: Arrival[] = []
    let cuts = 0
    const cut = (link: ProxyLink): void => {
      if (cuts === CUTS) return
      cuts += 1
      chance.pick(ENDS)(link)
    }
    const names = ['A', 'B']
    const hosts = await Promise.all(
      names.map(async (name) => {
        const server = await servers.raw(recorder(arrivals, (path) => name + path, 1000))
        const proxy = await startProxy(server.host, (link) => cutAfter(link, chance.between(1, 1500), () => cut(link)))
        return { name, server, proxy }
      }),
    )
    const places = hosts.flatMap(({ name, proxy }) =>
      ['/', '/room', '/?room=2'].map((route): Place => ({ name: name + route, host: proxy.host, route })),
    )
    const page = await openPage()
    const sender = await page.evaluateHandle((place) => new faults.ChurnedSender(place, 300), places[0]!)
    const fates = await sender.evaluate(
      async (sender, { places, count, seed, word }) => {
        sender.node.connect()
        await sender.sendAround(places, count, seed)
        await sender.sendLast(word)
        sender.node.dispose()
        return sender.fates
      },
      { places, count: MESSAGES, seed, word: LAST_WORD },
    )

    expect(fates.accepted.length + fates.refused.length).toBeGreaterThan(MESSAGES)
    for (const { proxy } of hosts) for (const link of proxy.links) link.resume()
    await Promise.all(hosts.map(({ server }) => server.untilIdle()))
    const { delivered, died } = account(fates, arrivals)
    expect(cuts).toBe(CUTS)
    expect(Math.min(fates.failed.length, died)).toBeGreaterThan(0)
    expect(delivered).toBeGreaterThan(MESSAGES / 4)
    expect(new Set(arrivals.map(({ place }) => place)).size).toBe(places.length)
  })
})
