/**
 * A picture-in-picture window: its document shows what the page's components render, while the page itself may be hidden.
 */
import { useTabs } from '../support/browser/use-tabs'
import { useServers } from '../support/servers/use-servers'

const COUNT = 500
const LAST = String(COUNT - 1)

const tabs = useTabs('frame-kit.tsx')
const servers = useServers()

it.each([['visible'], ['hidden']])('shows everything while its page is %s', async (visibility) => {
  const server = await servers.ws()
  const tab = await tabs.open()
  // Only what a user does may open one.
  await tab.send('Runtime.evaluate', {
    expression: `documentPictureInPicture.requestWindow().then((opened) => { window.picture = opened })`,
    awaitPromise: true,
    userGesture: true,
  })
  if (visibility === 'hidden') await tab.hide()
  const shown = await tab.evaluate(
    async (order) => {
      const { showIn } = kit as unknown as typeof import('../support/browser/page/frame-kit')
      const { picture } = globalThis as unknown as { picture: Window }
      const texts = await showIn(picture, order)
      return { texts, page: document.visibilityState, picture: picture.document.visibilityState }
    },
    { url: `ws://${server.host}/burst?count=${COUNT}`, count: COUNT },
  )
  expect(shown).toEqual({ texts: [LAST, LAST, LAST], page: visibility, picture: 'visible' })
})
