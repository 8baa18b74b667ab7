/**
 * The code of docs/migration-others.md, before and after: what both do, and what only one of them does, as the page says.
 * And the page has a row for each option of the other libraries.
 */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { ComponentType } from 'react'
import * as ahooks from '../../docs/code/migration-others/ahooks.js'
import * as ahooksBefore from '../../docs/code/migration-others/ahooksBefore.js'
import * as byHand from '../../docs/code/migration-others/byHand.js'
import * as byHandBefore from '../../docs/code/migration-others/byHandBefore.js'
import * as partysocket from '../../docs/code/migration-others/partysocket.js'
import * as partysocketBefore from '../../docs/code/migration-others/partysocketBefore.js'
import * as reconnecting from '../../docs/code/migration-others/reconnecting.js'
import * as reconnectingBefore from '../../docs/code/migration-others/reconnectingBefore.js'
import { mockNetwork, pass, type TestServer } from '../support/react/network.js'
import { ROOT } from '../support/readme.js'

const network = mockNetwork()
const FEED = 'wss://chat.example/feed'
const ROOM = 'wss://chat.example/room'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index))
const shown = () => document.querySelector('pre')!.textContent
const mockLog = () => jest.spyOn(console, 'log').mockImplementation(() => {})

/** Unmounts, and lets the timers that the old code leaves behind run out. */
async function leave() {
  cleanup()
  await pass(30_000)
}

describe('the main trap', () => {
  it.each<[string, ComponentType, string]>([
    ['before, all but the last of one burst are lost', ahooksBefore.Feed, '39'],
    ['after, none is', ahooks.Feed, numbers(40).join('\n')],
  ])('%s', async (_, Feed, lines) => {
    const server = network.serve(FEED)
    render(<Feed />)
    await pass()
    server.send(...numbers(40))
    await pass()
    expect(shown()).toBe(lines)
    await leave()
  })
})

describe('ahooks', () => {
  it.each<[string, ComponentType]>([
    ['before', ahooksBefore.Switch],
    ['after', ahooks.Switch],
  ])('%s: connects by hand, five tries in all after a failure, closes by hand', async (_, Switch) => {
    const log = mockLog()
    render(<Switch />)
    await pass()
    expect(network.attempts).toEqual([])
    fireEvent.click(screen.getByText('On'))
    await pass(30_000)
    expect(network.attempts).toHaveLength(6)
    const server = network.serve(ROOM)
    fireEvent.click(screen.getByText('On'))
    await pass()
    fireEvent.click(screen.getByText('Hello'))
    server.send('welcome')
    await pass()
    expect(server.messages).toEqual(['hello'])
    expect(log.mock.calls).toEqual([['welcome']])
    fireEvent.click(screen.getByText('Off'))
    await pass(30_000)
    expect([server.handshakes, server.clients.length]).toEqual([1, 0])
    await leave()
  })
})

describe('partysocket', () => {
  // partysocket copies each event, and mock-socket's have no ports.
  const Platform = globalThis.MessageEvent
  beforeAll(() => {
    globalThis.MessageEvent = new Proxy(Platform, {
      construct: (Target, [type, init]: [string, MessageEventInit]) => new Target(type, { ...init, ports: [] }),
    })
  })
  afterAll(() => void (globalThis.MessageEvent = Platform))

  const room = (name: string) => `wss://party.example/parties/chat/${name}`
  const getToken = () => Promise.resolve('secret')

  it.each<[string, typeof partysocket.Room, string]>([
    ['before', partysocketBefore.Room, '1\n2'],
    ['after', partysocket.Room, '2'],
  ])('%s: a room, its query, and what is shown after a change of the room', async (_, Room, after) => {
    const lobby = network.serve(room('lobby'))
    const cellar = network.serve(room('cellar'))
    const { rerender } = render(<Room room="lobby" getToken={getToken} />)
    await pass()
    const query = new URL(network.attempts[0]!).searchParams
    expect(query.get('token')).toBe('secret')
    expect(query.get('_pk')).toMatch(/^[\da-f-]{36}$/)
    fireEvent.click(screen.getByText('Hello'))
    lobby.send('1')
    await pass()
    rerender(<Room room="cellar" getToken={getToken} />)
    await pass(200)
    cellar.send('2')
    await pass()
    expect([lobby.messages, lobby.clients.length, cellar.clients.length]).toEqual([['hello'], 0, 1])
    expect(shown()).toBe(after)
    await leave()
  })
})

