/**
 * The task "A form that asks and waits": what the answer does.
 */
import { render, screen } from '@testing-library/react'
import { mockNetwork, pass } from '../../support/react/network.js'
import { describeInBothModes } from '../../support/react/rendering.js'
import { cut, heard, press, say, status, write } from '../support.js'
import { OrderForm } from './first/OrderForm.js'

const network = mockNetwork()
const serve = () => network.serve('wss://shop.example/orders')
const isDisabled = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Order' }).disabled

interface Order {
  id: number
  item: string
}

async function order(item: string) {
  const server = serve()
  const view = render(<OrderForm />)
  await pass()
  write('Item', item)
  press('Order')
  await pass()
  return { server, order: heard(server)[0] as Order, ...view }
}

describeInBothModes('the order form', () => {
  it('sends the item, waits, and shows the number of the order', async () => {
    const { server, order: sent } = await order('tea')
    expect(sent).toEqual({ id: expect.any(Number) as number, item: 'tea' })
    expect([status(), isDisabled()]).toEqual(['Ordering…', true])
    say(server, { news: 'rain' }, { id: sent.id + 1, number: 99 }, { id: sent.id, number: 17 })
    await pass()
    expect([status(), isDisabled()]).toEqual(['Order 17 placed', false])
  })

  it('shows the reason of a refusal, and can order again under another id', async () => {
    const { server, order: first } = await order('tea')
    say(server, { id: first.id, reason: 'sold out' })
    await pass()
    expect([status(), isDisabled()]).toEqual(['sold out', false])
    write('Item', 'coffee')
    press('Order')
    await pass()
    const [second] = heard(server) as Order[]
    expect(second!.item).toBe('coffee')
    expect(second!.id).not.toBe(first.id)
  })

  it('says after five seconds that no answer came; a late one changes nothing', async () => {
    const { server, order: sent } = await order('tea')
    await pass(4_500)
    expect(status()).toBe('Ordering…')
    await pass(1_000)
    expect([status(), isDisabled()]).toEqual(['No answer', false])
    say(server, { id: sent.id, number: 17 })
    await pass()
    expect(status()).toBe('No answer')
  })

  it('says that the connection was lost, and does not order again by itself', async () => {
    const { server } = await order('tea')
    cut(server)
    await pass(20)
    expect([status(), isDisabled()]).toEqual(['Connection lost', false])
    await pass(20_000)
    expect([server.handshakes, heard(server)]).toEqual([2, []])
  })

  it('orders as soon as the connection is open', async () => {
    const server = serve()
    render(<OrderForm />)
    write('Item', 'tea')
    press('Order')
    await pass()
    const [sent] = heard(server) as Order[]
    expect(sent!.item).toBe('tea')
    say(server, { id: sent!.id, number: 1 })
    await pass()
    expect(status()).toBe('Order 1 placed')
  })

  it('leaves nothing and says nothing when it goes in the middle', async () => {
    const { server, unmount } = await order('tea')
    unmount()
    await pass(10_000)
    expect(server.clients).toHaveLength(0)
  })
})
