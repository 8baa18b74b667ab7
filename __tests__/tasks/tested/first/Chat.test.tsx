import { act, fireEvent, render, screen } from '@testing-library/react'
import { Server, type Client } from 'mock-socket'
import { Chat } from './Chat'

interface FromClient {
  type: string
  token?: string
  text?: string
}
/** One connection, as the server sees it. */
interface Peer {
  socket: Client
  got: FromClient[]
}

const ada = { name: 'Ada', token: 'the token of Ada' }
const bob = { name: 'Bob', token: 'the token of Bob' }

let server: Server
let peers: Peer[]
/** How the server answers a login; null: not at all. */
let answer: 'welcome' | 'denied' | null

beforeEach(() => {
  peers = []
  answer = 'welcome'
  server = new Server('wss://chat.example/chat')
  server.on('connection', (socket) => {
    const peer: Peer = { socket, got: [] }
    peers.push(peer)
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as FromClient
      peer.got.push(message)
      if (message.type === 'login' && answer !== null) socket.send(JSON.stringify({ type: answer }))
    })
  })
  jest.useFakeTimers()
})

afterEach(() => {
  server.stop()
  jest.useRealTimers()
})

const passSeconds = (seconds: number) => act(() => jest.advanceTimersByTimeAsync(seconds * 1000))

/** What a client sends. */
const login = ({ token }: { token: string }): FromClient => ({ type: 'login', token })
const saying = (text: string): FromClient => ({ type: 'message', text })

/** The server sends to one connection; to be called in `act`. */
const deliver = (peer: number, message: object) => peers[peer]!.socket.send(JSON.stringify(message))
const tell = (peer: number, from: string, text: string) => deliver(peer, { type: 'message', from, text })

const cut = (peer: number) => act(() => peers[peer]!.socket.close({ code: 1006, reason: '', wasClean: false }))

/** The user writes, and presses the button. */
function say(text: string) {
  fireEvent.change(screen.getByLabelText('Message'), { target: { value: text } })
  fireEvent.click(screen.getByRole('button', { name: 'Send' }))
}

const status = () => screen.getByRole('status').textContent

/** The messages of the log, whatever elements it is made of. All texts of these tests are in parentheses. */
const log = (): string[] => (screen.getByRole('log').textContent ?? '').match(/\w+: \([^)]*\)/g) ?? []

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `Bob: (${from + index})`)

/** As many messages at once, in bursts of 50 with 5 ms between two of them. */
async function flood(count: number) {
  await act(async () => {
    for (let index = 0; index < count; index += 1) {
      tell(0, 'Bob', `(${index})`)
      if (index % 50 === 49) await jest.advanceTimersByTimeAsync(5)
    }
  })
  await passSeconds(1)
}

test('is logged out without a user', async () => {
  render(<Chat user={null} />)
  await passSeconds(5)
  expect(status()).toBe('logged out')
  expect(log()).toEqual([])
  expect(peers).toHaveLength(0)
})

test('logs in, says something, and shows what is said', async () => {
  render(<Chat user={ada} />)
  expect(status()).toBe('connecting')
  await passSeconds(1)
  expect(status()).toBe('online')
  say('(hello)')
  await passSeconds(1)
  expect(peers).toHaveLength(1)
  expect(peers[0]!.got).toEqual([login(ada), saying('(hello)')])
  expect(screen.getByLabelText<HTMLInputElement>('Message').value).toBe('')
  act(() => tell(0, 'Ada', '(hello)'))
  act(() => tell(0, 'Bob', '(hello)'))
  act(() => tell(0, 'Bob', '(hello)'))
  await passSeconds(1)
  expect(log()).toEqual(['Ada: (hello)', 'Bob: (hello)', 'Bob: (hello)'])
})

test('shows each message of a flood', async () => {
  render(<Chat user={ada} />)
  await passSeconds(1)
  await flood(150)
  expect(log()).toEqual(numbered(0, 150))
})

