/**
 * The heartbeat in a real browser, which itself fires nothing on a half-open connection, and whose own `close()` would
 * wait a minute and more for a peer that is gone.
 */
import { useBrowser } from '../support/browser/use-browser'
import { closeFrame, OPCODE, textFrame } from '../support/servers/frames'
import { Heard } from '../support/servers/heard'
import type { RawPeer } from '../support/servers/raw-peer'
import { useServers } from '../support/servers/use-servers'

const browser = useBrowser('life-kit.tsx')
const servers = useServers()

/** Hears until the client closes, and answers each text with what `answer` makes of it. */
async function converse(peer: RawPeer, answer: (text: string) => string[]): Promise<void> {
  for (;;) {
    const { opcode, payload } = await peer.nextFrame()
    if (opcode === OPCODE.CLOSE) return peer.fin(closeFrame(1000))
    const answers = answer(payload.toString())
    if (answers.length > 0) peer.write(...answers.map(textFrame))
  }
}

const CONNECTED = 'connected url @open'
const GIVEN_UP = 'closed 1006 "Heartbeat timeout"'

it('a peer that falls silent is given up here and now, and the node reconnects beside the dying socket', async () => {
  const server = await servers.raw(async (peer) => {
    peer.accept()
    // The first client finds nobody behind an open connection.
    if (server.peers.indexOf(peer) > 0) await converse(peer, () => ['pong'])
  })
  const page = await browser.open()
  const seen = await page.evaluate(async (host) => {
    const sockets: WebSocket[] = []
    const { node, log } = kit.watch({
      host,
      heartbeat: life.ping({ message: 'ping', interval: 0.1, timeout: 2 }),
      reconnect: kit.retryOnce,
      createSocket: (url, protocols) => {
        const socket = new WebSocket(url, protocols)
        sockets.push(socket)
        return socket
      },
    })
    node.connect()
    await log.until(() => log.received >= 2)
    return {
      signals: log.signals.map((line) => line.replace(/ws:\S+/, 'url')).slice(0, 4),
      status: node.state.status,
      first: sockets[0]!.readyState,
      sockets: sockets.length,
    }
  }, server.host)
  expect(seen).toEqual({
    signals: [CONNECTED, `${GIVEN_UP} @reconnecting`, 'reconnecting 1 0.05 @reconnecting', CONNECTED],
    status: 'open',
    first: 2,
    sockets: 2,
  })
  expect(server.openSockets).toBe(2)
})

it('neither is there anything to wait for with megabytes unsent', async () => {
  const server = await servers.raw((peer) => {
    peer.accept()
    peer.stopReading()
  })
  const page = await browser.open()
  const seen = await page.evaluate(async (host) => {
    const { node, log } = kit.watch({ host, heartbeat: life.ping({ message: 'ping', interval: 0.1, timeout: 0.3 }) })
    node.connect()
    await log.untilStatus('open')
    node.send(new Uint8Array(32 * 1024 * 1024))
    const unsent = node.bufferedAmount
    await log.untilStatus('closed')
    return { signals: log.signals.slice(1), unsent, left: node.bufferedAmount }
  }, server.host)
  expect(seen).toEqual({ signals: [`${GIVEN_UP} @closed`], unsent: 32 * 1024 * 1024, left: 0 })
})

it('answers are neither emitted nor counted, and what comes with them is', async () => {
  const server = await servers.raw(async (peer) => {
    peer.accept()
    let news = 0
    await converse(peer, () => ['pong', `news ${(news += 1)}`, 'pong'])
  })
  const page = await browser.open()
  const seen = await page.evaluate(async (host) => {
    const isReply = (wire: unknown): boolean => wire === 'pong'
    const counts: number[] = []
    const { node, log } = kit.watch({
      host,
      heartbeat: life.ping({ message: 'ping', interval: 0.05, timeout: 10, isReply }),
      onReceived: () => counts.push(node.receivedCount),
    })
    node.connect()
    await log.until(() => log.received >= 3)
    return { signals: log.signals.slice(1), counts, last: node.lastReceived }
  }, server.host)
  expect(seen).toEqual({
    signals: ['received "news 1" "news 2" "news 3"'],
    counts: [1, 1, 1],
    last: ['news 3'],
  })
})

