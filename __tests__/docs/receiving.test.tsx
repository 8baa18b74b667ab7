/**
 * What docs/receiving.md says about which packets render, with a server of the test.
 */
import { render } from '@testing-library/react'
import { Alerts } from '../../docs/code/receiving.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()

describeInBothModes('a log and a reduced value', () => {
  it('render for packets that change them, and for no others', async () => {
    const server = network.serve('wss://chat.example/events')
    const count = createCounter()
    const { container } = render(
      <count.Counted>
        <Alerts />
      </count.Counted>,
    )
    await pass()
    expect(container.textContent).toBe(', highest: none')
    const before = count.commits
    server.send('{"type":"chat","text":"hello"}')
    await pass()
    expect(count.commits).toBe(before)
    server.send('{"type":"alert","level":2}', '{"type":"chat","text":"hello"}', '{"type":"alert","level":1}')
    await pass()
    expect(container.textContent).toBe('2 1, highest: 2')
    expect(count.commits).toBeGreaterThan(before)
  })
})
