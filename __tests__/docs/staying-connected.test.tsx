/**
 * What docs/staying-connected.md says about time, by a clock of the test.
 */
import { act, fireEvent, render, screen } from '@testing-library/react'
import { EveryThreeSeconds, Feed, Journal } from '../../docs/code/staying-connected.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()
const FEED = 'wss://feed.example/feed'

/** Every connection of the server is lost. */
const cut = (server: ReturnType<typeof network.serve>) =>
  act(() => server.clients.forEach((client) => client.close({ code: 1006, reason: '', wasClean: false })))

describeInBothModes('the feed', () => {
  it('pings a silent server, hides the answer, and connects again where none comes', async () => {
    const server = network.serve(FEED)
    const { container } = render(<Feed />)
    await pass()
    await pass(25_000)
    expect(server.messages).toEqual(['ping'])
    server.send('pong')
    await pass()
    expect(container.textContent).toBe('open')
    await pass(25_000)
    expect(server.messages).toEqual(['ping', 'ping'])
    await pass(10_000)
    expect(screen.getByRole('status').textContent).toMatch(/Trying again in 1 s/)
    await pass(1100)
    expect(server.handshakes).toBe(2)
  })

  it('shows how long it waits, and a button does not wait', async () => {
    const server = network.serve(FEED)
    jest.spyOn(Math, 'random').mockReturnValue(1)
    render(<Feed />)
    await pass()
    cut(server)
    await pass()
    expect(screen.getByRole('status').textContent).toContain('Connection lost. Trying again in 1 s.')
    fireEvent.click(screen.getByText('Try now'))
    await pass()
    expect([server.handshakes, screen.queryByRole('status')]).toEqual([2, null])
  })
})

describeInBothModes('the journal', () => {
  it('asks after a reconnect for what it missed, and not before', async () => {
    const server = network.serve('wss://feed.example/journal')
    const onEntry = jest.fn()
    render(<Journal onEntry={onEntry} />)
    await pass()
    server.send('{"id":1}', '{"id":2}')
    await pass()
    expect(server.messages).toEqual([])
    cut(server)
    await pass(1100)
    expect(server.messages).toEqual(['{"since":2}'])
    expect(onEntry.mock.calls).toEqual([[1], [2]])
  })
})

describeInBothModes('a policy of your own', () => {
  it('tries ten times, every three seconds, and gives up', async () => {
    const { container } = render(<EveryThreeSeconds />)
    await pass()
    for (const retries of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      expect([network.attempts.length, container.textContent]).toEqual([retries + 1, 'reconnecting'])
      await pass(3000)
    }
    expect([network.attempts.length, container.textContent]).toEqual([11, 'failed'])
  })
})
