/**
 * docs/sharing.md: components below a node, and beside it, have its one connection; so have two pages of an app.
 */
import { useDocsPage } from '../../support/browser/use-docs-page'
import { Talk } from '../../support/servers/talk'
import { useServers } from '../../support/servers/use-servers'

type Code = typeof import('../../../docs/code/sharing.js')

const docs = useDocsPage<Code>('docs/code/sharing.tsx')
const servers = useServers()

it('one connection is used below the node and found by name beside it', async () => {
  const chat = new Talk((line: string) => [line, `${line}!`])
  const server = await servers.ws({ '/chat': chat.script })
  const page = await docs.open(server.host)
  await page.mount('App', { token: null })
  await page.untilText('Say hellowaiting')
  await page.mount('App', { token: 't' })
  await page.untilText('Say helloopen')
  await page.click('Say hello')
  await page.untilText('hello\nhello!Say helloopen')
  expect(server.handshakes).toHaveLength(1)
})

it('the connection goes along from page to page, and ends after the last', async () => {
  const mail = new Talk()
  const server = await servers.ws({ '/mail': mail.script })
  const page = await docs.open(server.host)
  await page.mount('Pages', { page: 'inbox' })
  await page.untilText('inbox: open')
  for (const name of ['outbox', 'inbox', 'outbox'] as const) {
    await page.mount('Pages', { page: name })
    await page.untilText(`${name}: open`)
  }
  expect(server.handshakes).toHaveLength(1)
  await page.unmount()
  await server.untilIdle()
})
