/**
 * The chat of `examples/` as its users have it, in a real browser against its own server: exactly the handshakes and the
 * messages that a person would expect. Beside it the same chat with react-use-websocket, and what that does instead.
 */
import type { Page } from 'playwright-core'
import { createChatServer } from '../../../examples/chat/chat-server.mjs'
import { ROOMS, type Room, type ToServer } from '../../../examples/chat/protocol'
import {
  enter,
  logIn,
  logOut,
  messages,
  untilMessage,
  untilNamesIn,
  untilStatus,
  write,
} from '../../support/browser/chat-user'
import { useExamples } from '../../support/browser/use-examples'
import { useExampleServers } from '../../support/servers/use-example-servers'

const startServer = useExampleServers(createChatServer)

interface Visit {
  readonly path: string
  readonly messages: readonly ToServer[]
  readonly code: number | undefined
}

const login = (name: string, password = 'sesame') => ({ type: 'login', name, password })
const say = (text: string) => ({ type: 'say', text })
const visit = (room: Room, code: number, ...messages: unknown[]) => ({ path: `/rooms/${room}`, messages, code })

const untilAlert = (page: Page, hasText: string) => page.getByRole('alert').filter({ hasText }).waitFor()

/** What was said at the visits, without what the chat watches. */
const spoken = (visits: readonly Visit[]) =>
  visits.map((visit) => ({ ...visit, messages: visit.messages.filter(({ type }) => !type.endsWith('watch')) }))

describe('the chat', () => {
  const chat = useExamples('chat')

  it('log in, write, change the room, log out: a handshake a room, the login first, each message once', async () => {
    const { host, server, untilLeft } = await startServer()
    const page = await chat.open(host)
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    await write(page, 'Hello')
    await untilMessage(page, 'Hello')

    await enter(page, 'random')
    await untilStatus(page, 'Connected')
    expect(await messages(page).allTextContents()).toEqual([])
    await write(page, 'Here, too')
    await untilMessage(page, 'Here, too')

    await enter(page, 'general')
    await untilMessage(page, 'Hello')
    expect(await messages(page).allTextContents()).toEqual(['Hello'])
    await logOut(page)
    await page.getByRole('button', { name: 'Log in' }).waitFor()
    expect(spoken(await untilLeft())).toEqual([
      visit('general', 1000, login('Ada'), say('Hello')),
      visit('random', 1000, login('Ada'), say('Here, too')),
      visit('general', 1000, login('Ada')),
    ])
    expect(server.visits).toHaveLength(3)
  })

  it('two people see what is said in their room, and nothing of another', async () => {
    const { host, untilLeft } = await startServer()
    const ada = await chat.open(host)
    const bob = await chat.open(host)
    await logIn(ada, 'Ada')
    await logIn(bob, 'Bob')
    await untilStatus(ada, 'Connected')
    await untilStatus(bob, 'Connected')
    await write(ada, 'Hello, Bob')
    await untilMessage(bob, 'Hello, Bob')
    await enter(bob, 'support')
    await untilStatus(bob, 'Connected')
    await write(ada, 'Are you there?')
    await untilMessage(ada, 'Are you there?')
    await write(bob, 'Help')
    await untilMessage(bob, 'Help')
    expect(await messages(ada).allTextContents()).toEqual(['Hello, Bob', 'Are you there?'])
    expect(await messages(bob).allTextContents()).toEqual(['Help'])

    await logOut(ada)
    await logOut(bob)
    const visits = spoken(await untilLeft())
    expect(visits).toHaveLength(3)
    expect(visits).toEqual(
      expect.arrayContaining([
        visit('general', 1000, login('Ada'), say('Hello, Bob'), say('Are you there?')),
        visit('general', 1000, login('Bob')),
        visit('support', 1000, login('Bob'), say('Help')),
      ]),
    )
  })

  it('the list of rooms shows who is where; a connection watches all rooms with one message', async () => {
    const { host, server, untilLeft } = await startServer()
    const ada = await chat.open(host)
    await logIn(ada, 'Ada')
    await untilNamesIn(ada, 'general', 'Ada')
    const bob = await chat.open(host)
    await logIn(bob, 'Bob')
    await untilNamesIn(ada, 'general', 'Ada, Bob')
    await enter(bob, 'random')
    await untilNamesIn(ada, 'random', 'Bob')
    await untilNamesIn(ada, 'general', 'Ada')
    await untilNamesIn(bob, 'general', 'Ada')
    await logOut(bob)
    await untilNamesIn(ada, 'random', '')
    await logOut(ada)
    await untilLeft()
    const watch = { type: 'watch', rooms: ROOMS }
    expect(server.visits.map((visit) => visit.messages.filter(({ type }) => type !== 'login'))).toEqual(
      server.visits.map(() => [watch]),
    )
  })

  it('the server is killed and started again: the same person is logged in anew, and what waited is sent once', async () => {
    const { host, kill, restart, untilLeft } = await startServer()
    const page = await chat.open(host)
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    await write(page, 'Before')
    await untilMessage(page, 'Before')

    await kill()
    await untilStatus(page, /No connection, next try in \d+\ss/)
    await write(page, 'Meanwhile')
    await page.getByRole('list', { name: 'Waiting' }).getByText('Meanwhile').waitFor()
    await restart()
    await untilStatus(page, 'Connected')
    await untilMessage(page, 'Meanwhile')
    expect(await page.getByRole('list', { name: 'Waiting' }).count()).toBe(0)
    expect(await messages(page).allTextContents()).toEqual(['Before', 'Meanwhile'])

    await logOut(page)
    expect(spoken(await untilLeft())).toEqual([
      visit('general', 1006, login('Ada'), say('Before')),
      visit('general', 1000, login('Ada'), say('Meanwhile')),
    ])
  })

  it('a server that is down at the login: connected as soon as it is there, on demand', async () => {
    const { host, kill, restart, untilLeft } = await startServer()
    const page = await chat.open(host, { isClockMine: true })
    await kill()
    await logIn(page, 'Ada')
    await untilStatus(page, 'No connection')
    await write(page, 'First')
    // No attempt begins by itself while the page's time stands still.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 100)
    await restart()
    await page.getByRole('button', { name: 'Try now' }).click()
    await page.clock.resume()
    await untilMessage(page, 'First')
    await logOut(page)
    expect(spoken(await untilLeft())).toEqual([visit('general', 1000, login('Ada'), say('First'))])
  })

  it('what waits for a room is not posted in another', async () => {
    const { host, kill, restart, untilLeft } = await startServer()
    const page = await chat.open(host)
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    await kill()
    await untilStatus(page, 'No connection')
    await write(page, 'For general')
    await enter(page, 'random')
    await untilAlert(page, 'Not sent: “For general”')
    await write(page, 'For random')
    await restart()
    await untilMessage(page, 'For random')
    expect(await messages(page).allTextContents()).toEqual(['For random'])
    await logOut(page)
    expect(spoken(await untilLeft())).toEqual([
      visit('general', 1006, login('Ada')),
      visit('random', 1000, login('Ada'), say('For random')),
    ])
  })

  it('what waits when one person logs out is not posted by the next, and not shown to them', async () => {
    const { host, kill, restart, untilLeft } = await startServer()
    const page = await chat.open(host)
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    await write(page, 'Hello')
    await untilMessage(page, 'Hello')
    await kill()
    await untilStatus(page, 'No connection')
    await write(page, 'From Ada')
    await logOut(page)
    await logIn(page, 'Bob')
    await untilStatus(page, 'No connection')
    expect(await messages(page).allTextContents()).toEqual([])
    expect(await page.getByText('From Ada').count()).toBe(0)
    await write(page, 'From Bob')
    await restart()
    await untilMessage(page, 'From Bob')
    expect(await messages(page).allTextContents()).toEqual(['Hello', 'From Bob'])
    await logOut(page)
    expect(spoken(await untilLeft())).toEqual([
      visit('general', 1006, login('Ada'), say('Hello')),
      visit('general', 1000, login('Bob'), say('From Bob')),
    ])
  })

  it('a wrong password: the reason beside the form, one handshake, and the next login works', async () => {
    const { host, untilLeft } = await startServer()
    const page = await chat.open(host)
    await logIn(page, 'Ada', 'guess')
    await untilAlert(page, 'Wrong password.')
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    await logOut(page)
    expect(spoken(await untilLeft())).toEqual([
      visit('general', 4401, login('Ada', 'guess')),
      visit('general', 1000, login('Ada')),
    ])
  })
})