test('keeps the last 200 messages', async () => {
  render(<Chat user={ada} />)
  await passSeconds(1)
  await flood(350)
  expect(log()).toEqual(numbered(150, 350))
})

test('sends nothing but the login before the welcome, and then what was written, in order', async () => {
  answer = null
  render(<Chat user={ada} />)
  say('(one)')
  await passSeconds(1)
  say('(two)')
  await passSeconds(1)
  expect(status()).toBe('connecting')
  expect(peers[0]!.got).toEqual([login(ada)])
  act(() => deliver(0, { type: 'welcome' }))
  await passSeconds(1)
  expect(status()).toBe('online')
  expect(peers[0]!.got).toEqual([login(ada), saying('(one)'), saying('(two)')])
})

test('connects again after a cut, logs in again, and keeps the log', async () => {
  render(<Chat user={ada} />)
  await passSeconds(1)
  act(() => tell(0, 'Bob', '(before)'))
  await passSeconds(1)
  cut(0)
  await passSeconds(60)
  expect(peers).toHaveLength(2)
  expect(peers[1]!.got).toEqual([login(ada)])
  expect(status()).toBe('online')
  expect(log()).toEqual(['Bob: (before)'])
  act(() => tell(1, 'Bob', '(after)'))
  await passSeconds(1)
  expect(log()).toEqual(['Bob: (before)', 'Bob: (after)'])
})

test('sends what was written without a connection after the next welcome', async () => {
  render(<Chat user={ada} />)
  await passSeconds(1)
  answer = null
  cut(0)
  await passSeconds(0.1)
  expect(status()).not.toBe('online')
  say('(one)')
  say('(two)')
  await passSeconds(40)
  expect(peers.length).toBeGreaterThan(1)
  expect(peers.flatMap(({ got }) => got).filter(({ type }) => type !== 'login')).toEqual([])
  answer = 'welcome'
  await passSeconds(90)
  expect(status()).toBe('online')
  expect(peers.at(-1)!.got).toEqual([login(ada), saying('(one)'), saying('(two)')])
})

test('does not try a denied login again', async () => {
  answer = 'denied'
  render(<Chat user={ada} />)
  await passSeconds(1)
  expect(status()).toBe('denied')
  await passSeconds(60)
  expect(status()).toBe('denied')
  expect(peers).toHaveLength(1)
})

test('closes the connection and empties the log when the user logs out', async () => {
  const { rerender } = render(<Chat user={ada} />)
  await passSeconds(1)
  act(() => tell(0, 'Ada', '(private)'))
  await passSeconds(1)
  expect(log()).toEqual(['Ada: (private)'])
  rerender(<Chat user={null} />)
  await passSeconds(5)
  expect(status()).toBe('logged out')
  expect(log()).toEqual([])
  expect(server.clients()).toHaveLength(0)
  rerender(<Chat user={bob} />)
  await passSeconds(1)
  expect(peers).toHaveLength(2)
  expect(peers[1]!.got).toEqual([login(bob)])
  expect(log()).toEqual([])
  act(() => tell(1, 'Bob', '(mine)'))
  await passSeconds(1)
  expect(log()).toEqual(['Bob: (mine)'])
})

test('shows another user nothing of the log before', async () => {
  const { rerender } = render(<Chat user={ada} />)
  await passSeconds(1)
  act(() => tell(0, 'Ada', '(private)'))
  await passSeconds(1)
  expect(log()).toEqual(['Ada: (private)'])
  rerender(<Chat user={bob} />)
  await passSeconds(5)
  expect(status()).toBe('online')
  expect(peers).toHaveLength(2)
  expect(peers[1]!.got).toEqual([login(bob)])
  expect(log()).toEqual([])
  act(() => tell(1, 'Bob', '(mine)'))
  await passSeconds(1)
  expect(log()).toEqual(['Bob: (mine)'])
})
