/**
 * The task "A table of prices": what the answer does.
 */
import { render, screen } from '@testing-library/react'
import { mockNetwork, pass } from '../../support/react/network.js'
import { describeInBothModes } from '../../support/react/rendering.js'
import { cut, heard, say } from '../support.js'
import { Prices } from './first/Prices.js'

const network = mockNetwork()
const price = (symbol: string, price: number) => ({ symbol, price })
const op = (name: string, symbol: string) => ({ op: name, symbol })
const bySymbol = (messages: unknown[]) =>
  [...messages].sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))

/** The cells of the rows with a symbol: a row of headings is not one of them. */
const rows = () =>
  screen
    .getAllByRole('row')
    .map((row) => [...row.children].map(({ textContent }) => textContent))
    .filter(([symbol]) => /^[A-Z]{3}$/.test(symbol!))

let renders: string[] = []
beforeEach(() => {
  renders = []
  globalThis.rendered = (symbol) => void renders.push(symbol)
})

async function open(symbols: readonly string[]) {
  const server = network.serve('wss://prices.example/feed')
  const view = render(<Prices symbols={symbols} />)
  await pass()
  return { server, ...view }
}

describeInBothModes('the table of prices', (isStrict) => {
  it('subscribes each symbol once, over one connection, and shows its last price', async () => {
    const { server } = await open(['BTC', 'ETH'])
    expect(server.handshakes).toBe(1)
    expect(bySymbol(heard(server))).toEqual([op('subscribe', 'BTC'), op('subscribe', 'ETH')])
    expect(rows()).toEqual([
      ['BTC', '–'],
      ['ETH', '–'],
    ])
    say(server, price('ETH', 3), price('BTC', 1), price('ETH', 2.5))
    await pass()
    expect(rows()).toEqual([
      ['BTC', '1'],
      ['ETH', '2.5'],
    ])
  })

  it('renders a row for its own price alone, and not for each of a thousand', async () => {
    const { server } = await open(['BTC', 'ETH'])
    say(server, price('BTC', 1), price('ETH', 1))
    await pass()
    renders = []
    say(server, ...Array.from({ length: 1000 }, (_, index) => price('BTC', index)))
    await pass()
    expect(rows()[0]).toEqual(['BTC', '999'])
    expect(renders.filter((symbol) => symbol === 'ETH')).toEqual([])
    expect(renders.length).toBeGreaterThan(0)
    expect(renders.length).toBeLessThan(isStrict ? 40 : 20)
  })

  it('follows the rows: one that goes is unsubscribed, one that comes is subscribed', async () => {
    const { server, rerender } = await open(['BTC', 'ETH'])
    heard(server)
    rerender(<Prices symbols={['ADA', 'ETH']} />)
    await pass()
    expect(bySymbol(heard(server))).toEqual([op('subscribe', 'ADA'), op('unsubscribe', 'BTC')])
    expect(rows().map(([symbol]) => symbol)).toEqual(['ADA', 'ETH'])
    expect(server.handshakes).toBe(1)
  })

  it('subscribes what is shown again after a lost connection', async () => {
    const { server, rerender } = await open(['BTC', 'ETH'])
    rerender(<Prices symbols={['ETH', 'ADA']} />)
    await pass()
    heard(server)
    cut(server)
    await pass(20_000)
    expect(server.handshakes).toBe(2)
    expect(bySymbol(heard(server))).toEqual([op('subscribe', 'ADA'), op('subscribe', 'ETH')])
    say(server, price('ETH', 7))
    await pass()
    expect(rows()).toContainEqual(['ETH', '7'])
  })
})
