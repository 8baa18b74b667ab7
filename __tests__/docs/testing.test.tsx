/**
 * What docs/testing.md says about `act`: what a server of mock-socket sends renders in a later task, unless `flush` says
 * otherwise.
 */
import { render } from '@testing-library/react'
import { text, useReceivedLog, useWebSocketNode } from '../../src/index.js'
import { HERE, mockNetwork, pass, takeComplaints } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()

function Log({ flush }: { flush: 'burst' | 'sync' }) {
  const [, node] = useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready', format: text, flush })
  return <p>{useReceivedLog(node).join(' ')}</p>
}

describeInBothModes('send() of mock-socket', () => {
  it.each([
    ['burst', []],
    ['sync', [expect.stringContaining('not wrapped in act')]],
  ] as const)('without act, flush: %s', async (flush, complaints) => {
    const server = network.serve()
    const { container } = render(<Log flush={flush} />)
    await pass()
    server.clients[0]!.send('hello')
    await pass()
    expect([container.textContent, takeComplaints()]).toEqual(['hello', complaints])
  })
})
