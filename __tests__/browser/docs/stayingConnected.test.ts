/**
 * docs/staying-connected.md in Chromium: a lost connection is made again, what was missed is asked for, and a goodbye
 * reaches the room that is left.
 */
import { useDocsPage } from '../../support/browser/use-docs-page'
import { Talk } from '../../support/servers/talk'
import { useServers } from '../../support/servers/use-servers'

type Code = typeof import('../../../docs/code/staying-connected.js')

const docs = useDocsPage<Code>('docs/code/staying-connected.tsx')
const servers = useServers()

it('says that it tries again, and shows the feed again after it', async () => {
  const feed = new Talk()
  const server = await servers.ws({ '/feed': feed.script })
  const page = await docs.open(server.host)
  await page.mount('Feed')
  await page.untilText('open')
  feed.say('news')
  await page.untilText('news')
  feed.cut()
  await page.untilText('Connection lost. Trying again in 1 s. Try now')
  await page.untilText('news')
  expect(feed.sockets).toHaveLength(2)
})

it('a goodbye is heard by the room that is left, and by no other', async () => {
  const [a, b] = [new Talk(), new Talk()]
  const server = await servers.ws({ '/a': a.script, '/b': b.script })
  const page = await docs.open(server.host)
  await page.mount('App', { room: 'a' })
  await page.untilText('open')
  await page.mount('App', { room: 'b' })
  await a.until(1)
  await page.untilText('open')
  expect([a.heard, b.heard]).toEqual([['bye'], []])
})

it('asks for what it missed', async () => {
  const journal = new Talk(({ since }: { since: number }) => [{ id: since + 1 }])
  const server = await servers.ws({ '/journal': journal.script })
  const page = await docs.open(server.host)
  await page.run(() => docsKit.mount('Journal', { onEntry: (id: number) => console.log(id) }))
  await page.untilText('open')
  journal.say({ id: 1 }, { id: 2 })
  await page.page.waitForFunction(() => docsKit.printed.includes('2'))
  journal.cut()
  await journal.until(1)
  await page.page.waitForFunction(() => docsKit.printed.includes('3'))
  expect([journal.heard, await page.takePrinted()]).toEqual([[{ since: 2 }], ['1', '2', '3']])
})
