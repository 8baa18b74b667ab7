/**
 * How a document begins and ends besides loading and closing: hidden from the start, written anew, a parent in the
 * back/forward cache, an iframe that is removed, a page that its user stays on.
 */
import { useTabs, type Tab } from '../support/browser/use-tabs'
import { useServers } from '../support/servers/use-servers'

const tabs = useTabs('life-kit.tsx')
const servers = useServers()

/** Adds a frame of the same page, with a node that is open. */
async function addFrame(tab: Tab, host: string): Promise<void> {
  await tab.evaluate(async (host) => {
    const frame = document.createElement('iframe')
    frame.src = '/frame'
    document.body.append(frame)
    await new Promise((resolve) => (frame.onload = resolve))
    const { node, log } = (frame.contentWindow as unknown as { kit: typeof kit }).kit.watch({ host })
    kit.watched.push({ node, log })
    node.connect()
    await log.untilStatus('open')
  }, host)
}

const signals = (tab: Tab): Promise<string[]> =>
  tab.evaluate(() => kit.watched[0]!.log.signals.map((line) => line.replace(/ws:\S+/, 'url')))

it('a page that is hidden from the start connects, receives and shows', async () => {
  const server = await servers.ws()
  const tab = await tabs.open()
  await tab.hide()
  const loaded = tab.next('Page.loadEventFired')
  await tab.send('Page.reload')
  await loaded
  const facts = await tab.evaluate(async (host) => {
    let hasFrames = false
    requestAnimationFrame(() => (hasFrames = true))
    kit.mount({ mode: 'self-ready', hasTarget: false, options: { host, route: '/burst?count=200' } })
    const { log } = kit.probes.get('0')!
    await log.until(() => log.received === 200)
    return { received: log.received, isHidden: document.hidden, hasFrames }
  }, server.host)
  expect(facts).toEqual({ received: 200, isHidden: true, hasFrames: false })
})

it('a frame of a page in the back/forward cache closes its connection and comes back with it', async () => {
  const server = await servers.ws()
  const tab = await tabs.open()
  await addFrame(tab, server.host)
  await tab.goAway()
  await server.untilIdle()
  expect(await tab.goBack()).toEqual({ wasKept: true })
  await tab.evaluate(() => kit.watched[0]!.log.untilStatus('open'))
  expect(await signals(tab)).toEqual([
    'connected url @open',
    'closing @reconnecting',
    'closed 1000 "" @reconnecting',
    'connected url @open',
  ])
})

it('what is due in a task when the page is put away is told when it is back', async () => {
  const server = await servers.ws()
  const tab = await tabs.open()
  await tab.evaluate((host) => {
    const { node } = kit.watch({ host, connectionTimeout: 0, url: () => new Promise<string>(() => undefined) })
    node.connect()
    // Before the node hears of it. `closed` of a node without a socket comes in a later task: the page has none any more.
    window.addEventListener('pagehide', () => node.close(), { capture: true })
  }, server.host)
  await tab.goAway()
  expect(await tab.goBack()).toEqual({ wasKept: true })
  await tab.evaluate(() => kit.watched[0]!.log.untilStatus('closed'))
})

it('a frame that is removed ends its connection; its nodes can send no more, and be disposed of', async () => {
  const closed: number[] = []
  const server = await servers.ws({ '/': (client) => client.on('close', (code) => closed.push(code)) })
  const tab = await tabs.open()
  await addFrame(tab, server.host)
  await tab.evaluate(() => document.querySelector('iframe')!.remove())
  await server.untilIdle()
  expect(closed).toEqual([1001])
  expect(await tab.evaluate(() => kit.watched[0]!.node.send('anybody there?'))).toBe(false)
  await tab.evaluate(() => kit.watched[0]!.node.dispose())
  expect(await signals(tab)).toEqual(['connected url @open'])
})

it('a document that is written anew keeps its connections: packets are emitted as before', async () => {
  const server = await servers.ws({
    '/': (client) => client.on('message', () => client.send('heard')),
  })
  const tab = await tabs.open()
  const received = await tab.evaluate(async (host) => {
    const { node, log } = kit.watch({ host, flush: 'frame' })
    node.connect()
    await log.untilStatus('open')
    document.open()
    document.write('<p>another text</p>')
    document.close()
    node.send('hello')
    await log.until(() => log.received === 1)
    return document.body.textContent
  }, server.host)
  expect(received).toBe('another text')
})

it('a user who decides to stay on the page keeps the connection, and hears nothing of it', async () => {
  const server = await servers.ws()
  const tab = await tabs.open()
  await tab.evaluate(async (host) => {
    const { node, log } = kit.watch({ host })
    node.connect()
    await log.untilStatus('open')
    window.onbeforeunload = (event) => event.preventDefault()
  }, server.host)
  const asked = tab.next('Page.javascriptDialogOpening')
  // Only a page that its user has touched may ask; it does nothing else meanwhile.
  const stayed = tab.send('Runtime.evaluate', { expression: `void (location.href = '/away')`, userGesture: true })
  await asked
  await tab.send('Page.handleJavaScriptDialog', { accept: false })
  await stayed
  await tab.evaluate((url) => kit.roundTrip(url), `ws://${server.host}/echo`)
  expect(await signals(tab)).toEqual(['connected url @open'])
})
