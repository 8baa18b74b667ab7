/**
 * docs/receiving.md: a handler gets every message, a value the newest, an effect on a value misses some.
 */
import { useDocsPage } from '../../support/browser/use-docs-page'
import { Talk } from '../../support/servers/talk'
import { useServers } from '../../support/servers/use-servers'

type Code = typeof import('../../../docs/code/receiving.js')

declare global {
  /** What a handler in the page was given. */
  var given: unknown[]
}

const docs = useDocsPage<Code>('docs/code/receiving.tsx')
const servers = useServers()
const COUNT = 300

const price = (index: number) => ({ symbol: index % 2 ? 'ETH' : 'BTC', price: index, volume: 1 })
const prices = Array.from({ length: COUNT }, (_, index) => price(index))

async function open(path: string) {
  const talk = new Talk()
  const server = await servers.ws({ [path]: talk.script })
  const page = await docs.open(server.host)
  await page.run(() => void (globalThis.given = []))
  return { talk, page, taken: () => page.run(() => globalThis.given) }
}

it('every price is handed to the handler and counted; the page renders far less often', async () => {
  const { talk, page, taken } = await open('/stream')
  await page.run(() => docsKit.mount('Ticker', { onPrice: (price: unknown) => given.push(price) }, false))
  await talk.untilSockets(1)
  const before = await page.commits()
  talk.say(...prices)
  await page.untilText(`BTC ${COUNT - 2}, volume ${COUNT}, last: ETH BTC ETH`)
  expect(await taken()).toEqual(prices)
  expect((await page.commits()) - before).toBeLessThan(COUNT / 3)
})

it.each([
  ['LosesLines', false],
  ['KeepsLines', true],
] as const)('%s: a handler gets each of a burst and two equal ones, an effect does not', async (name, isComplete) => {
  const { talk, page, taken } = await open('/lines')
  await page.page.evaluate((name) => docsKit.mount(name, { onLine: (line: string) => given.push(line) }, false), name)
  await talk.untilSockets(1)
  const lines = [...Array.from({ length: COUNT }, (_, index) => String(index)), 'same', 'same', 'last']
  talk.say(...lines)
  await page.untilText('last')
  if (isComplete) expect(await taken()).toEqual(lines)
  else expect((await taken()).length).toBeLessThan(lines.length)
})

it('a batch is one call, and the batches together are every packet', async () => {
  const { talk, page, taken } = await open('/stream')
  await page.run(() => docsKit.mount('Table', { write: (batch: unknown) => given.push(batch) }))
  await page.untilText('open')
  talk.say(...prices)
  await page.page.waitForFunction((count) => globalThis.given.flat().length === count, COUNT)
  const batches = (await taken()) as unknown[][]
  expect(batches.flat()).toEqual(prices)
  expect(batches.length).toBeLessThan(COUNT / 3)
})

it('what the schema refuses is reported, and the others go on', async () => {
  const { talk, page, taken } = await open('/quote')
  await page.run(() => docsKit.mount('Quote', { report: (problem: string) => given.push(problem) }))
  await talk.untilSockets(1)
  talk.say('{"symbol":"BTC"}', 'no JSON', { symbol: 'BTC', price: 2 })
  await page.untilText('2.00')
  expect(await taken()).toEqual(['invalid-message: {"symbol":"BTC"}', 'invalid-message: no JSON'])
})
