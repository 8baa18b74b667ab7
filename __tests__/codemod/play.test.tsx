/**
 * The same play with a component as it was and as it became: the same handshakes, the same messages at the server, and
 * nothing lost on the page.
 */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { join } from 'node:path'
import type { ComponentType } from 'react'
import { mockNetwork, pass, type Network, type TestServer } from '../support/react/network.js'

const network = mockNetwork()
const BASE = 'ws://127.0.0.1:9001/'

type Props = Record<string, unknown>
type Components = Record<string, ComponentType<Props>>
type Version = 'before' | 'after'

async function load(fixture: string, version: Version): Promise<Components> {
  const path = join(__dirname, 'fixtures', fixture, `${version}.tsx`)
  return (await import(path)) as Components
}

/** What a play leaves: handshakes and messages of each server, and the text of the page after each step. */
interface Played {
  readonly attempts: readonly string[]
  readonly messages: readonly unknown[][]
  readonly page: readonly (string | null)[]
}

interface Stage {
  readonly network: Network
  readonly servers: readonly TestServer[]
  shown(): void
  rerender(props: Props): void
  click(name: string): void
}

interface Play {
  readonly fixture: string
  readonly component: string
  readonly paths: readonly string[]
  readonly props?: Props
  run(stage: Stage, burst: number): Promise<void>
}

async function perform({ fixture, component, paths, props = {}, run }: Play, version: Version, burst: number) {
  const Component = (await load(fixture, version))[component]!
  const servers = paths.map((path) => network.serve(BASE + path))
  const { container, rerender } = render(<Component {...props} />)
  const page: (string | null)[] = []
  await run(
    {
      network,
      servers,
      shown: () => void page.push(container.textContent),
      rerender: (next) => rerender(<Component {...props} {...next} />),
      click: (name) => void fireEvent.click(screen.getByText(name)),
    },
    burst,
  )
  const played: Played = {
    attempts: [...network.attempts],
    messages: servers.map(({ messages }) => [...messages]),
    page,
  }
  cleanup()
  // The old code plans a retry when it is unmounted, which then does nothing.
  await pass(6000)
  return played
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index))

const PLAYS: Readonly<Record<string, Play>> = {
  'accumulating in an effect': {
    fixture: 'messageHistory',
    component: 'MessageHistory',
    paths: ['echo', 'other'],
    async run({ servers, shown, click }, burst) {
      await pass()
      shown()
      servers[0]!.send(...numbers(burst))
      await pass()
      shown()
      click('Say hello')
      click('Move')
      await pass()
      servers[1]!.send('moved')
      await pass()
      shown()
    },
  },
  'a null address': {
    fixture: 'roomChat',
    component: 'RoomChat',
    paths: ['rooms/a', 'rooms/b'],
    props: { room: null },
    async run({ servers, shown, rerender, click }, burst) {
      await pass()
      shown()
      rerender({ room: 'a' })
      await pass()
      servers[0]!.send(...numbers(burst).map((id) => JSON.stringify({ id, from: 'x', text: 'same' })))
      await pass()
      shown()
      click('Send')
      rerender({ room: 'b' })
      await pass()
      shown()
      rerender({ room: null })
      await pass()
      // What is shown now differs: CLOSED there, `waiting` here. See the guide.
      expect(servers.flatMap(({ clients }) => clients)).toEqual([])
    },
  },
  'sending before open': {
    fixture: 'earlyHello',
    component: 'EarlyHello',
    paths: ['log'],
    props: { user: 'ann' },
    async run({ servers, shown, click }, burst) {
      click('Only while open')
      await pass()
      click('Leave')
      servers[0]!.send(...numbers(burst))
      await pass()
      shown()
    },
  },
  'JSON and text together': {
    fixture: 'mixedFeed',
    component: 'MixedFeed',
    paths: ['news'],
    async run({ servers, shown, click }, burst) {
      await pass()
      servers[0]!.send(...numbers(burst).map((title) => JSON.stringify({ title })), 'no JSON', '')
      await pass()
      shown()
      click('More')
      await pass()
    },
  },
  'a filter': {
    fixture: 'priceFilter',
    component: 'PriceFilter',
    paths: ['prices'],
    props: { symbol: 'X' },
    async run({ servers, shown }, burst) {
      await pass()
      servers[0]!.send(
        ...numbers(burst).map((price) => JSON.stringify({ symbol: 'X', price: Number(price) })),
        JSON.stringify({ symbol: 'Y', price: 7 }),
      )
      await pass()
      shown()
      fireEvent.click(screen.getByRole('checkbox'))
      await pass()
      expect(servers[0]!.clients).toHaveLength(0)
    },
  },
  'a filter that works': {
    fixture: 'priceFilter',
    component: 'Alerts',
    paths: ['prices'],
    async run({ servers, shown }, burst) {
      await pass()
      servers[0]!.send(...numbers(burst).map((price) => JSON.stringify({ symbol: `S${price}`, price: 101 })))
      await pass()
      shown()
    },
  },
  'getWebSocket()?.close()': {
    fixture: 'restart',
    component: 'Restart',
    paths: ['greeter'],
    async run({ servers, shown, click }, burst) {
      await pass()
      servers[0]!.send(...numbers(burst))
      await pass()
      shown()
      click('Restart')
      await pass(1000)
      expect(servers[0]!.clients).toHaveLength(1)
      shown()
    },
  },
  'reconnecting with a limit': {
    fixture: 'retryPanel',
    component: 'default',
    paths: [],
    async run({ shown }) {
      await pass(5000)
      shown()
    },
  },
  'a heartbeat': {
    fixture: 'heartbeatLight',
    component: 'HeartbeatLight',
    paths: ['pulse'],
    async run({ servers, shown }, burst) {
      await pass()
      servers[0]!.send(...numbers(burst), 'pong')
      await pass()
      shown()
      await pass(25_000)
      servers[0]!.send('pong')
      await pass()
      shown()
    },
  },
  'state that is set from itself': {
    fixture: 'cursors',
    component: 'Cursors',
    paths: ['cursors'],
    props: { name: 'me' },
    async run({ servers, shown }, burst) {
      await pass()
      servers[0]!.send(...numbers(burst).map((name) => JSON.stringify({ name, x: 1, y: 2 })))
      await pass()
      shown()
      expect(document.querySelectorAll('i')).toHaveLength(burst)
    },
  },
}

const CASES = Object.keys(PLAYS).flatMap((name) => [1, 40].map((burst) => [name, burst] as const))

beforeEach(() => {
  for (const method of ['info', 'warn', 'debug'] as const) jest.spyOn(console, method).mockImplementation(() => {})
})

describe.each(CASES)('%s, in a burst of %i', (name, burst) => {
  const played: Partial<Record<Version, Played>> = {}

  it.each(['before', 'after'] as const)('%s', async (version) => {
    played[version] = await perform(PLAYS[name]!, version, burst)
    expect(played[version].attempts.length).toBeGreaterThan(0)
  })

  it('is the same', () => {
    expect(played.after).toEqual(played.before)
  })
})

it('300 messages in one burst are all there', async () => {
  const { page } = await perform(PLAYS['accumulating in an effect']!, 'after', 300)
  for (const number of numbers(300)) expect(page[1]).toContain(number)
})
