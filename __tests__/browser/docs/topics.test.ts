/**
 * docs/topics-and-requests.md in Chromium: what is shown is subscribed, in one message, and a topic's type is its own.
 */
import { useDocsPage } from '../../support/browser/use-docs-page'
import { Talk } from '../../support/servers/talk'
import { useServers } from '../../support/servers/use-servers'

type Code = typeof import('../../../docs/code/topics-and-requests.js')

const docs = useDocsPage<Code>('docs/code/topics-and-requests.tsx')
const servers = useServers()

const price = (symbol: string, price: number) => ({ type: 'price', symbol, price })

async function open() {
  const market = new Talk()
  const server = await servers.ws({ '/market': market.script })
  return { market, server, page: await docs.open(server.host) }
}

it.each([true, false])('rows are subscribed while they are mounted (StrictMode: %s)', async (isStrict) => {
  const { market, page, server } = await open()
  await page.mount('Prices', { symbols: ['BTC', 'ETH'] }, isStrict)
  await market.until(1)
  expect(market.heard).toEqual([{ op: 'subscribe', symbols: ['BTC', 'ETH'] }])
  await page.untilText('BTC: subscribedETH: subscribed')
  market.say(price('ETH', 2), price('BTC', 1), { type: 'news', text: 'none of these' })
  await page.untilText('BTC: 1ETH: 2')

  await page.mount('Prices', { symbols: ['ETH', 'XRP'] }, isStrict)
  await market.until(3)
  expect(market.heard.slice(1)).toEqual([
    { op: 'unsubscribe', symbols: ['BTC'] },
    { op: 'subscribe', symbols: ['XRP'] },
  ])
  expect([await page.text(), server.handshakes.length]).toEqual(['ETH: 2XRP: subscribed', 1])
})

it('a row that moves sends nothing, and all rows are subscribed again on another connection', async () => {
  const { market, page } = await open()
  await page.mount('Prices', { symbols: ['BTC', 'ETH'] })
  await market.until(1)
  await page.mount('Prices', { symbols: ['ETH', 'BTC'] })
  await page.untilText('ETH: subscribedBTC: subscribed')
  await page.mount('Prices', { symbols: ['ETH', 'BTC', 'XRP'] })
  await market.until(2)
  expect(market.heard[1]).toEqual({ op: 'subscribe', symbols: ['XRP'] })
})

it('without subscribe, topics only route', async () => {
  const { market, page } = await open()
  await page.mount('NewsPage')
  await market.untilSockets(1)
  market.say(price('BTC', 1), { type: 'news', text: 'good' }, price('BTC', 2))
  await page.untilText('good')
  expect(market.heard).toEqual([])
})
