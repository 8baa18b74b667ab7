/**
 * docs/autoconnect.md: what waits, and for what; the server counts handshakes.
 */
import { useDocsPage } from '../../support/browser/use-docs-page'
import { Talk } from '../../support/servers/talk'
import { useServers } from '../../support/servers/use-servers'

type Code = typeof import('../../../docs/code/autoconnect.js')

const docs = useDocsPage<Code>('docs/code/autoconnect.tsx')
const servers = useServers()

async function open() {
  const paths = { '/auth': new Talk(), '/presence': new Talk(), '/details': new Talk(), '/room': new Talk() }
  const server = await servers.ws(
    Object.fromEntries(Object.entries(paths).map(([path, { script }]) => [path, script] as const)),
  )
  const asked = () => server.handshakes.map(({ path }) => path)
  return { server, asked, paths, page: await docs.open(server.host) }
}

it('nothing connects before there is a token; then one after the other, each once', async () => {
  const { page, asked } = await open()
  await page.mount('App', { token: null })
  await page.untilText('presence: waiting')
  expect(asked()).toEqual([])
  await page.mount('App', { token: 't1' })
  await page.untilText('presence: open')
  expect(asked()).toEqual(['/auth?token=t1', '/presence'])
})

it('what is connected stays so when that which it waited for closes', async () => {
  const { page, asked, paths } = await open()
  await page.mount('App', { token: 't1' })
  await page.untilText('presence: open')
  paths['/auth'].close(1000)
  await page.mount('App', { token: 't1' })
  expect([await page.text(), asked().length]).toEqual(['presence: open', 2])
})

it('a node waits for an element that is not there yet', async () => {
  const { page, asked } = await open()
  await page.mount('Details')
  await page.untilText('Openwaiting')
  expect(asked()).toEqual([])
  await page.click('Open')
  await page.untilText('Opendetailsopen')
  expect(asked()).toEqual(['/details'])
})

it("with 'none', connect() connects and close() closes", async () => {
  const { page, asked, server } = await open()
  await page.mount('ByHand')
  await page.untilText('idleConnectClose')
  expect(asked()).toEqual([])
  await page.click('Connect')
  await page.untilText('openConnectClose')
  await page.click('Close')
  await page.untilText('closedConnectClose')
  await page.click('Connect')
  await page.untilText('openConnectClose')
  expect(asked()).toEqual(['/room', '/room'])
  await page.unmount()
  await server.untilIdle()
})
