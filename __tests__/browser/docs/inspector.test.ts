/**
 * The code of docs/inspector-panel.md in Chromium: the panel opens beside an app, and as a tab of TanStack Devtools.
 */
import { useDocsPage } from '../../support/browser/use-docs-page'
import { Talk } from '../../support/servers/talk'
import { useServers } from '../../support/servers/use-servers'

const panel = useDocsPage<typeof import('../../../docs/code/looking-inside.js')>('docs/code/looking-inside.tsx')
const devtools = useDocsPage<typeof import('../../../docs/code/inspector-devtools.js')>(
  'docs/code/inspector-devtools.tsx',
)
const servers = useServers()

it('the element renders nothing in its place, and its button opens the panel', async () => {
  const { host } = await servers.ws({ '/room': new Talk().script })
  const docs = await panel.open(host)
  await docs.mount('Root')
  await docs.untilText('open: Say hello')
  await docs.page.getByRole('button', { name: 'Open WebSocket inspector' }).click()
  await docs.page.getByRole('tab', { name: 'Messages' }).waitFor()
})

it('TanStack Devtools have a tab for it', async () => {
  const { host } = await servers.ws({ '/room': new Talk().script })
  const docs = await devtools.open(host)
  await docs.mount('Root')
  await docs.untilText('open: Say hello')
  await docs.page.getByRole('button', { name: 'Open TanStack Devtools', exact: true }).click()
  await docs.page.getByText('WebSockets').first().waitFor()
})