describe('reconnecting-websocket', () => {
  it.each<[string, ComponentType]>([
    ['before', reconnectingBefore.Feed],
    ['after', reconnecting.Feed],
  ])('%s: queues, counts each message, comes back', async (_, Feed) => {
    const server = network.serve(FEED)
    render(<Feed />)
    fireEvent.click(screen.getByText('Hello'))
    await pass(200)
    expect(server.messages).toEqual(['hello'])
    server.send(...numbers(40))
    await pass(100)
    expect(document.querySelector('p')!.textContent).toBe('on: 40')
    server.close(1012, 'restart')
    await pass(20_000)
    expect(document.querySelector('p')!.textContent).toBe('on: 40')
    expect(server.handshakes).toBe(2)
    await leave()
  })
})

describe('by hand', () => {
  /** Ends what the old code begins again and again. */
  async function stop(server: TestServer) {
    server.close(1000, '')
    await pass()
    jest.clearAllTimers()
  }

  const PRICES = 'wss://prices.example/BTC'

  it.each<[string, typeof byHand.Price]>([
    ['before', byHandBefore.Price],
    ['after', byHand.Price],
  ])('%s: shows the price, pings every 25 s whatever comes, and comes back after 3 s', async (_, Price) => {
    const server = network.serve(PRICES)
    const { unmount } = render(<Price symbol="BTC" />)
    await pass()
    server.send('{"price":1}', 'pong')
    await pass()
    expect(document.querySelector('b')!.textContent).toBe('1')
    await pass(20_000)
    server.send('{"price":2}')
    await pass(6000)
    expect(server.messages).toEqual(['ping'])
    server.close(1012, 'restart')
    await pass(3200)
    expect(server.handshakes).toBe(2)
    unmount()
    await stop(server)
  })

  it.each<[string, typeof byHand.Price, number]>([
    ['before, an unmounted component connects again', byHandBefore.Price, 2],
    ['after, it does not', byHand.Price, 1],
  ])('%s', async (_, Price, handshakes) => {
    const server = network.serve(PRICES)
    const { unmount } = render(<Price symbol="BTC" />)
    await pass()
    unmount()
    await pass(4000)
    expect(server.handshakes).toBe(handshakes)
    await stop(server)
  })
})

/** The names of the members of a type of a declaration file. */
function membersOf(file: string, type: string): string[] {
  const text = readFileSync(join(ROOT, 'node_modules', file), 'utf8')
  const names: string[] = []
  const collect = (node: ts.Node): void => {
    if (ts.isPropertySignature(node)) names.push(node.name.getText())
    else ts.forEachChild(node, collect)
  }
  ts.forEachChild(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), (node) => {
    const isType = ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)
    if (isType && node.name.text === type) ts.forEachChild(node, collect)
  })
  return names
}

const guide = readFileSync(join(ROOT, 'docs', 'migration-others.md'), 'utf8')
const PARTYSOCKET = [
  ...membersOf('partysocket/index.d.ts', 'PartySocketOptions'),
  ...membersOf('partysocket/ws-DfTZCobx.d.ts', 'Options'),
  ...membersOf('partysocket/use-ws-BsVIY6Hj.d.ts', 'SocketOptions'),
  ...membersOf('partysocket/use-ws-BsVIY6Hj.d.ts', 'EventHandlerOptions'),
]
const AHOOKS = [
  ...membersOf('ahooks/es/useWebSocket/index.d.ts', 'Options'),
  ...membersOf('ahooks/es/useWebSocket/index.d.ts', 'Result'),
]
const RECONNECTING = membersOf('reconnecting-websocket/dist/reconnecting-websocket.d.ts', 'Options')

it('finds the options of the other libraries', () => {
  expect([PARTYSOCKET, AHOOKS, RECONNECTING].map(({ length }) => length)).toEqual([29, 14, 10])
})

it.each([
  ["partysocket's hook", PARTYSOCKET],
  ['ahooks', AHOOKS],
  ['reconnecting-websocket', RECONNECTING],
])('the section %s has a row for each option', (title, names) => {
  const section = guide.split(/^## /m).find((one) => one.startsWith(`${title}\n`))!
  const rows = section.match(/^\|[^|]*\|/gm)!.join()
  expect(names.filter((name) => !rows.includes(`\`${name}`))).toEqual([])
})
