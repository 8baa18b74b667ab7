/**
 * What docs/sharing.md says about which components render below `<WebSocketNode>`.
 */
import { act, render } from '@testing-library/react'
import { text, useLastPacket, useNode, useNodeState, WebSocketNode } from '../../src/index.js'
import { HERE, mockNetwork, pass } from '../support/react/network.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()

function OfTheNode() {
  useNode()
  return null
}

function OfPackets() {
  useLastPacket(useNode(undefined, text))
  return null
}

function OfTheState() {
  return <p>{useNodeState(useNode(), (state) => state.status)}</p>
}

describeInBothModes('when the state of a node changes', () => {
  it('only components below render that read the state', async () => {
    const server = network.serve()
    const [node, packets, state, called] = [createCounter(), createCounter(), createCounter(), createCounter()]
    const { container } = render(
      <>
        <WebSocketNode {...HERE} autoconnectMode="self-ready" format={text}>
          <node.Counted>
            <OfTheNode />
          </node.Counted>
          <packets.Counted>
            <OfPackets />
          </packets.Counted>
          <state.Counted>
            <OfTheState />
          </state.Counted>
        </WebSocketNode>
        <WebSocketNode {...HERE} autoconnectMode="self-ready" format={text}>
          {({ status }) => <called.Counted>{status.length}</called.Counted>}
        </WebSocketNode>
      </>,
    )
    await pass()
    const before = [node, packets, state, called].map(({ commits }) => commits)
    act(() => server.clients.forEach((client) => client.close({ code: 1000, reason: '', wasClean: true })))
    await pass()
    expect(container.textContent).toContain('closed')
    const more = [node, packets, state, called].map(({ commits }, index) => commits > before[index]!)
    expect(more).toEqual([false, false, true, true])
  })
})
