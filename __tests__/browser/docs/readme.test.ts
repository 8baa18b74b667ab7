/**
 * The README's first example in Chromium: it does what the sentences below it say.
 */
import { useDocsPage } from '../../support/browser/use-docs-page'
import { Talk } from '../../support/servers/talk'
import { useServers } from '../../support/servers/use-servers'

type Code = typeof import('../../../docs/code/readme.js')

const docs = useDocsPage<Code>('docs/code/readme.tsx')
const servers = useServers()

const HELLO = { from: 'me', text: 'hello' }
const message = (text: string) => ({ from: 'server', text })

async function open() {
  const room = new Talk()
  const server = await servers.ws({ '/room': room.script })
  return { room, server, page: await docs.open(server.host) }
}

it.each([true, false])('it connects once, shows the newest message, and sends (StrictMode: %s)', async (isStrict) => {
  const { room, server, page } = await open()
  await page.mount('ChatRoom', {}, isStrict)
  await page.untilText('open: Say hello')
  room.say(message('welcome'))
  await page.untilText('open: welcomeSay hello')
  await page.click('Say hello')
  await room.until(1)
  expect([room.heard, server.handshakes.length]).toEqual([[HELLO], 1])
})

it('every message is handled once and in order, and not each is rendered', async () => {
  const { room, page } = await open()
  await page.mount('ChatRoom', {}, false)
  await page.untilText('open: Say hello')
  const before = await page.commits()
  const texts = Array.from({ length: 1000 }, (_, index) => String(index))
  room.say(...texts.map(message))
  await page.untilText('open: 999Say hello')
  expect(await page.takePrinted()).toEqual(texts.map((text) => `server ${text}`))
  expect((await page.commits()) - before).toBeLessThan(500)
})

it('what is sent before the connection is open waits for it', async () => {
  const { room, page } = await open()
  await page.mount('ChatRoom')
  expect(await page.run(() => document.querySelector('button')!.click())).toBeUndefined()
  await room.until(1)
  expect(room.heard).toEqual([HELLO])
})

it('a lost connection is made again', async () => {
  const { room, server, page } = await open()
  await page.mount('ChatRoom')
  await page.untilText('open: Say hello')
  room.cut()
  await page.untilText(/^reconnecting: /)
  await page.untilText('open: Say hello')
  expect(server.handshakes).toHaveLength(2)
})
