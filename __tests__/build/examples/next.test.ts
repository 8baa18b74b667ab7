/**
 * The Next.js app as its user has it: installed outside of this repository, built, and served beside its live server, in
 * Chromium. Each connection shows a token of its own that Next's server gave; nobody gets in without one.
 */
import type { Page } from 'playwright-core'
import { WebSocket } from 'ws'
import { CONDITION_SECONDS } from '../../support/patience.js'
import { useAppPages } from '../support/app-page.js'
import { useExampleApp } from '../support/example-app.js'

const app = useExampleApp('next')
const { open } = useAppPages()

const SECRET = { SECRET: 'only for this test, and long enough for HS256' }
const untilStatus = (page: Page, hasText: string) => page.getByRole('status').filter({ hasText }).waitFor()
const notes = (page: Page) => page.getByRole('list', { name: 'Notes' }).getByRole('listitem')
const liveUrlIn = (output: string) => /live server is on (ws:\S+)/.exec(output)![1]!
const tokensIn = (output: string) => [...output.matchAll(/live: \w+ with token (\S+)/g)].map(([, id]) => id)

async function logIn(page: Page, name: string, password = 'sesame'): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
}

async function keep(page: Page, text: string): Promise<void> {
  await page.getByLabel('Note', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Keep' }).click()
  await notes(page).filter({ hasText: text }).waitFor()
}

/** How the live server ends a connection, after these messages; an HTTP status where it takes none. */
function knock(url: string, origin: string, ...messages: object[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { origin })
    const guard = setTimeout(() => reject(new Error(`${url} did not answer`)), CONDITION_SECONDS * 1000)
    const end = (what: string) => {
      clearTimeout(guard)
      resolve(what)
    }
    socket.on('unexpected-response', (_request, response) => end(String(response.statusCode)))
    socket.on('open', () => messages.forEach((message) => socket.send(JSON.stringify(message))))
    socket.on('close', (code, reason) => end(`${code} ${reason.toString()}`))
    socket.on('message', (data: Buffer) => {
      if ((JSON.parse(data.toString()) as { type: string }).type === 'welcome') end('welcome')
      socket.close()
    })
    socket.on('error', () => {})
  })
}

it('log in, write, log out: the name is the one of the session', async () => {
  const server = await app.start({ ...SECRET, PORT: '0' })
  expect(await (await fetch(server.origin)).text()).toContain('Log in')
  const complaints = await open(server.origin, async (page) => {
    await logIn(page, 'Ada', 'guess')
    await page.getByRole('alert').filter({ hasText: 'Wrong name or password.' }).waitFor()
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    await keep(page, 'Milk')
    expect(await notes(page).allTextContents()).toEqual(['Ada Milk'])

    // A page that is loaded again is rendered by the server for who is logged in.
    await page.reload()
    await notes(page).filter({ hasText: 'Milk' }).waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('button', { name: 'Log in' }).waitFor()
  })
  expect(complaints).toEqual([])
  expect(new Set(tokensIn(server.output())).size).toBe(2)
})

it('the servers are killed and started again: the page connects by a new token, of the same session', async () => {
  const first = await app.start({ ...SECRET, PORT: '0' })
  await open(first.origin, async (page) => {
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    const [token] = tokensIn(first.output())
    await first.kill()
    await untilStatus(page, 'No connection')
    const PORT = new URL(first.origin).port
    const LIVE_PORT = new URL(liveUrlIn(first.output())).port
    const second = await app.start({ ...SECRET, PORT, LIVE_PORT })
    await untilStatus(page, 'Connected')
    await keep(page, 'Still here')
    expect(tokensIn(second.output())).toEqual([expect.not.stringMatching(token!)])
  })
})

it('a session that ended elsewhere: the attempt gets no token, and the page shows the form', async () => {
  const first = await app.start({ ...SECRET, PORT: '0' })
  await open(first.origin, async (page) => {
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    await page.context().clearCookies()
    await first.kill()
    await untilStatus(page, 'No connection')
    const PORT = new URL(first.origin).port
    const LIVE_PORT = new URL(liveUrlIn(first.output())).port
    const second = await app.start({ ...SECRET, PORT, LIVE_PORT })
    await page.getByRole('button', { name: 'Log in' }).waitFor()
    expect(tokensIn(second.output())).toEqual([])
  })
})

it('nobody gets in without a token, with one twice, or from another site', async () => {
  const { origin, output } = await app.start({ ...SECRET, PORT: '0' })
  const url = liveUrlIn(output())
  expect((await fetch(`${origin}/api/token`)).status).toBe(401)
  await open(origin, async (page) => {
    await logIn(page, 'Ada')
    await untilStatus(page, 'Connected')
    const { token } = await page.evaluate(async () => (await (await fetch('/api/token')).json()) as { token: string })
    const auth = { type: 'auth', token }
    const forged = { type: 'auth', token: `${token.slice(0, -4)}AAAA` }
    expect(await knock(url, 'http://evil.example', auth)).toBe('401')
    expect(await knock(url, origin, forged)).toBe('4401 a bad token')
    expect(await knock(url, origin, { type: 'note', text: 'Hello' })).toBe('4401 no token')
    expect(await knock(url, origin, auth)).toBe('welcome')
    expect(await knock(url, origin, auth)).toBe('4401 a token that was used')
  })
})
