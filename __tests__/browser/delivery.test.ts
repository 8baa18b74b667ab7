/**
 * No packet is lost, doubled, cut or out of order: long, large and odd sequences through a real browser, in a page that
 * is seen and in one that is hidden, where frames stop and timers are slowed.
 */
import { createHash } from 'node:crypto'
import type { Flush } from '../../src/core/index'
import { expectOneOf, here } from '../support/browser/engines/differences'
import type { Tally } from '../support/browser/page/collect'
import { useBrowser } from '../support/browser/use-browser'
import { messageAt, type MessageKind } from '../support/messages'
import * as frames from '../support/servers/frames'
import type { RawServer } from '../support/servers/raw-server'
import { useServers } from '../support/servers/use-servers'

const browser = useBrowser('kit.ts')
const servers = useServers()

const FLUSHES: Flush[] = ['burst', 'frame', 'sync']

/** The frames of a sequence. */
function sequence(kind: MessageKind, count: number): Buffer {
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => {
      const message = messageAt(kind, index)
      return typeof message === 'string' ? frames.textFrame(message) : frames.binaryFrame(message)
    }),
  )
}

/** A server that sends `bytes` as soon as the client is there. */
function serve(bytes: Buffer): Promise<RawServer> {
  return servers.raw(async (peer) => {
    peer.accept(bytes)
    await peer.answerClose()
  })
}

interface Receive {
  host: string
  kind: MessageKind
  count: number
  flush: Flush
  receiveLimit?: number
}

/** Connects and counts a sequence off. Runs in the page. */
const receive = async ({ host, kind, count, flush, receiveLimit = 0 }: Receive): Promise<Tally> => {
  const node = kit.createWebSocketNode({ host, useWSS: false, format: kit.wire, flush, receiveLimit })
  const collection = kit.collect(node, kind)
  node.connect()
  await collection.until(count)
  node.dispose()
  return collection.tally
}

const whole = (count: number) => ({ count, firstWrong: null })

describe('in a page that is seen', () => {
  it('a message of 64 MiB arrives whole', async () => {
    const bytes = Buffer.alloc(64 * 2 ** 20)
    for (let offset = 0; offset < bytes.length; offset += 4) bytes.writeUInt32LE(offset, offset)
    const server = await serve(frames.binaryFrame(bytes))
    const page = await browser.openBare()
    const seen = await page.run(async (host: string) => {
      const node = kit.createWebSocketNode({ host, useWSS: false })
      const [data, packets] = await new Promise<[Uint8Array, readonly Uint8Array[]]>((resolve) => {
        node.on('received', (...batch) => resolve(batch))
        node.connect()
      })
      node.dispose()
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(data)))
      return { length: data.length, packets: packets.length, hash: [...hash] }
    }, server.host)
    expect(seen).toEqual({
      length: bytes.length,
      packets: 1,
      hash: [...createHash('sha256').update(bytes).digest()],
    })
    await server.untilIdle()
  })

  it.each(FLUSHES)('100,000 small messages, flush %s', async (flush) => {
    const server = await serve(sequence('numbers', 100_000))
    const page = await browser.openBare()
    const seen = await page.run(receive, { host: server.host, kind: 'numbers', count: 100_000, flush })
    expect(seen).toMatchObject(whole(100_000))
    if (flush === 'sync') expect(seen).toMatchObject({ batches: 100_000, largest: 1 })
    else expect(seen.batches).toBeLessThan(100_000)
    await server.untilIdle()
  })

  it.each(FLUSHES)('receiveLimit 128, flush %s: no batch has more', async (flush) => {
    const server = await serve(sequence('numbers', 20_000))
    const page = await browser.openBare()
    const seen = await page.run(receive, {
      host: server.host,
      kind: 'numbers',
      count: 20_000,
      flush,
      receiveLimit: 128,
    })
    expect(seen).toMatchObject({ ...whole(20_000), largest: flush === 'sync' ? 1 : 128 })
    await server.untilIdle()
  })

  it.each<[MessageKind, Flush]>([
    ['empty', 'burst'],
    ['mixed', 'burst'],
    ['mixed', 'frame'],
    ['mixed', 'sync'],
  ])('%s messages, flush %s', async (kind, flush) => {
    const server = await serve(sequence(kind, 5_000))
    const page = await browser.openBare()
    const seen = await page.run(receive, { host: server.host, kind, count: 5_000, flush })
    expect(seen).toMatchObject(whole(5_000))
    await server.untilIdle()
  })

  it('what the page sends arrives whole and in order, text as text and bytes as bytes', async () => {
    const server = await servers.ws()
    const page = await browser.openBare()
    const seen = await page.run(async (host: string) => {
      const node = kit.createWebSocketNode({ host, route: '/echo', useWSS: false, format: kit.wire })
      const collection = kit.collect(node, 'mixed')
      const accepted = new Promise<boolean>((resolve) => {
        node.on('connected', () => {
          const answers = Array.from({ length: 5_000 }, (_, index) => node.send(kit.messageAt('mixed', index)))
          resolve(answers.every(Boolean))
        })
      })
      node.connect()
      await collection.until(5_000)
      node.dispose()
      return { accepted: await accepted, ...collection.tally }
    }, server.host)
    expect(seen).toMatchObject({ accepted: true, ...whole(5_000) })
    await server.untilIdle()
  })
})

