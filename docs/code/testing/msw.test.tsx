import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { ws, type WebSocketHandlerConnection } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { Chat } from './Chat'

const room = ws.link('wss://chat.example/room')
const status = () => screen.getByRole('status').textContent
const passSeconds = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000))

let connections: WebSocketHandlerConnection['client'][]

const server = setupServer(room.addEventListener('connection', ({ client }) => void connections.push(client)))

beforeAll(() => server.listen())
beforeEach(() => {
  connections = []
})
afterEach(() => {
  cleanup()
  server.resetHandlers()
  vi.useRealTimers()
})
afterAll(() => server.close())

test('connects, and sends what is said', async () => {
  render(<Chat />)
  await screen.findByText('open')
  const message = new Promise((resolve) =>
    connections[0]!.addEventListener('message', ({ data }) => resolve(data), { once: true }),
  )
  fireEvent.click(screen.getByRole('button'))
  expect(await message).toBe('{"from":"me","text":"hello"}')
})

test('shows what it receives', async () => {
  render(<Chat />)
  await screen.findByText('open')
  room.broadcast('{"from":"Ann","text":"hi"}')
  room.broadcast('{"from":"Bob","text":"good morning"}')
  await screen.findByText('Bob: good morning')
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
})

test('tries again when it is refused', async () => {
  vi.useFakeTimers()
  let attempts = 0
  server.use(
    room.addEventListener('connection', ({ client }) => {
      attempts += 1
      if (attempts < 3) client.close(1006) // before the socket is open: a refused handshake
    }),
  )
  render(<Chat />)
  await passSeconds(0.1)
  expect(status()).toBe('reconnecting')
  await passSeconds(3) // the longest first two delays of backoff(): 1 s and 2 s
  expect(status()).toBe('open')
  expect(attempts).toBe(3)
})

test('comes back after a cut', async () => {
  vi.useFakeTimers()
  render(<Chat />)
  await passSeconds(0.1)
  expect(status()).toBe('open')
  connections[0]!.close(1006)
  await passSeconds(0.1)
  expect(status()).toBe('reconnecting')
  await passSeconds(1) // the longest first delay of backoff()
  expect(status()).toBe('open')
  expect(connections).toHaveLength(2)
})