describe('the chat before, with react-use-websocket', () => {
  const before = useExamples('chat/before')

  it('log in, write, change the room, log out: works while the connection does', async () => {
    const { host, untilLeft } = await startServer()
    const page = await before.open(host)
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    await write(page, 'Hello')
    await untilMessage(page, 'Hello')
    await enter(page, 'random')
    await write(page, 'Here, too')
    await untilMessage(page, 'Here, too')
    await logOut(page)
    expect(await untilLeft()).toMatchObject([
      { path: '/rooms/general', messages: [login('Ada'), say('Hello')] },
      { path: '/rooms/random', messages: [login('Ada'), say('Here, too')] },
    ])
  })

  it('what waits for a room is posted in another', async () => {
    const { host, kill, restart, until, server } = await startServer()
    const page = await before.open(host)
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    await kill()
    await untilStatus(page, 'No connection')
    await write(page, 'For general')
    await enter(page, 'random')
    await restart()
    await untilMessage(page, 'For general')
    await until(() => server.visits.length === 2)
    expect(server.visits[1]).toEqual({ ...visit('random', 0, login('Ada'), say('For general')), code: undefined })
  })

  it('what waits when one person logs out is posted by the next', async () => {
    const { host, kill, restart, server } = await startServer()
    const page = await before.open(host)
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    await kill()
    await untilStatus(page, 'No connection')
    await write(page, 'From Ada')
    await logOut(page)
    await logIn(page, 'Bob')
    await restart()
    await untilMessage(page, 'From Ada')
    expect(server.visits[1]).toEqual({ ...visit('general', 0, login('Bob'), say('From Ada')), code: undefined })
  })
})
