/**
 * The README's first example, and examples of the guides, under a clock of the test: they do what the sentences beside
 * them say.
 */
import { act, fireEvent, render, screen } from '@testing-library/react'
import { Profiler, useEffect } from 'react'
import { TextDecoder, TextEncoder } from 'node:util'
import { Account } from '../../docs/code/authentication.js'
import { lines } from '../../docs/code/lines.js'
import { ChatRoom } from '../../docs/code/readme.js'
import { App as Rooms } from '../../docs/code/staying-connected.js'
import { text, useLastPacket, useWebSocketNode, WebSocketProvider } from '../../src/index.js'
import { mockNetwork, pass, takeComplaints } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'

const network = mockNetwork()

interface User {
  id: string
  token: string
}

const ALICE: User = { id: 'alice', token: 'a1' }
const BOB: User = { id: 'bob', token: 'b1' }

const message = (text: string) => JSON.stringify({ from: 'server', text })
const shown = () => document.querySelector('p')?.textContent
const sayHello = () => fireEvent.click(screen.getByRole('button', { name: 'Say hello' }))

describeInBothModes('the first example', () => {
  const serve = () => network.serve('wss://chat.example/room')
  let logged: jest.SpyInstance
  beforeEach(() => {
    logged = jest.spyOn(console, 'log').mockImplementation(() => {})
  })

  it('connects by itself, shows the newest message, and sends', async () => {
    const server = serve()
    render(<ChatRoom />)
    expect(server.handshakes).toBe(0)
    await pass()
    expect([server.handshakes, shown()]).toEqual([1, 'open: '])
    server.send(message('one'))
    await pass()
    expect(shown()).toBe('open: one')
    sayHello()
    await pass()
    expect(server.messages).toEqual([JSON.stringify({ from: 'me', text: 'hello' })])
  })

  it('keeps what is sent until the connection is open', async () => {
    const server = serve()
    render(<ChatRoom />)
    sayHello()
    expect(server.messages).toEqual([])
    await pass()
    expect(server.messages).toEqual([JSON.stringify({ from: 'me', text: 'hello' })])
  })

  it('handles every message once, in order, and does not render for each', async () => {
    const server = serve()
    let commits = 0
    render(
      <Profiler id="chat" onRender={() => void commits++}>
        <ChatRoom />
      </Profiler>,
    )
    await pass()
    const before = commits
    const texts = Array.from({ length: 1000 }, (_, index) => String(index))
    server.send(...texts.map(message))
    await pass()
    expect(logged.mock.calls).toEqual(texts.map((text) => ['server', text]))
    expect(shown()).toBe('open: 999')
    expect(commits - before).toBeGreaterThan(0)
    expect(commits - before).toBeLessThan(10)
  })

  it('connects again when the connection is lost', async () => {
    const server = serve()
    const { unmount } = render(<ChatRoom />)
    await pass()
    act(() => server.clients.forEach((client) => client.close({ code: 1006, reason: '', wasClean: false })))
    await pass()
    expect(shown()).toBe('reconnecting: ')
    await pass(1100)
    expect([server.handshakes, shown()]).toEqual([2, 'open: '])
    unmount()
  })
})

describeInBothModes('logging in and out', () => {
  /** Renders the account of nobody; `open` opens the newest socket, and `say` lets the server speak on it. */
  function start() {
    const { sockets, createSocket } = scriptSockets()
    const tree = (user: User | null) => (
      <WebSocketProvider defaults={{ createSocket }}>
        <Account user={user} />
      </WebSocketProvider>
    )
    const { rerender, unmount } = render(tree(null))
    const newest = () => sockets.at(-1)!
    return {
      sockets,
      unmount,
      use: async (user: User | null) => {
        rerender(tree(user))
        await pass()
      },
      open: () => act(() => newest().opens()),
      say: async (packet: object) => {
        act(() => newest().delivers(JSON.stringify(packet)))
        await pass()
      },
      sent: () => newest().sent.map((sent): unknown => JSON.parse(String(sent))),
    }
  }
  const auth = (user: User) => ({ type: 'auth', token: user.token })
  const HELLO = { type: 'say', text: 'hello' }
  const WELCOME = { type: 'welcome' }

  it('connects nothing while nobody is logged in', async () => {
    const { sockets } = start()
    await pass(60_000)
    expect([sockets.length, shown()]).toEqual([0, 'waiting: '])
  })

  it('authenticates before anything else is sent, and is open afterwards', async () => {
    const { use, open, say, sent } = start()
    sayHello()
    await use(ALICE)
    open()
    expect([sent(), shown()]).toEqual([[auth(ALICE)], 'connecting: '])
    await say(WELCOME)
    expect([sent(), shown()]).toEqual([[auth(ALICE), HELLO], 'open: '])
    await say({ type: 'said', text: 'hi' })
    expect(shown()).toBe('open: hi')
  })

  it('authenticates again on every connection', async () => {
    const { sockets, use, open, say, sent } = start()
    await use(ALICE)
    open()
    await say(WELCOME)
    act(() => sockets[0]!.closes())
    await pass(1100)
    open()
    expect([sockets.length, sent()]).toEqual([2, [auth(ALICE)]])
  })

  it('gives up where the server denies', async () => {
    const { sockets, use, open, say } = start()
    await use(ALICE)
    open()
    await say({ type: 'denied' })
    await pass(60_000)
    expect([sockets.length, shown()]).toEqual([1, 'failed: '])
  })

  it('closes at a logout, shows nothing of the user, and sends nothing after it', async () => {
    const { sockets, use, open, say, sent } = start()
    await use(ALICE)
    open()
    await say(WELCOME)
    await say({ type: 'said', text: 'for alice' })
    await use(null)
    expect([sockets[0]!.closeCalls, shown()]).toEqual([[[1000]], 'waiting: '])

    sayHello()
    expect(takeComplaints()).toEqual([expect.stringContaining('the url has become null')])
    await use(BOB)
    open()
    await say(WELCOME)
    expect([sockets.length, sent(), shown()]).toEqual([2, [auth(BOB)], 'open: '])
  })

  it('gives another user another connection, without what the first one had queued', async () => {
    const { sockets, use, open, say, sent } = start()
    await use(ALICE)
    sayHello()
    await use(BOB)
    expect(takeComplaints()).toEqual([expect.stringContaining('queued messages can no longer be sent')])
    open()
    await say(WELCOME)
    expect(sockets.map(({ isMute }) => isMute)).toEqual([true, false])
    expect(sent()).toEqual([auth(BOB)])
  })

  it('moves nothing for a fresh token, which the next attempt uses', async () => {
    const { sockets, use, open, say, sent } = start()
    await use(ALICE)
    open()
    await say(WELCOME)
    await use({ ...ALICE, token: 'a2' })
    expect(sockets).toHaveLength(1)
    act(() => sockets[0]!.closes())
    await pass(1100)
    open()
    expect(sent()).toEqual([{ type: 'auth', token: 'a2' }])
  })
})

