/**
 * The page's life: offline, hidden, frozen, put away into the back/forward cache and back. The tabs are really hidden,
 * frozen and put away, by the browser; only the network's absence is emulated, by its developer tools.
 */
import type { WebSocket } from 'ws'
import type { NodeState } from '../../src/core/index'
import { here } from '../support/browser/engines/differences'
import { KEEPS_ABANDONED } from '../support/browser/engines/inEngine'
import { useTabs, type Tab } from '../support/browser/use-tabs'
import { Heard } from '../support/servers/heard'
import { closeFrame, OPCODE, textFrame } from '../support/servers/frames'
import { useServers } from '../support/servers/use-servers'

const tabs = useTabs('life-kit.tsx')
const servers = useServers()

/** A server that hears, and what it has to say and do to its clients. */
async function listeningServer() {
  const heard = new Heard()
  const clients: WebSocket[] = []
  const server = await servers.ws({
    '/': (client) => {
      clients.push(client)
      client.on('message', (data: Buffer) => heard.add(String(data)))
    },
  })
  return { server, heard, clients }
}

async function setOffline(tab: Tab, isOffline: boolean): Promise<void> {
  await tab.setOffline(isOffline)
  expect(await tab.evaluate(() => navigator.onLine)).toBe(!isOffline)
}

/** What the first node of the page has told, and where it is. */
function told(tab: Tab): Promise<{ signals: string[]; status: string; sockets: number }> {
  return tab.evaluate(() => {
    const { node, log } = kit.watched[0] ?? kit.probes.get('0')!
    const signals = log.signals.map((line) => line.replace(/ws:\S+/, 'url'))
    return { signals, status: node.state.status, sockets: life.work.sockets }
  })
}

describe('a wait for the next attempt', () => {
  /** A node that has lost its connection, after `before`, and waits for `delay` seconds. */
  async function waitingNode(tab: Tab, delay: number, before = (): Promise<void> => Promise.resolve()): Promise<void> {
    const { server, clients } = await listeningServer()
    await tab.evaluate(
      async ({ host, delay }) => {
        life.countWork()
        const { node, log } = kit.watch({ host, reconnect: { next: () => delay } })
        node.connect()
        await log.untilStatus('open')
      },
      { host: server.host, delay },
    )
    await before()
    clients[0]!.terminate()
    await tab.evaluate(() => kit.watched[0]!.log.untilStatus('reconnecting'))
  }
  const untilOpen = (tab: Tab): Promise<void> => tab.evaluate(() => kit.watched[0]!.log.untilStatus('open'))
  const waiting = (delay: number) => ({
    signals: ['connected url @open', 'closed 1006 "" @reconnecting', `reconnecting 1 ${delay} @reconnecting`],
    status: 'reconnecting',
    sockets: 1,
  })
  const back = (delay: number) => ({
    signals: [...waiting(delay).signals, 'connected url @open'],
    status: 'open',
    sockets: 2,
  })

  it('spends no attempt while the browser is offline, however long ago it was due', async () => {
    const tab = await tabs.open()
    await waitingNode(tab, 0.1, () => setOffline(tab, true))
    await tab.evaluate(() => life.until(() => life.work.timersRun === 1))
    expect(await told(tab)).toEqual(waiting(0.1))
    await setOffline(tab, false)
    await untilOpen(tab)
    expect(await told(tab)).toEqual(back(0.1))
  })

  it('ends at once when the browser comes online', async () => {
    const tab = await tabs.open()
    await waitingNode(tab, 300)
    await setOffline(tab, true)
    expect(await told(tab)).toEqual(waiting(300))
    await setOffline(tab, false)
    await untilOpen(tab)
    expect(await told(tab)).toEqual(back(300))
  })

  it('ends at once when the page becomes visible', async () => {
    const tab = await tabs.open()
    await waitingNode(tab, 300)
    await tab.hide()
    expect(await told(tab)).toEqual(waiting(300))
    await tab.show()
    await untilOpen(tab)
    expect(await told(tab)).toEqual(back(300))
  })

  it('goes on when the page becomes visible while the browser is offline', async () => {
    const tab = await tabs.open()
    await waitingNode(tab, 300)
    await setOffline(tab, true)
    await tab.hide()
    await tab.show()
    expect(await told(tab)).toEqual(waiting(300))
    await setOffline(tab, false)
    await untilOpen(tab)
    expect(await told(tab)).toEqual(back(300))
  })
})