describe('in a hidden page', () => {
  it('frames stop there: the page of these tests is really hidden', async () => {
    const page = await browser.openBare()
    await page.hide()
    const seen = await page.run(async () => {
      let frames = 0
      requestAnimationFrame(() => (frames += 1))
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { hidden: document.hidden, frames }
    })
    expectOneOf(seen, here({ hidden: true, frames: 0 }))
  })

  it.each(FLUSHES)('batches flow, flush %s', async (flush) => {
    const server = await serve(sequence('mixed', 5_000))
    const page = await browser.openBare()
    await page.hide()
    const seen = await page.run(receive, { host: server.host, kind: 'mixed', count: 5_000, flush })
    expect(seen).toMatchObject({ ...whole(5_000), hidden: seen.batches })
    await server.untilIdle()
  })

  it('a frame that is due when the page gets hidden does not hold its batch back', async () => {
    const server = await serve(frames.textFrame('0'))
    const page = await browser.openBare()
    const before = await page.run(async (host: string) => {
      kit.stopFrames()
      const { promise, resolve } = kit.deferred<null>()
      const { log, node } = kit.watch({ host, flush: 'frame', createSocket: kit.socketWith(() => resolve(null)) })
      node.connect()
      await promise
      return log.received
    }, server.host)
    expect(before).toBe(0)
    await page.hide()
    const after = await page.run(async () => {
      const { log, node } = kit.watched[0]!
      await log.until(() => log.received === 1)
      const seen = { signals: [...log.signals], hidden: document.hidden }
      node.dispose()
      return seen
    })
    expect(after).toEqual({ signals: [`connected ${server.url()} @open`, 'received "0"'], hidden: true })
    await server.untilIdle()
  })

  it.each(FLUSHES)('nothing is lost where it gets hidden and seen again in a flood, flush %s', async (flush) => {
    const third = 30_000
    const all = Array.from({ length: 3 * third }, (_, index) => frames.textFrame(String(index)))
    const [first, second, last] = [0, third, 2 * third].map((start) => Buffer.concat(all.slice(start, start + third)))
    const server = await serve(first!)
    const page = await browser.openBare()
    await page.run(
      ({ host, flush }: { host: string; flush: Flush }) => {
        const node = kit.createWebSocketNode({ host, useWSS: false, format: kit.wire, flush })
        kit.collect(node, 'numbers')
        node.connect()
      },
      { host: server.host, flush },
    )
    await server.untilHandshakes(1)
    await page.hide()
    server.peers[0]!.write(second!)
    await page.run((count: number) => kit.collections[0]!.until(count), third + 1)
    await page.show()
    server.peers[0]!.write(last!)
    const seen = await page.run(async (count: number) => {
      const collection = kit.collections[0]!
      await collection.until(count)
      collection.node.dispose()
      return collection.tally
    }, 3 * third)
    expect(seen).toMatchObject(whole(3 * third))
    expect(seen.hidden).toBeGreaterThan(0)
    expect(seen.hidden).toBeLessThan(seen.batches)
    await server.untilIdle()
  })
})
