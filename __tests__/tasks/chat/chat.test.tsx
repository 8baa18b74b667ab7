/**
 * The task "A chat with login": what the answer does.
 */
import { render } from '@testing-library/react'
import { mockNetwork, pass } from '../../support/react/network.js'
import { describeInBothModes } from '../../support/react/rendering.js'
import { cut, heard, lines, press, say, status, write } from '../support.js'
import { Chat } from './first/Chat.js'

const network = mockNetwork()
const ADA = { name: 'Ada', token: 'a1' }
const BOB = { name: 'Bob', token: 'b2' }
const LOGIN = { type: 'login', token: 'a1' }
const WELCOME = { type: 'welcome' }
const message = (text: string, from = 'Ada') => ({ type: 'message', from, text })
const log = () => lines(/^\w+: \w+$/)
const serve = () => network.serve('wss://chat.example/chat')

async function logIn() {
  const server = serve()
  const view = render(<Chat user={ADA} />)
  await pass()
  expect(heard(server)).toEqual([LOGIN])
  say(server, WELCOME)
  await pass()
  return { server, ...view }
}

describeInBothModes('the chat', () => {
  it('has no connection while nobody is logged in', async () => {
    const server = serve()
    const { rerender } = render(<Chat user={null} />)
    await pass(10_000)
    expect([server.handshakes, status()]).toEqual([0, 'logged out'])
    rerender(<Chat user={ADA} />)
    expect(status()).toBe('connecting')
    await pass()
    expect([server.handshakes, status()]).toEqual([1, 'connecting'])
    say(server, WELCOME)
    await pass()
    expect(status()).toBe('online')
  })

  it('sends what was written before the welcome after it, in order', async () => {
    const server = serve()
    render(<Chat user={ADA} />)
    for (const text of ['one', 'two']) {
      write('Message', text)
      press('Send')
    }
    await pass()
    expect(heard(server)).toEqual([LOGIN])
    say(server, WELCOME)
    await pass()
    expect(heard(server)).toEqual([
      { type: 'message', text: 'one' },
      { type: 'message', text: 'two' },
    ])
  })

  it('has each of hundreds of messages in the log, the last 200', async () => {
    const { server } = await logIn()
    say(server, ...Array.from({ length: 300 }, (_, index) => message(`m${index}`)))
    await pass()
    expect(log()).toEqual(Array.from({ length: 200 }, (_, index) => `Ada: m${index + 100}`))
    say(server, message('same'), message('same'))
    await pass()
    expect(log().slice(-2)).toEqual(['Ada: same', 'Ada: same'])
  })

  it('logs in again after a lost connection, and keeps the log', async () => {
    const { server } = await logIn()
    say(server, message('before'))
    await pass()
    cut(server)
    await pass(20)
    expect(status()).toBe('reconnecting')
    write('Message', 'meanwhile')
    press('Send')
    // The retry comes when the answer's policy says, and the welcome soon after it.
    for (let waited = 0; waited < 300 && server.handshakes < 2; waited++) await pass(100)
    expect([server.handshakes, heard(server)]).toEqual([2, [LOGIN]])
    say(server, WELCOME, message('after'))
    await pass()
    expect(heard(server)).toEqual([{ type: 'message', text: 'meanwhile' }])
    expect([status(), log()]).toEqual(['online', ['Ada: before', 'Ada: after']])
  })

  it('says so when the login is denied, and does not try again', async () => {
    const server = serve()
    render(<Chat user={ADA} />)
    await pass()
    say(server, { type: 'denied' })
    await pass(60_000)
    expect([server.handshakes, status()]).toEqual([1, 'denied'])
  })

  it('closes and forgets when the user logs out', async () => {
    const { server, rerender } = await logIn()
    say(server, message('secret'))
    await pass()
    rerender(<Chat user={null} />)
    await pass()
    expect([server.clients.length, status(), log()]).toEqual([0, 'logged out', []])
  })

  it('gives another user another connection and an empty log', async () => {
    const { server, rerender } = await logIn()
    say(server, message('secret'))
    await pass()
    rerender(<Chat user={BOB} />)
    await pass(1_000)
    expect([server.handshakes, server.clients.length, heard(server)]).toEqual([2, 1, [{ type: 'login', token: 'b2' }]])
    say(server, WELCOME)
    await pass()
    expect([status(), log()]).toEqual(['online', []])
  })

  it('leaves nothing when it goes', async () => {
    const { server, unmount } = await logIn()
    unmount()
    await pass()
    expect(server.clients).toHaveLength(0)
  })
})