describe('the heartbeat', () => {
  /** An open node that would not ask for an hour, and gives an answer `timeout` seconds. */
  async function quietNode(tab: Tab, host: string, timeout: number, interval = 3600): Promise<void> {
    await tab.evaluate(
      async ({ host, timeout, interval }) => {
        life.countWork()
        const { node, log } = kit.watch({ host, heartbeat: life.ping({ message: 'ping', interval, timeout }) })
        node.connect()
        await log.untilStatus('open')
      },
      { host, timeout, interval },
    )
  }
  const GIVEN_UP = {
    signals: ['connected url @open', 'closed 1006 "Heartbeat timeout" @closed'],
    status: 'closed',
    sockets: 1,
  }

  it('probes at once when the page becomes visible', async () => {
    const { server, heard, clients } = await listeningServer()
    const tab = await tabs.open()
    await quietNode(tab, server.host, 300)
    await tab.hide()
    await tab.show()
    await heard.until(1)
    clients[0]!.send('pong')
    await tab.evaluate(() => kit.watched[0]!.log.until(() => kit.watched[0]!.log.received === 1))
    expect(heard.messages).toEqual(['ping'])
    expect(await told(tab)).toMatchObject({ status: 'open', sockets: 1 })
  })

  it('finds out on becoming visible that nobody is there any more', async () => {
    const { server } = await listeningServer()
    const tab = await tabs.open()
    await quietNode(tab, server.host, 0.2)
    await tab.hide()
    await tab.show()
    await tab.evaluate(() => kit.watched[0]!.log.untilStatus('closed'))
    expect(await told(tab)).toEqual(GIVEN_UP)
  })

  it('probes at once when the page resumes', async () => {
    const { server, heard, clients } = await listeningServer()
    const tab = await tabs.open()
    await quietNode(tab, server.host, 300)
    // Told by hand: Chromium takes the connection of a page that it freezes away, as the next case shows.
    await tab.evaluate(() => void document.dispatchEvent(new Event('resume')))
    await heard.until(1)
    clients[0]!.send('pong')
    await tab.evaluate(() => kit.watched[0]!.log.until(() => kit.watched[0]!.log.received === 1))
    expect(heard.messages).toEqual(['ping'])
    expect(await told(tab)).toMatchObject({ status: 'open', sockets: 1 })
  })

  it('is judged by the clock in a hidden page, whose timers come once a second', async () => {
    const { server, heard, clients } = await listeningServer()
    const tab = await tabs.open()
    await tab.hide()
    await quietNode(tab, server.host, 0.2, 0.05)
    for (let pings = 1; pings <= 3; pings += 1) {
      await heard.until(pings)
      clients[0]!.send('pong')
    }
    const timersRun = await tab.evaluate(() => life.work.timersRun)
    await tab.evaluate(() => kit.watched[0]!.log.untilStatus('closed'))
    expect(await told(tab)).toEqual({
      ...GIVEN_UP,
      signals: ['connected url @open', 'received "pong" "pong" "pong"', 'closed 1006 "Heartbeat timeout" @closed'],
    })
    // One that asks, one that gives up: not one for each part of a second.
    expect((await tab.evaluate(() => life.work.timersRun)) - timersRun).toBeLessThanOrEqual(3)
  })
})