it('any packet counts as life, as long as there are some', async () => {
  const heard = new Heard()
  const server = await servers.raw(async (peer) => {
    peer.accept()
    await converse(peer, (text) => {
      heard.add(text)
      return heard.messages.length <= 4 ? ['something else'] : []
    })
  })
  const page = await browser.open()
  const signals = await page.evaluate(async (host) => {
    const heartbeat = life.ping({ message: () => new Uint8Array([0x70]), interval: 0.05, timeout: 2 })
    const { node, log } = kit.watch({ host, heartbeat })
    node.connect()
    await log.untilStatus('closed')
    return log.signals.slice(1)
  }, server.host)
  const something = '"something else"'
  expect(signals).toEqual([`received ${[something, something, something, something].join(' ')}`, `${GIVEN_UP} @closed`])
  expect(heard.messages).toEqual(['p', 'p', 'p', 'p', 'p'])
})

it('is one for each connection: what the first one waited for does not end the second, and nothing is left', async () => {
  const heard: string[] = []
  const server = await servers.raw(async (peer) => {
    const index = server.peers.indexOf(peer)
    peer.accept()
    await converse(peer, (text) => {
      heard.push(`${index} ${text}`)
      // The first connection ends with a question unanswered.
      if (index === 0) peer.fin(closeFrame(4012))
      return index === 0 ? [] : ['pong']
    })
  })
  const page = await browser.open()
  const seen = await page.evaluate(async (host) => {
    life.countWork()
    const { node, log } = kit.watch({
      host,
      heartbeat: life.ping({ message: 'ping', interval: 0.2, timeout: 1.5 }),
      reconnect: kit.retryOnce,
    })
    node.connect()
    // Longer than the first connection's question had time.
    await life.until(() => log.received >= 9)
    const { timers } = life.work
    node.close()
    await life.until(() => node.state.status === 'closed')
    return {
      signals: log.signals.map((line) => line.replace(/ws:\S+/, 'url')),
      whileOpen: timers,
      atTheEnd: { timers: life.work.timers, frames: life.work.frames },
    }
  }, server.host)
  expect(seen).toEqual({
    signals: [
      CONNECTED,
      'closing @reconnecting',
      'closed 4012 "" @reconnecting',
      'reconnecting 1 0.05 @reconnecting',
      CONNECTED,
      `received ${Array.from({ length: 9 }, () => '"pong"').join(' ')}`,
      'closing @closing',
      'closed 1000 "" @closed',
    ],
    whileOpen: 1,
    atTheEnd: { timers: 0, frames: 0 },
  })
  expect(heard).toEqual(['0 ping', ...Array.from({ length: 9 }, () => '1 ping')])
})

it('does not hold it against the peer that the page was busy when its answer came', async () => {
  const server = await servers.raw(async (peer) => {
    peer.accept()
    await converse(peer, () => ['pong'])
  })
  const page = await browser.open()
  const signals = await page.evaluate(async (host) => {
    let pings = 0
    const message = (): string => {
      pings += 1
      // The page is busy from the question on, longer than the answer may take.
      if (pings === 2) setTimeout(() => life.keepBusy(2.5))
      return 'ping'
    }
    const { node, log } = kit.watch({ host, heartbeat: life.ping({ message, interval: 0.1, timeout: 1.5 }) })
    node.connect()
    await log.until(() => log.received >= 4 || node.state.status === 'closed')
    return log.signals.slice(1)
  }, server.host)
  expect(signals).toEqual(['received "pong" "pong" "pong" "pong"'])
})
