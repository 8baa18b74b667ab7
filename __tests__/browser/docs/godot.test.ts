/**
 * docs/godot.md in Chromium: the scene does what its script did, each mode connects, and the script without a tree plays.
 */
import { useDocsPage } from '../../support/browser/use-docs-page'
import { Talk } from '../../support/servers/talk'
import { useServers } from '../../support/servers/use-servers'

type Code = typeof import('../../../docs/recipes/godot.js')

const docs = useDocsPage<Code>('docs/recipes/godot.tsx')
const servers = useServers()

it('the chat prints, hands over bytes, sends, and connects again', async () => {
  const lobby = new Talk()
  const server = await servers.ws({ '/lobby': lobby.script })
  const page = await docs.open(server.host)
  await page.run(() =>
    docsKit.mount('Chat', { onLine: (bytes: Uint8Array) => console.log(new TextDecoder().decode(bytes)) }),
  )
  await lobby.untilSockets(1)
  lobby.say(Uint8Array.of(104, 105))
  await page.page.waitForFunction(() => docsKit.printed.includes('hi'))
  await page.click('Say hello')
  await lobby.until(1)
  expect(lobby.heard).toEqual(['hello'])
  lobby.close(1012, 'restart')
  await lobby.untilSockets(2)
  await page.page.waitForFunction(() => docsKit.printed.filter((line) => line.startsWith('connected')).length === 2)
  expect(await page.takePrinted()).toEqual([
    'connected to wss://chat.example/lobby',
    'hi',
    'closed 1012 restart',
    'connected to wss://chat.example/lobby',
  ])
})

it('the session sends what it sent before it was open, in its order, and leaves', async () => {
  const play = new Talk()
  const server = await servers.ws({ '/play': play.script })
  const page = await docs.open(server.host)
  await page.run(() => {
    const stop = (docsKit.code as unknown as Code).startSession()
    Object.assign(globalThis, { stop })
  })
  await play.until(3)
  expect(play.heard.slice(0, 2)).toEqual([{ op: 'join' }, 'hello'])
  play.say(Uint8Array.of(1, 2, 3))
  await page.page.waitForFunction(() => docsKit.printed.includes('3 bytes'))
  await page.run(() => (globalThis as unknown as { stop(): void }).stop())
  await server.untilIdle()
})

it('the modes connect: each but the manual one, once', async () => {
  const server = await servers.ws()
  const page = await docs.open({ '127.0.0.1': server.host })
  await page.mount('Modes')
  await server.untilHandshakes(6)
  await page.unmount()
  await server.untilIdle()
  expect(server.handshakes).toHaveLength(6)
})
