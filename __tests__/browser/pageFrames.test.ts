/**
 * Documents in iframes: some get no animation frames although `document.hidden` is false, some have no origin of their
 * own and no storage, some no base for a relative url. In each, every way to flush gives all packets, and the value hooks
 * show the last one.
 */
import { inEngine } from '../support/browser/engines/inEngine'
import type { FrameKind, Report } from '../support/browser/page/frame-kit'
import { useBrowser } from '../support/browser/use-browser'
import { useServers } from '../support/servers/use-servers'

const COUNT = 500

const browser = useBrowser('frame-kit.tsx')
const servers = useServers()

/** What the frames of these kinds report, all of them in one page. */
async function reports(kinds: Readonly<Record<string, FrameKind>>): Promise<Record<string, Report>> {
  const server = await servers.ws()
  const page = await browser.open()
  return page.evaluate(
    async ({ kinds, order }) => {
      const { runInFrame } = kit as unknown as typeof import('../support/browser/page/frame-kit')
      const all = Object.entries(kinds).map(async ([name, kind]) => [name, await runInFrame(kind, order)] as const)
      return Object.fromEntries(await Promise.all(all))
    },
    { kinds, order: { url: `ws://${server.host}/burst?count=${COUNT}`, count: COUNT } },
  )
}

const ALL = { received: COUNT, shown: String(COUNT - 1) }
const EVERYTHING = { readers: { burst: ALL, frame: ALL, sync: ALL }, isHidden: false }

it('a frame that is not rendered receives and shows everything without animation frames', async () => {
  const outOfView = 'position: absolute; top: 9000px'
  const none = 'display: none'
  const all = await reports({
    'out of view': { style: outOfView },
    'out of view, of another origin': { style: outOfView, from: 'other-origin' },
    'display: none': { style: none },
    'display: none, of another origin': { style: none, from: 'other-origin' },
  })
  const withoutFrames = { ...EVERYTHING, hasFrames: false }
  expect(all).toMatchObject({
    'out of view': inEngine({ webkit: withoutFrames }, EVERYTHING),
    'out of view, of another origin': inEngine({ firefox: EVERYTHING }, withoutFrames),
    'display: none': inEngine({ firefox: withoutFrames }, EVERYTHING),
    'display: none, of another origin': inEngine({ webkit: EVERYTHING }, withoutFrames),
  })
})

it('a frame of an opaque origin, without storage, receives and shows everything', async () => {
  const sandbox = { sandbox: 'allow-scripts' }
  const all = await reports({
    sandboxed: { attributes: sandbox },
    'sandboxed srcdoc': { attributes: sandbox, from: 'srcdoc' },
    'data: URL': { from: 'data' },
  })
  const opaque = { ...EVERYTHING, origin: 'null', hasStorage: false }
  expect(all).toMatchObject({ sandboxed: opaque, 'sandboxed srcdoc': opaque, 'data: URL': opaque })
})

it('a relative url is relative to what the document has for a base; a data: URL has none', async () => {
  const all = await reports({
    srcdoc: { from: 'srcdoc' },
    'sandboxed srcdoc': { attributes: { sandbox: 'allow-scripts' }, from: 'srcdoc' },
    written: { from: 'written' },
    'data: URL': { from: 'data' },
  })
  const ofPage = { ...EVERYTHING, relative: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/socket$/) as string }
  expect(all).toMatchObject({
    srcdoc: ofPage,
    'sandboxed srcdoc': ofPage,
    written: ofPage,
    'data: URL': { ...EVERYTHING, relative: 'invalid-url' },
  })
})
