/**
 * A page that Chromium prerenders for its user, really: no automation is attached to it, since that forbids prerendering.
 * Chromium holds the handshakes of such a page back until it is shown.
 */
import { bundle } from '../support/browser/bundle'
import { launchDevtools, type Devtools } from '../support/browser/devtools'
import { html, respond, startPageServer, type PageServer } from '../support/browser/page-server'
import { TEST_SECONDS } from '../support/patience'
import { Heard } from '../support/servers/heard'
import { useServers } from '../support/servers/use-servers'

jest.setTimeout(TEST_SECONDS * 1000)

let targetId = ''
afterEach(() => devtools.session()('Target.closeTarget', { targetId }))
const servers = useServers()

let devtools: Devtools
let pages: PageServer
let told = new Heard()
/** Where this test's page tells it. */
let path = ''
let tests = 0
/** What the prerendered page runs. */
let script = ''
/** Lets the user go there. */
let show: () => void

const RULES = JSON.stringify({ prerender: [{ source: 'list', urls: ['/next'], eagerness: 'immediate' }] })
const FIRST = `<script type="speculationrules">${RULES}</script>
  <script>fetch('/shown').then(() => { location.href = '/next' })</script>`
/** One request at a time, so that the lines come in order; each test's own, since a page tells of its end too. */
const tellTo = (path: string): string => `let last = Promise.resolve()
  const tell = (line) => {
    const body = line + (document.prerendering ? ', prerendered' : ', shown')
    last = last.then(() => fetch('${path}', { method: 'POST', body }))
  }`

beforeAll(async () => {
  devtools = await launchDevtools()
  pages = await startPageServer(await bundle('tree-kit.tsx'), {
    route(request, response) {
      if (request.url === '/') respond(response, 'text/html', html(FIRST))
      else if (request.url === '/next')
        respond(response, 'text/html', html(`<script>${tellTo(path)};${script}</script>`))
      else if (request.url === '/shown') show = () => void response.end()
      else if (request.url === path) {
        let line = ''
        request.on('data', (chunk) => (line += String(chunk))).on('end', () => (told.add(line), response.end()))
      } else return false
      return true
    },
  })
})

afterAll(async () => {
  await devtools.close()
  await pages.close()
})

/** Prerenders a page with this script, until it has told so many lines. */
async function prerender(work: string, lines: number): Promise<void> {
  told = new Heard()
  path = `/told/${(tests += 1)}`
  script = work
  ;({ targetId } = await devtools.session()('Target.createTarget', { url: pages.url }))
  await told.until(lines)
}

it('autoconnect waits, and connects when the page is shown', async () => {
  const server = await servers.ws()
  await prerender(
    `kit.mount({ mode: 'self-ready', hasTarget: false, options: { host: '${server.host}' } })
    const { node } = kit.probes.get('0')
    const look = () => tell(node.state.status)
    node.subscribe(look)
    look()
    setTimeout(() => tell('a timer'), 100)`,
    2,
  )
  expect(told.messages).toEqual(['waiting, prerendered', 'a timer, prerendered'])
  show()
  await told.until(4)
  expect(told.messages.slice(2)).toEqual(['connecting, shown', 'open, shown'])
  expect(server.handshakes).toHaveLength(1)
})

it('connect() is obeyed, and its time begins when the page is shown', async () => {
  const server = await servers.ws()
  await prerender(
    `const { node } = kit.watch({ host: '${server.host}' })
    node.subscribe(() => node.state.status === 'open' && tell('open'))
    node.connect()
    const look = () => tell(node.state.status + ' ' + node.remaining)
    look()
    setTimeout(look, 300)`,
    2,
  )
  expect(told.messages).toEqual(Array(2).fill('connecting undefined, prerendered'))
  expect(server.handshakes).toHaveLength(0)
  show()
  await told.until(3)
  expect(told.messages.slice(2)).toEqual(['open, shown'])
})
