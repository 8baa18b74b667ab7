/**
 * @jest-environment jsdom
 */
import { render, screen } from '@testing-library/react'
import { Server, type Client } from 'mock-socket'
import { Account } from './Account'

const ANN = { id: 'ann', token: 'a1' }
const BOB = { id: 'bob', token: 'b1' }

let server: Server
let tokens: string[]

/** Lets everyone in whose token is not `wrong`. */
function answer(socket: Client, message: unknown) {
  const { token } = JSON.parse(String(message)) as { token: string }
  tokens.push(token)
  socket.send(JSON.stringify({ type: token === 'wrong' ? 'denied' : 'welcome' }))
}

/** All in one task: a burst. */
function say(...texts: string[]) {
  for (const text of texts)
    server
      .clients()
      .at(-1)!
      .send(JSON.stringify({ type: 'said', text }))
}

beforeEach(() => {
  tokens = []
  server = new Server('wss://chat.example/account')
  server.on('connection', (socket) => socket.on('message', (message) => answer(socket, message)))
})
afterEach(() => server.stop())

test('logs in', async () => {
  render(<Account user={ANN} />)
  await screen.findByText('open')
  expect(tokens).toEqual(['a1'])
})

test('says that the login was denied', async () => {
  render(<Account user={{ id: 'eve', token: 'wrong' }} />)
  await screen.findByText('failed')
})

test('shows a whole burst', async () => {
  render(<Account user={ANN} />)
  await screen.findByText('open')
  const texts = Array.from({ length: 50 }, (_, index) => `line ${index}`)
  say(...texts)
  await screen.findByText('line 49')
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(texts)
})

test('another user logs in anew, and sees nothing of the one before', async () => {
  const { rerender } = render(<Account user={ANN} />)
  await screen.findByText('open')
  say('secret')
  await screen.findByText('secret')
  rerender(<Account user={BOB} />)
  expect(screen.queryByText('secret')).toBeNull()
  await screen.findByText('open')
  expect(tokens).toEqual(['a1', 'b1'])
})