describe('a frozen page', () => {
  it('finds out at its end what became of the connection, and comes back', async () => {
    const { server } = await listeningServer()
    const tab = await tabs.open()
    await tab.evaluate(async (host) => {
      life.countWork()
      const { node, log } = kit.watch({
        host,
        reconnect: { next: () => 0.01 },
        heartbeat: life.ping({ message: 'ping', interval: 3600 }),
      })
      node.connect()
      await log.untilStatus('open')
    }, server.host)
    await tab.hide()
    await tab.send('Page.setWebLifecycleState', { state: 'frozen' })
    await tab.send('Page.setWebLifecycleState', { state: 'active' })
    await tab.evaluate(() => kit.watched[0]!.log.until(() => kit.watched[0]!.log.signals.length === 4))
    expect(await told(tab)).toEqual({
      signals: [
        'connected url @open',
        'closed 1006 "" @reconnecting',
        'reconnecting 1 0.01 @reconnecting',
        'connected url @open',
      ],
      status: 'open',
      sockets: 2,
    })
  })
})

describe('the back/forward cache', () => {
  interface Row {
    name: string
    /** Makes the node, and brings it to where it is when the page is put away. */
    before: (host: string) => void | Promise<void>
    /** The connections that the server leaves without an answer, by their number from 0. Default: none. */
    hangs?: number[]
    /** What the server says to the first connection. */
    greeting?: string
    signals: string[]
    status: string
    /** What the server hears; default nothing. */
    heard?: string[]
    /** Handshakes before and at the end. Default 1 and 2. */
    handshakes?: [before: number, after: number]
  }

  const open = async (host: string): Promise<void> => {
    const { node, log } = kit.watch({ host })
    node.connect()
    await log.untilStatus('open')
  }
  const FAREWELL = ['closing @reconnecting', 'closed 1000 "" @reconnecting']
  const CONNECTED = 'connected url @open'

  const rows: Row[] = [
    { name: 'open', before: open, signals: [CONNECTED, ...FAREWELL, CONNECTED], status: 'open' },
    {
      name: 'open, with packets that are not emitted yet',
      greeting: 'hello',
      before: async (host) => {
        kit.stopFrames()
        const arrived = kit.deferred<void>()
        const createSocket = kit.socketWith(() => arrived.resolve())
        const { node } = kit.watch({ host, flush: 'frame', createSocket })
        node.connect()
        await arrived.promise
      },
      signals: [CONNECTED, 'received "hello"', ...FAREWELL, CONNECTED],
      status: 'open',
    },
    {
      name: 'open, with messages that are sent when it is over: the queue takes them, and goes first',
      before: async (host) => {
        const { node, log } = kit.watch({
          host,
          sendQueue: 2,
          onConnected: () => node.send('connected'),
          onClosed: () => log.all.push(...['one', 'two', 'three'].map((text) => `${text} ${node.send(text)}`)),
        })
        node.connect()
        await log.untilStatus('open')
      },
      signals: [CONNECTED, ...FAREWELL, CONNECTED],
      status: 'open',
      heard: ['connected', 'one', 'two', 'connected'],
    },
    {
      name: 'reconnecting, with a queue',
      before: async (host) => {
        const { node, log } = kit.watch({ host, sendQueue: 2, reconnect: { next: () => 300 }, connectionTimeout: 2 })
        node.connect()
        await log.untilStatus('reconnecting')
        node.send('queued')
      },
      hangs: [0],
      signals: ['connectFailed timeout @reconnecting', 'reconnecting 1 300 @reconnecting', CONNECTED],
      status: 'open',
      heard: ['queued'],
    },
    {
      name: 'connecting, with a queue',
      before: (host) => {
        const { node } = kit.watch({ host, sendQueue: 2 })
        node.connect()
        node.send('queued')
      },
      hangs: [0],
      signals: [CONNECTED],
      status: 'open',
      heard: ['queued'],
    },
    {
      name: 'connecting, and waiting for its turn',
      before: (host) => {
        const waiting = kit.watch({ host })
        const first = kit.watch({ host })
        first.node.connect()
        waiting.node.connect()
      },
      hangs: [0],
      signals: [CONNECTED],
      status: 'open',
      handshakes: [1, 3],
    },
    {
      name: 'closing, as an app that listens to pagehide itself leaves it',
      before: async (host) => {
        window.addEventListener('pagehide', () => node.close())
        const { node, log } = kit.watch({ host })
        node.connect()
        await log.untilStatus('open')
      },
      signals: [CONNECTED, 'closing @closing', expect.stringMatching(/^closed .* @closed$/) as string],
      status: 'closed',
      handshakes: [1, 1],
    },
    {
      name: 'closed: it stays so',
      before: async (host) => {
        const { node, log } = kit.watch({ host })
        node.connect()
        await log.untilStatus('open')
        node.close()
        await log.untilStatus('closed')
      },
      signals: [CONNECTED, 'closing @closing', 'closed 1000 "" @closed'],
      status: 'closed',
      handshakes: [1, 1],
    },
    {
      name: 'mounted in a tree',
      before: async (host) => {
        kit.mount({ mode: 'self-ready', hasTarget: false, isStrict: true, options: { host } })
        await kit.probes.get('0')!.log.untilStatus('open')
      },
      signals: [CONNECTED, ...FAREWELL, CONNECTED],
      status: 'open',
    },
  ]

  it.each(rows)('$name', async ({ before, hangs = [], greeting, signals, status, heard = [], handshakes = [1, 2] }) => {
    const messages = new Heard()
    const server = await servers.raw(async (peer) => {
      const index = server.peers.indexOf(peer)
      if (hangs.includes(index)) return
      peer.accept(...(greeting !== undefined && index === 0 ? [textFrame(greeting)] : []))
      for (;;) {
        const { opcode, payload } = await peer.nextFrame()
        if (opcode === OPCODE.CLOSE) return peer.fin(closeFrame(1000))
        messages.add(payload.toString())
      }
    })
    const tab = await tabs.open()
    await tab.evaluate(before, server.host)
    await server.untilHandshakes(handshakes[0])
    const abandoned = KEEPS_ABANDONED ? hangs.length : 0
    const [expected] = here({ wasKept: true, signals, status, heard, handshakes: handshakes[1] })
    await tab.goAway()
    await server.until(() => server.openSockets === abandoned, `${abandoned} open sockets`)
    expect(server.handshakes).toHaveLength(handshakes[0])

    const { wasKept } = await tab.goBack()
    const seen = await tab.evaluate(
      async (status) => {
        const { node, log } = kit.watched[0] ?? kit.probes.get('0') ?? {}
        await log?.until(() => log.all.findLast((line) => line.startsWith('→')) === `→ ${status}`)
        return { signals: log?.signals.map((line) => line.replace(/ws:\S+/, 'url')), status: node?.state.status }
      },
      status as NodeState['status'],
    )
    await server.untilHandshakes(expected!.handshakes)
    await messages.until(expected!.heard.length)
    expect({ wasKept, ...seen, heard: messages.messages, handshakes: server.handshakes.length }).toEqual(expected)
  })

  it('coming back offline spends no attempt, until the browser is online', async () => {
    const { server } = await listeningServer()
    const tab = await tabs.open()
    await tab.evaluate(async (host) => {
      life.countWork()
      const { node, log } = kit.watch({ host })
      node.connect()
      await log.untilStatus('open')
    }, server.host)
    await tab.goAway()
    await server.untilIdle()
    await setOffline(tab, true)
    expect(await tab.goBack()).toEqual({ wasKept: true })
    expect(await tab.evaluate(() => navigator.onLine)).toBe(false)
    expect(await told(tab)).toEqual({ signals: [CONNECTED, ...FAREWELL], status: 'reconnecting', sockets: 1 })
    await setOffline(tab, false)
    await tab.evaluate(() => kit.watched[0]!.log.untilStatus('open'))
    expect(await told(tab)).toEqual({ signals: [CONNECTED, ...FAREWELL, CONNECTED], status: 'open', sockets: 2 })
  })

  it('no listener keeps a page out of it, and none is left of a node that is gone', async () => {
    const { server } = await listeningServer()
    const tab = await tabs.open()
    const before = await tab.listeners()
    await tab.evaluate(open, server.host)
    const during = await tab.listeners()
    expect(during.filter((type) => !before.includes(type))).toEqual([
      'online',
      'pagehide',
      'pageshow',
      'resume',
      'visibilitychange',
    ])
    await tab.evaluate(() => kit.watched[0]!.node.dispose())
    expect(await tab.listeners()).toEqual(before)
    await server.untilIdle()
  })
})
