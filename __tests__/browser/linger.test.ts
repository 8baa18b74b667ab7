/**
 * Lingering: a connection outlives the component that used it, for that component when it comes back, and for the next
 * node of its name. The server's record says which handshakes and TCP connections that took.
 */
import type { WebSocket } from 'ws'
import type { Departure, User } from '../support/browser/page/users'
import { useBrowser } from '../support/browser/use-browser'
import { useServers } from '../support/servers/use-servers'
import type { WsServer } from '../support/servers/ws-server'

const browser = useBrowser('life-kit.tsx')
const servers = useServers()

/** Counts for each client: asked for n numbers, it gets the next n. Asked to close, it does. */
function count(client: WebSocket): void {
  let next = 0
  client.on('message', (data: Buffer) => {
    if (String(data) === 'close') return client.close(1001)
    for (const end = next + Number(String(data)); next < end; next += 1) client.send(String(next))
  })
}
const countingServer = (): Promise<WsServer> => servers.ws({ '/': count, '/other': count })

const numbers = (count: number): string => Array.from({ length: count }, (_, index) => index).join(' ')

interface Passing {
  name: string
  isStrict?: boolean
  /** Who uses the connection, while nobody does, and then; `host` and a long `linger` are added. */
  before: Omit<User, 'options'> & { name?: string }
  between: (Omit<User, 'options'> & { name?: string })[] | null
  after: Omit<User, 'options'> & { name?: string }
}

const passings: Passing[] = [
  {
    name: 'a component that an <Activity> hides and shows',
    before: { key: 'a' },
    between: [{ key: 'a', isHidden: true }],
    after: { key: 'a' },
  },
  {
    name: 'a named node and the next one of that name',
    before: { key: 'a', name: 'chat' },
    between: [],
    after: { key: 'b', name: 'chat' },
  },
  {
    name: 'a named node that is hidden and the next one of that name',
    before: { key: 'a', name: 'chat' },
    between: [{ key: 'a', name: 'chat', isHidden: true }],
    after: { key: 'b', name: 'chat' },
  },
  {
    name: 'a route change: one user unmounts as the next one mounts',
    before: { key: 'a', name: 'chat' },
    between: null,
    after: { key: 'b', name: 'chat' },
  },
]

describe.each([false, true])('within linger (StrictMode: %s), one TCP connection serves', (isStrict) => {
  it.each(passings)('$name', async ({ before, between, after }) => {
    const server = await countingServer()
    const page = await browser.open()
    const seen = await page.evaluate(
      async ({ host, isStrict, before, between, after }) => {
        life.countWork()
        const show = (users: Passing['before'][]): void =>
          life.show(
            users.map(({ name, ...user }) => ({ ...user, options: { host, linger: 300, name } })),
            isStrict,
          )
        show([before])
        const { node, told } = life.stories.get(before.key)!
        await life.until(() => node.state.status === 'open')
        if (between) {
          show(between)
          node.send('3')
          await life.until(() => life.work.packets === 3)
        }
        const meanwhile = [...told]
        show([after])
        const story = life.stories.get(after.key)!
        if (!between) story.node.send('3')
        await life.until(() => story.told.some((line) => line.endsWith(' 2')))
        return { meanwhile, told: story.told, status: story.node.state.status, sockets: life.work.sockets }
      },
      { host: server.host, isStrict, before, between, after },
    )
    expect(seen).toEqual({
      meanwhile: ['connected'],
      told: [...(before.key === after.key ? ['connected'] : []), 'received 0 1 2'],
      status: 'open',
      sockets: 1,
    })
    expect({ handshakes: server.handshakes.length, connections: server.connections }).toEqual({
      handshakes: 1,
      connections: 1,
    })
  })
})

describe('a node that lingers keeps its connection from', () => {
  const others: { name: string; first?: Partial<User>; second: Partial<User> }[] = [
    { name: 'a component without the name', second: { options: { name: undefined } } },
    { name: 'a node of another name', second: { options: { name: 'other' } } },
    { name: 'a node of another route', second: { options: { route: '/other' } } },
    { name: 'a node of another host', second: { options: { host: 'localhost' } } },
    { name: 'a node of other protocols', second: { options: { protocols: ['v2'] } } },
    { name: 'a node of another format', second: { format: 'text' } },
    { name: 'a node of another owner', second: { isOwned: true } },
    { name: 'a node of an outer owner', first: { isOwned: true }, second: {} },
  ]
  it.each(others)('$name', async ({ first, second }) => {
    const server = await countingServer()
    const page = await browser.open()
    const seen = await page.evaluate(
      async ({ host, first, second }) => {
        const user = (key: string, own: Partial<User>): User => {
          const options = { host, linger: 0.3, name: 'chat', ...own.options }
          if (options.host === 'localhost') options.host = host.replace('127.0.0.1', 'localhost')
          return { key, ...own, options }
        }
        life.show([user('a', first)])
        const a = life.stories.get('a')!
        await life.until(() => a.node.state.status === 'open')
        life.show([])
        life.show([user('b', second)])
        const b = life.stories.get('b')!
        await life.until(() => b.node.state.status === 'open' && a.node.state.status === 'idle')
        return { a: a.told, b: b.told, isOther: a.node !== b.node }
      },
      { host: server.host, first: first ?? {}, second },
    )
    expect(seen).toEqual({ a: ['connected'], b: ['connected'], isOther: true })
    await server.until(() => server.openSockets === 1, 'the one connection')
    expect(server.handshakes).toHaveLength(2)
  })
})

