import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { Server, type Client } from 'mock-socket'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Chat } from './Chat'

const URL = 'wss://chat.example/room'
const status = () => screen.getByRole('status').textContent
const passSeconds = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000))

let server: Server
let connections: Client[]

/** Replaces the global WebSocket until `server.stop()`; `verifyClient` says whether a handshake is accepted. */
function startServer(verifyClient = () => true) {
  connections = []
  server = new Server(URL, { verifyClient })
  server.on('connection', (socket) => connections.push(socket))
}

beforeEach(() => startServer())
afterEach(() => {
  cleanup()
  server.stop()
  vi.useRealTimers()
})

test('connects, and sends what is said', async () => {
  render(<Chat />)
  await screen.findByText('open')
  const message = new Promise((resolve) => connections[0]!.on('message', resolve))
  fireEvent.click(screen.getByRole('button'))
  expect(await message).toBe('{"from":"me","text":"hello"}')
})

test('shows what it receives', async () => {
  render(<Chat />)
  await screen.findByText('open')
  connections[0]!.send('{"from":"Ann","text":"hi"}')
  connections[0]!.send('{"from":"Bob","text":"good morning"}')
  await screen.findByText('Bob: good morning')
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
})

test('tries again when it is refused', async () => {
  server.stop()
  let attempts = 0
  startServer(() => (attempts += 1) > 2)
  vi.useFakeTimers()
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
  connections[0]!.close({ code: 1006, reason: '', wasClean: false })
  await passSeconds(0.1)
  expect(status()).toBe('reconnecting')
  await passSeconds(1) // the longest first delay of backoff()
  expect(status()).toBe('open')
  expect(connections).toHaveLength(2)
})
