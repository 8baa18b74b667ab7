/**
 * The inspector as the README and docs/inspector-panel.md place it: beside the app, it finds the app's node.
 */
import { useDocsPage } from '../../support/browser/use-docs-page'
import { Talk } from '../../support/servers/talk'
import { useServers } from '../../support/servers/use-servers'

type Beside = typeof import('../../../docs/code/looking-inside.js')
type Devtools = typeof import('../../../docs/code/inspector-devtools.js')

const servers = useServers()

describe('one element', () => {
  const docs = useDocsPage<Beside>('docs/code/looking-inside.tsx')

  it('shows the node of the app, and nothing in its own place', async () => {
    const server = await servers.ws({ '/room': new Talk().script })
    const page = await docs.open(server.host)
    await page.mount('Root')
    await page.untilText('open: Say hello')
    await page.page.keyboard.press('Alt+Shift+W')
    await page.page.getByRole('tree').getByText('chat.example').first().waitFor()
  })
})

describe('TanStack Devtools', () => {
  const docs = useDocsPage<Devtools>('docs/code/inspector-devtools.tsx')

  it('have a tab of it', async () => {
    const server = await servers.ws({ '/room': new Talk().script })
    const page = await docs.open(server.host)
    await page.mount('Root')
    await page.untilText(/^open: Say hello/)
    await page.page
      .getByRole('button', { name: /devtools/i })
      .first()
      .click()
    await page.page.getByText('WebSockets').first().waitFor()
  })
})
