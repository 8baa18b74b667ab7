/**
 * A page that is prerendered: a browser makes its sockets, and lets them shake hands when the page is shown. So that is
 * when the connection timeout begins.
 */
import { text } from '../../src/core/index.js'
import { withDefaults } from '../../src/core/createWebSocketNode.js'
import { createDriver } from '../../src/core/node.js'
import { createManualClock } from '../support/core/manualClock.js'
import { microtasks } from '../support/core/microtasks.js'
import { watchListeners } from '../support/model/page.js'
import { usePlatformSockets } from '../support/model/platformSockets.js'

const sockets = usePlatformSockets()

const prerender = (isPrerendering: boolean) =>
  Object.defineProperty(document, 'prerendering', { value: isPrerendering, configurable: true })

beforeEach(() => void prerender(true))
afterEach(() => {
  Reflect.deleteProperty(document, 'prerendering')
  jest.restoreAllMocks()
})

function show(): void {
  prerender(false)
  document.dispatchEvent(new Event('prerenderingchange'))
}

function connect(route = '/1') {
  const clock = createManualClock()
  const options = { url: `ws://h${route}`, format: text, connectionTimeout: 10 }
  const driver = createDriver<typeof text>(withDefaults(options), { clock })
  driver.mount()
  driver.node.connect()
  return { clock, driver, node: driver.node }
}

test('connect() makes the socket, and its time begins when the page is shown', () => {
  const { clock, driver, node } = connect()
  expect(sockets.urls).toEqual(['ws://h/1'])
  clock.advance(3600)
  expect([node.state.status, node.remaining]).toEqual(['connecting', undefined])
  show()
  expect(node.remaining).toBe(10)
  clock.advance(9.9)
  expect(node.state.status).toBe('connecting')
  clock.advance(0.2)
  expect(node.state).toMatchObject({ status: 'failed', error: { code: 'timeout' } })
  driver.dispose()
})

test('the time in a line behind another node does not count either', async () => {
  const [first, second] = [connect('/1'), connect('/2')]
  for (const { clock } of [first, second]) clock.advance(60)
  show()
  second.clock.advance(60)
  expect([second.node.state.status, second.node.remaining]).toEqual(['connecting', undefined])
  first.driver.dispose()
  await microtasks()
  expect(second.node.remaining).toBe(10)
  second.driver.dispose()
})

test('a node that unmounts meanwhile leaves no listener behind', async () => {
  const listeners = watchListeners()
  const { clock, driver } = connect()
  expect(listeners()).toContain('document prerenderingchange')
  driver.dispose()
  await microtasks()
  expect([listeners(), clock.pending()]).toEqual([[], 0])
})
