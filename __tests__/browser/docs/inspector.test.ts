/**
 * The code of docs/inspector.md and docs/inspector-panel.md in Chromium: the panel opens beside an app, and in TanStack
 * Devtools; the recorder's file is a recording.
 */
import { useDocsPage } from '../../support/browser/use-docs-page'
import { useServers } from '../../support/servers/use-servers'

const panel = useDocsPage<typeof import('../../../docs/code/inspector.js')>('docs/code/inspector.tsx')
const devtools = useDocsPage<typeof import('../../../docs/code/inspector-devtools.js')>(
  'docs/code/inspector-devtools.tsx',
)
const servers = useServers()

it('the element renders nothing in its place, and its button opens the panel', async () => {
  const { host } = await servers.ws()
  const docs = await panel.open(host)
  await docs.mount('Root')
  expect(await docs.text()).toBe('')
  await docs.page.getByRole('button', { name: 'Open WebSocket inspector' }).click()
  await docs.page.getByRole('tab', { name: 'Messages' }).waitFor()
})

it('the recorder saves JSON lines whose first names the format', async () => {
  const { host } = await servers.ws()
  const docs = await panel.open(host)
  const first = await docs.run(async () => {
    const { saveTape } = globalThis.docs.code as unknown as typeof import('../../../docs/code/inspector.js')
    return (await saveTape().text()).split('\n')[0]!
  })
  expect(JSON.parse(first)).toMatchObject({ format: 'react-websocket-node', version: 1 })
})

it('TanStack Devtools have a tab for it', async () => {
  const { host } = await servers.ws()
  const docs = await devtools.open(host)
  await docs.mount('Root')
  await docs.page.getByRole('button', { name: 'Open TanStack Devtools', exact: true }).click()
  await docs.page.getByText('WebSockets').first().waitFor()
})
