/**
 * What docs/topics-and-requests.md says about one message a topic, and about a request in a component.
 */
import { fireEvent, render, screen } from '@testing-library/react'
import { OrderTea, Rooms } from '../../docs/code/topics-and-requests.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()
const ORDERS = 'wss://prices.example/orders'

const idOf = (message: unknown) => (JSON.parse(String(message)) as { id: number }).id
const button = () => screen.getByRole<HTMLButtonElement>('button')
const result = () => screen.getByRole('status').textContent

describeInBothModes('one message a topic', () => {
  it('joins each room, and shows what it says', async () => {
    const server = network.serve('wss://prices.example/rooms')
    const { container } = render(<Rooms />)
    await pass()
    expect(server.messages).toEqual(['{"op":"join","room":"a"}', '{"op":"join","room":"b"}'])
    server.send('{"room":"b","text":"hello"}')
    await pass()
    expect(container.textContent).toBe('- hello')
  })
})

describeInBothModes('a request in a component', () => {
  it('disables its button until the answer has come', async () => {
    const server = network.serve(ORDERS)
    render(<OrderTea />)
    await pass()
    fireEvent.click(button())
    await pass()
    expect([button().disabled, result()]).toEqual([true, ''])
    server.send(`{"id":${idOf(server.messages[0])}}`)
    await pass()
    expect([button().disabled, result()]).toEqual([false, 'ordered'])
  })

  it('shows the code of what went wrong: refused by the server, or lost with the connection', async () => {
    const server = network.serve(ORDERS)
    render(<OrderTea />)
    await pass()
    fireEvent.click(button())
    await pass()
    server.send(`{"id":${idOf(server.messages[0])},"error":"no tea"}`)
    await pass()
    expect([button().disabled, result()]).toEqual([false, 'rejected'])
    fireEvent.click(button())
    await pass()
    server.close(1000, '')
    await pass()
    expect([button().disabled, result()]).toEqual([false, 'disconnected'])
    fireEvent.click(button())
    await pass()
    expect(result()).toBe('not-sent')
  })

  it('times out 5 seconds after the press, whether the connection has come or not', async () => {
    let admits = false
    network.serve(ORDERS, { verifyClient: () => admits })
    render(<OrderTea />)
    fireEvent.click(button())
    await pass(0)
    admits = true
    await pass(4900)
    expect(button().disabled).toBe(true)
    await pass(200)
    expect([button().disabled, result()]).toEqual([false, 'timeout'])
  })

  it('leaves no timer when the component unmounts with its node', async () => {
    network.serve(ORDERS)
    const { unmount } = render(<OrderTea />)
    await pass()
    fireEvent.click(button())
    await pass()
    unmount()
    await pass()
    expect(jest.getTimerCount()).toBe(0)
  })
})