describeInBothModes('a goodbye with a key', () => {
  it('reaches the room that is left, and no other', async () => {
    const { sockets, createSocket } = scriptSockets()
    const tree = (room: string) => (
      <WebSocketProvider defaults={{ createSocket }}>
        <Rooms room={room} />
      </WebSocketProvider>
    )
    const { rerender } = render(tree('a'))
    await pass()
    act(() => sockets[0]!.opens())
    rerender(tree('b'))
    await pass()
    act(() => sockets[1]!.opens())
    expect(sockets.map(({ url, sent }) => [url, sent])).toEqual([
      ['wss://chat.example/a', ['bye']],
      ['wss://chat.example/b', []],
    ])
  })
})

describeInBothModes('in the commit that moves', () => {
  it('effects see the old values, and their clean-ups speak to the new destination', async () => {
    const { sockets, createSocket } = scriptSockets()
    const seen: unknown[] = []
    const Room = ({ room }: { room: string }) => {
      const [, node] = useWebSocketNode({
        url: `wss://chat.example/${room}`,
        autoconnectMode: 'self-ready',
        format: text,
        createSocket,
      })
      const last = useLastPacket(node)
      useEffect(() => {
        seen.push([room, last])
        return () => {
          if (last !== undefined) node.send(`bye ${room}`)
        }
      }, [room, last, node])
      return last
    }
    const { rerender, container } = render(<Room room="a" />)
    await pass()
    act(() => sockets[0]!.opens())
    act(() => sockets[0]!.delivers('of a'))
    await pass()
    rerender(<Room room="b" />)
    expect(seen).toContainEqual(['b', 'of a'])
    expect(seen.at(-1)).toEqual(['b', undefined])
    expect(container.textContent).toBe('')
    await pass()
    act(() => sockets[1]!.opens())
    expect(sockets.map(({ sent }) => sent)).toEqual([[], expect.arrayContaining(['bye a'])])
  })
})

describe('the same text twice', () => {
  it('is one value for an effect, and two packets for a handler', async () => {
    const { createSocket, sockets } = scriptSockets()
    const onPacket = jest.fn()
    const effect = jest.fn()
    const Subject = () => {
      const [, node] = useWebSocketNode({ autoconnectMode: 'self-ready', format: text, createSocket, onPacket })
      const last = useLastPacket(node)
      useEffect(() => {
        if (last !== undefined) effect(last)
      }, [last])
      return null
    }
    render(<Subject />)
    await pass()
    act(() => sockets[0]!.opens())
    for (const packet of ['ping', 'ping']) {
      act(() => sockets[0]!.delivers(packet))
      await pass()
    }
    expect([onPacket.mock.calls, effect.mock.calls]).toEqual([[['ping'], ['ping']], [['ping']]])
  })
})

describe('the stream format', () => {
  // The example takes the platform's decoder, which jsdom has not.
  beforeAll(() => void Object.assign(globalThis, { TextDecoder }))
  afterAll(() => void Reflect.deleteProperty(globalThis, 'TextDecoder'))

  it('reads lines however they are cut, as text or bytes', () => {
    const bytes = new TextEncoder().encode('{"text":"ä"}\n{"text":"b"}\n')
    const decoder = lines.open()
    const read = [...bytes].map((byte) => decoder.decode(Uint8Array.of(byte)))
    expect(read.flat()).toEqual([{ text: 'ä' }, { text: 'b' }])
    expect(lines.open().decode('1\n2\n3')).toEqual([1, 2])
    expect(() => decoder.end!()).not.toThrow()
  })

  it('says what is unfinished at the end, and keeps nothing for the next connection', () => {
    const decoder = lines.open()
    decoder.decode('{"text":')
    expect(() => decoder.end!()).toThrow('unfinished: {"text":')
    expect(lines.open().decode('"b"\n')).toEqual(['b'])
  })
})