describe('what a node that lingers does', () => {
  it('it sends, but does not connect', async () => {
    const server = await countingServer()
    const page = await browser.open()
    const seen = await page.evaluate(async (host) => {
      const options = { host, linger: 300 }
      life.show([{ key: 'a', options }])
      const { node, told } = life.stories.get('a')!
      await life.until(() => node.state.status === 'open')
      life.show([{ key: 'a', isHidden: true, options }])
      const whileOpen = { send: node.send('close'), connect: node.connect() }
      await life.until(() => node.state.status === 'closed')
      const whileClosed = { send: node.send('1'), connect: node.connect() }
      return { whileOpen, whileClosed, told }
    }, server.host)
    expect(seen).toEqual({
      whileOpen: { send: true, connect: false },
      whileClosed: { send: false, connect: false },
      told: ['connected'],
    })
    await server.untilIdle()
    expect(server.handshakes).toHaveLength(1)
    expect(browser.takeErrors()).toEqual([
      expect.stringContaining('connect() does nothing while the node is unmounted'),
      expect.stringContaining('connect() does nothing while the node is unmounted'),
    ])
  })

  it('the end of the connection is told when the component comes back, which then connects as at any mount', async () => {
    const server = await countingServer()
    const page = await browser.open()
    const told = await page.evaluate(async (host) => {
      life.countWork()
      const options = { host, linger: 300 }
      life.show([{ key: 'a', options }])
      const { node, told } = life.stories.get('a')!
      await life.until(() => node.state.status === 'open')
      life.show([{ key: 'a', isHidden: true, options }])
      node.send('3')
      node.send('close')
      await life.until(() => node.state.status === 'closed')
      life.show([{ key: 'a', options }])
      await life.until(() => node.state.status === 'open')
      return told
    }, server.host)
    expect(told).toEqual(['connected', 'received 0 1 2', 'closing', 'closed 1001 ', 'connected'])
    expect(server.handshakes).toHaveLength(2)
  })

  it('it keeps 10,000 packets, in their order', async () => {
    const server = await countingServer()
    const page = await browser.open()
    const told = await page.evaluate(async (host) => {
      life.countWork()
      const options = { host, linger: 300, receiveLimit: 100 }
      life.show([{ key: 'a', options }])
      const { node, told } = life.stories.get('a')!
      await life.until(() => node.state.status === 'open')
      life.show([{ key: 'a', isHidden: true, options }])
      node.send('10000')
      await life.until(() => life.work.packets === 10_000)
      life.show([{ key: 'a', options }])
      return told
    }, server.host)
    expect(told).toEqual(['connected', `received ${numbers(10_000)}`])
    expect({ open: server.openSockets, handshakes: server.handshakes.length }).toEqual({ open: 1, handshakes: 1 })
  })

  it('and ends with the next one: what it kept is emitted, and the component connects when it comes back', async () => {
    const server = await countingServer()
    const page = await browser.open()
    const end = await page.evaluate(async (host) => {
      const options = { host, linger: 300 }
      life.show([{ key: 'a', options }])
      const { node, told } = life.stories.get('a')!
      await life.until(() => node.state.status === 'open')
      life.show([{ key: 'a', isHidden: true, options }])
      node.send('10001')
      await life.until(() => node.state.status === 'idle')
      return { told, send: node.send('1') }
    }, server.host)
    expect(end).toEqual({ told: ['connected', `received ${numbers(10_001)}`], send: false })
    await server.untilIdle()

    const back = await page.evaluate(async (host) => {
      const { node, told } = life.stories.get('a')!
      life.show([{ key: 'a', options: { host, linger: 300 } }])
      await life.until(() => node.state.status === 'open')
      return told.slice(2)
    }, server.host)
    expect(back).toEqual(['connected'])
    expect(server.handshakes).toHaveLength(2)
  })
})

interface End {
  name: string
  /** Makes the component, takes it away and goes on, in the page. `linger` is short. */
  act: (scene: Scene) => Promise<void>
  /** The server leaves handshakes without an answer. Default false. */
  hangs?: boolean
  told: string[]
}

interface Scene {
  how: Departure
  options: User['options']
}

