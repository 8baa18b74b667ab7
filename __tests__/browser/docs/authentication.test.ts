/**
 * docs/authentication.md in Chromium: first messages, tokens in addresses and subprotocols, and tokens that expire.
 */
import { useDocsPage } from '../../support/browser/use-docs-page'
import { Talk } from '../../support/servers/talk'
import { useServers } from '../../support/servers/use-servers'

type Code = typeof import('../../../docs/code/authentication.js')

const docs = useDocsPage<Code>('docs/code/authentication.tsx')
const servers = useServers()

const ALICE = { id: 'alice', token: 'a1' }
const BOB = { id: 'bob', token: 'b1' }

interface Message {
  type: 'auth' | 'say'
  token?: string
  text?: string
}

/** Lets everyone in whose token is not `no`, and says back what is said. */
const accounts = () =>
  new Talk(({ type, token, text }: Message) => {
    if (type === 'say') return [{ type: 'said', text }]
    return [{ type: token === 'no' ? 'denied' : 'welcome' }]
  })

/** Mounts a component that gets its tokens by a function: token-1, token-2, … */
const mountWithTokens = ({ name, room }: { name: string; room?: string }): void => {
  let count = 0
  docsKit.mount(name, { room, fetchToken: () => Promise.resolve(`token-${(count += 1)}`) }, false)
}

it('logs in, out, and in as another: each has a connection and values of their own', async () => {
  const account = accounts()
  const server = await servers.ws({ '/account': account.script })
  const page = await docs.open(server.host)
  await page.mount('Account', { user: null })
  await page.untilText('waiting: Say hello')
  expect(server.handshakes).toHaveLength(0)
  await page.mount('Account', { user: ALICE })
  await page.untilText('open: Say hello')
  await page.click('Say hello')
  await page.untilText('open: helloSay hello')
  await page.mount('Account', { user: null })
  await page.untilText('waiting: Say hello')
  await server.untilIdle()
  await page.mount('Account', { user: BOB })
  await page.untilText('open: Say hello')
  expect(account.heard).toEqual([
    { type: 'auth', token: 'a1' },
    { type: 'say', text: 'hello' },
    { type: 'auth', token: 'b1' },
  ])
})

it('what is sent too early goes out after the login', async () => {
  const account = accounts()
  const server = await servers.ws({ '/account': account.script })
  const page = await docs.open(server.host)
  await page.mount('Account', { user: ALICE })
  await page.run(() => document.querySelector('button')!.click())
  await account.until(2)
  expect(account.heard).toEqual([
    { type: 'auth', token: 'a1' },
    { type: 'say', text: 'hello' },
  ])
})

it('a denied login is not tried again', async () => {
  const account = accounts()
  const server = await servers.ws({ '/account': account.script })
  const page = await docs.open(server.host)
  await page.mount('Account', { user: { id: 'eve', token: 'no' } })
  await page.untilText('failed: Say hello')
  await server.untilIdle()
  expect(server.handshakes).toHaveLength(1)
})

it('a token in the query is fresh at every attempt', async () => {
  const feed = new Talk()
  const server = await servers.ws({ '/feed': feed.script })
  const page = await docs.open(server.host)
  await page.page.evaluate(mountWithTokens, { name: 'TokenInQuery', room: 'a' })
  await page.untilText('open')
  feed.cut()
  await feed.untilSockets(2)
  expect(feed.queries).toEqual(['room=a&token=token-1', 'room=a&token=token-2'])
})

it('a token among the subprotocols is fresh, too, and the server chooses the other one', async () => {
  const feed = new Talk()
  const server = await servers.ws({ '/feed': feed.script })
  const page = await docs.open(server.host)
  await page.page.evaluate(mountWithTokens, { name: 'TokenInProtocols' })
  await page.untilText('open: chat')
  feed.cut()
  await feed.untilSockets(2)
  expect(server.handshakes.map(({ protocols }) => protocols)).toEqual([
    ['token.token-1', 'chat'],
    ['token.token-2', 'chat'],
  ])
})

it('an expired token is replaced, and who is forbidden stays out', async () => {
  const session = new Talk()
  const server = await servers.ws({ '/session': session.script })
  const page = await docs.open(server.host)
  await page.page.evaluate(mountWithTokens, { name: 'Session' })
  await page.untilText('open')
  session.close(4401, 'expired')
  await session.untilSockets(2)
  await page.untilText('open')
  session.close(4403, 'forbidden')
  await page.untilText('closed')
  expect(session.queries).toEqual(['token=token-1', 'token=token-2'])
})

it.each([
  ['says no and closes at once', [{ type: 'denied' }], 'rejected '],
  ['only closes', [], 'refused 4403'],
] as const)('a server that %s', async (_what, answers, shown) => {
  const account = new Talk((_message: Message, talk) => {
    queueMicrotask(() => talk.close(4403, 'forbidden'))
    return answers
  })
  const server = await servers.ws({ '/account': account.script })
  const page = await docs.open(server.host)
  await page.mount('Login', { user: { id: 'eve', token: 'no' } })
  await page.untilText(shown)
  await server.untilIdle()
  expect(server.handshakes).toHaveLength(1)
})
