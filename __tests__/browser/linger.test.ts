/**
 * Lingering: a connection outlives the component that used it, for that component when it comes back, and for the next
 * node of its name. The server's record says which handshakes and TCP connections that took.
 */
import type { WebSocket } from 'ws'
import type { Departure, User } from '../support/browser/page/users'
import { KEEPS_ABANDONED } from '../support/browser/engines/inEngine'
import { useBrowser } from '../support/browser/use-browser'
import { Heard } from '../support/servers/heard'
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

/** A component; `host` and a long `linger` are added. */
type Part = Omit<User, 'options'> & { name?: string }

interface Passing {
  name: string
  /** What is rendered, commit by commit, beginning and ending with one that uses the connection: the last one of its list. */
  commits: Part[][]
  /** What that component was told at the end. */
  told: string[]
}

const passings: Passing[] = [
  {
    name: 'a component that an <Activity> hides and shows',
    commits: [[{ key: 'a' }], [{ key: 'a', isHidden: true }], [{ key: 'a' }]],
    told: ['connected', 'received 0 1 2 3 4 5'],
  },
  {
    name: 'a named node and the next one of that name',
    commits: [[{ key: 'a', name: 'chat' }], [], [{ key: 'b', name: 'chat' }]],
    told: ['received 0 1 2 3 4 5'],
  },
  {
    name: 'a named node that is hidden, and the next one of that name',
    commits: [[{ key: 'a', name: 'chat' }], [{ key: 'a', name: 'chat', isHidden: true }], [{ key: 'b', name: 'chat' }]],
    told: ['received 0 1 2 3 4 5'],
  },
  {
    name: 'a route change that unmounts one user and mounts the next',
    commits: [[{ key: 'a', name: 'chat' }], [{ key: 'b', name: 'chat' }]],
    told: ['received 0 1 2'],
  },
  {
    name: 'a route change that unmounts one user and mounts the next, and back',
    commits: [[{ key: 'a', name: 'chat' }], [{ key: 'b', name: 'chat' }], [{ key: 'a', name: 'chat' }]],
    told: ['connected', 'received 3 4 5'],
  },
  {
    name: 'a route change that hides one user and shows the next',
    commits: [
      [{ key: 'a', name: 'chat' }],
      [
        { key: 'a', name: 'chat', isHidden: true },
        { key: 'b', name: 'chat' },
      ],
    ],
    told: ['received 0 1 2'],
  },
  {
    name: 'a route change that hides one user and shows the next, and back',
    commits: [
      [{ key: 'a', name: 'chat' }],
      [
        { key: 'a', name: 'chat', isHidden: true },
        { key: 'b', name: 'chat' },
      ],
      [
        { key: 'b', name: 'chat', isHidden: true },
        { key: 'a', name: 'chat' },
      ],
    ],
    told: ['connected', 'received 3 4 5'],
  },
]

describe.each([false, true])('within linger (StrictMode: %s), one TCP connection serves', (isStrict) => {
  it.each(passings)('$name', async ({ commits, told }) => {
    const server = await countingServer()
    const page = await browser.open()
    const seen = await page.evaluate(
      async ({ host, isStrict, commits }) => {
        life.countWork()
        const story = (part: Part) => life.stories.get(part.key)!
        const heardAll = (part: Part) => () =>
          story(part)
            .told.at(-1)
            ?.endsWith(String(life.work.packets - 1)) ?? false
        let user = commits[0]![0]!
        for (const [index, parts] of commits.entries()) {
          life.show(
            parts.map(({ name, ...part }) => ({ ...part, options: { host, linger: 300, name } })),
            isStrict,
          )
          user = parts.at(-1) ?? user
          await life.until(() => story(user).node.state.status === 'open')
          if (index > 0) story(user).node.send('3')
          await life.until(() => life.work.packets === 3 * index)
          if (index > 0 && parts.some(({ isHidden }) => !isHidden)) await life.until(heardAll(user))
        }
        const { node, told } = story(user)
        return { told, status: node.state.status, sockets: life.work.sockets }
      },
      { host: server.host, isStrict, commits },
    )
    expect(seen).toEqual({ told, status: 'open', sockets: 1 })
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
      expect.stringContaining('connect() did nothing: the node is not mounted'),
      expect.stringContaining('send() answered false'),
      expect.stringContaining('connect() did nothing: the node is not mounted'),
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
      const whileHidden = [...told]
      life.show([{ key: 'a', options }])
      await life.until(() => told.length > whileHidden.length)
      return { whileHidden, told }
    }, server.host)
    expect(told).toEqual({ whileHidden: ['connected'], told: ['connected', `received ${numbers(10_000)}`] })
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
      return told
    }, server.host)
    expect(end).toEqual(['connected', `received ${numbers(10_001)}`])
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

it('the heartbeat of a connection that was handed over asks on behalf of the node that has it now', async () => {
  const heard = new Heard()
  const server = await servers.ws({
    '/': (client) =>
      client.on('message', (data: Buffer) => {
        heard.add(String(data))
        client.send('pong')
      }),
  })
  const page = await browser.open()
  await page.evaluate(async (host) => {
    const ownerOf = (node: unknown) => ['a', 'b'].find((key) => life.stories.get(key)?.node === node) ?? 'nobody'
    const heartbeat = life.ping({ message: ownerOf, interval: 0.1, timeout: 300 })
    const user = (key: string): User => ({ key, options: { host, linger: 300, name: 'chat', heartbeat } })
    life.show([user('a')])
    const { told } = life.stories.get('a')!
    await life.until(() => told.length === 2)
    life.show([user('b')])
  }, server.host)
  const before = heard.messages.length
  // One may have been on its way.
  await heard.until(before + 3)
  expect(new Set(heard.messages.slice(before + 1))).toEqual(new Set(['b']))
  expect(server.handshakes).toHaveLength(1)
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
    if (!(hangs && KEEPS_ABANDONED)) await server.untilIdle()
    const seen = await page.evaluate(() => {
      const { told } = life.stories.get('a')!
      return { told, timers: life.work.timers, frames: life.work.frames }
    })
    expect(seen).toEqual({ told, timers: 0, frames: 0 })
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
      const user = (key: string, isHidden = false): User => {
        return { key, isHidden, options: { host, name: 'chat', linger: key === 'a' ? 0.3 : 300 } }
      }
      const isOpen = (key: string) => () => life.stories.get(key)?.node.state.status === 'open'
      life.show([user('a')])
      await life.until(isOpen('a'))
      life.show([user('a', true), user('b')])
      await life.until(isOpen('b'))
      const [a, b] = ['a', 'b'].map((key) => life.stories.get(key)!)
      life.show([user('a'), user('b')])
      await life.until(() => life.work.sockets === 2)
      await life.until(isOpen('a'))
      life.show([user('a', true), user('b')])
      await life.until(() => a!.node.state.status === 'idle')
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
