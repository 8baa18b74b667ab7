/**
 * The recipe of docs/recipes/Suspended.tsx: `use(whenOpen(…))` below a node.
 */
import { act, render, screen } from '@testing-library/react'
import { WhileOpening } from '../../docs/recipes/Suspended.js'
import { text, WebSocketNode } from '../../src/index.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'

mockNetwork()

describeInBothModes('use(whenOpen(node))', () => {
  it('shows the fallback until the node is open, and not again for a reconnect', async () => {
    const { createSocket, sockets } = scriptSockets()
    await act(async () => {
      await Promise.resolve()
      render(
        <WebSocketNode
          url="ws://here.test/"
          format={text}
          autoconnectMode="self-ready"
          createSocket={createSocket}
          reconnect={{ next: () => 1 }}
        >
          <WhileOpening fallback="opening">here</WhileOpening>
        </WebSocketNode>,
      )
    })
    expect(screen.queryByText('opening')).not.toBeNull()
    await pass()
    await act(async () => {
      sockets[0]!.opens()
      await Promise.resolve()
    })
    await pass()
    expect(document.body.textContent).toBe('here')
    act(() => sockets[0]!.closes())
    await pass()
    expect(document.body.textContent).toBe('here')
  })
})