const ends: End[] = [
  {
    name: 'while open',
    act: async ({ how, options }) => {
      life.show([{ key: 'a', options }])
      await life.until(() => life.stories.get('a')?.node.state.status === 'open')
      life.takeAway(how)
    },
    told: ['connected'],
  },
  {
    name: 'while packets come',
    act: async ({ how, options }) => {
      life.show([{ key: 'a', options }])
      const { node } = life.stories.get('a')!
      await life.until(() => node.state.status === 'open')
      life.takeAway(how)
      node.send('3')
    },
    told: ['connected', 'received 0 1 2'],
  },
  {
    name: 'after the server has closed the connection',
    act: async ({ how, options }) => {
      life.show([{ key: 'a', options }])
      const { node } = life.stories.get('a')!
      await life.until(() => node.state.status === 'open')
      life.takeAway(how)
      node.send('3')
      node.send('close')
    },
    told: ['connected', 'received 0 1 2'],
  },
  {
    name: 'while connecting, with a queue',
    hangs: true,
    act: async ({ how, options }) => {
      life.show([{ key: 'a', options }])
      const { node } = life.stories.get('a')!
      await life.until(() => life.work.sockets === 1)
      node.send('one')
      life.takeAway(how)
      node.send('two')
    },
    told: ['sendFailed one,two'],
  },
  {
    name: 'after the attempt has failed, with a queue',
    hangs: true,
    act: async ({ how, options }) => {
      life.show([{ key: 'a', options: { ...options, connectionTimeout: 0.3 } }])
      const { node } = life.stories.get('a')!
      await life.until(() => life.work.sockets === 1)
      node.send('one')
      life.takeAway(how)
    },
    told: ['sendFailed one'],
  },
]
const departures: Departure[] = ['hidden by an <Activity>', 'unmounted', 'unmounted with the root']

describe.each(departures)('a component that is %s lingers only for so long', (how) => {
  it.each(ends)('$name', async ({ act, hangs = false, told }) => {
    const server = hangs ? await servers.raw(() => undefined) : await countingServer()
    const page = await browser.open()
    await page.evaluate(() => life.countWork())
    await page.evaluate(act, { how, options: { host: server.host, linger: 0.5, sendQueue: 10 } })
    await page.evaluate(() => life.until(() => life.stories.get('a')!.node.state.status === 'idle'))
    await server.untilIdle()
    const seen = await page.evaluate(() => {
      const { node, told } = life.stories.get('a')!
      return { told, isTaken: node.send('late'), timers: life.work.timers, frames: life.work.frames }
    })
    expect(seen).toEqual({ told, isTaken: false, timers: 0, frames: 0 })
    expect(server.handshakes).toHaveLength(1)
  })
})

describe('of several nodes of a name', () => {
  it('only one takes over what lingers', async () => {
    const server = await countingServer()
    const page = await browser.open()
    const seen = await page.evaluate(async (host) => {
      const options = { host, linger: 300, name: 'chat' }
      const isOpen = (key: string) => () => life.stories.get(key)?.node.state.status === 'open'
      life.show([{ key: 'a', options }])
      await life.until(isOpen('a'))
      life.show([])
      life.show(['b', 'c'].map((key) => ({ key, options })))
      await life.until(isOpen('b'))
      await life.until(isOpen('c'))
      const [b, c] = ['b', 'c'].map((key) => life.stories.get(key)!)
      return { told: [b!.told, c!.told], areTwo: b!.node !== c!.node }
    }, server.host)
    expect(seen).toEqual({ told: [[], ['connected']], areTwo: true })
    expect({ open: server.openSockets, handshakes: server.handshakes.length }).toEqual({ open: 2, handshakes: 2 })
    expect(browser.takeErrors()).toEqual([expect.stringContaining('have the name "chat"')])
  })

  it('one that comes back after another took over connects by itself, and its end is not the end of the other', async () => {
    const server = await countingServer()
    const page = await browser.open()
    const seen = await page.evaluate(async (host) => {
      life.countWork()
      const options = { host, linger: 300, name: 'chat' }
      const user = (key: string, isHidden = false): User => ({ key, isHidden, options: { ...options } })
      const isOpen = (key: string) => () => life.stories.get(key)?.node.state.status === 'open'
      life.show([user('a')])
      await life.until(isOpen('a'))
      life.show([user('a', true), user('b')])
      await life.until(isOpen('b'))
      const [a, b] = ['a', 'b'].map((key) => life.stories.get(key)!)
      life.show([user('a'), user('b')])
      await life.until(() => life.work.sockets === 2)
      await life.until(isOpen('a'))
      life.show([{ key: 'a', isHidden: true, options: { ...options, linger: 0 } }, user('b')])
      b!.node.send('3')
      await life.until(() => b!.told.some((line) => line.endsWith(' 2')))
      return { a: a!.told, b: b!.told, status: life.stories.get('b')!.node.state.status }
    }, server.host)
    expect(seen).toEqual({ a: ['connected', 'connected'], b: ['received 0 1 2'], status: 'open' })
    await server.until(() => server.openSockets === 1, 'the connection of the other')
    expect(server.handshakes).toHaveLength(2)
    expect(browser.takeErrors()).toEqual([expect.stringContaining('have the name "chat"')])
  })
})
