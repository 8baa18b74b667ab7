/**
 * docs/lifecycle.md: the example closes what is open when its shell sleeps, and connects again when that wakes.
 */
import { act, cleanup, render, screen } from '@testing-library/react'
import { EventEmitter } from 'node:events'
import { createLifecycle, Root, type Shell } from '../../docs/code/lifecycle.js'
import { text, useWebSocketNode } from '../../src/index.js'
import { recordSignals } from '../support/react/signals.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { useServers } from '../support/servers/use-servers.js'

const servers = useServers()

function createShell() {
  const emitter = new EventEmitter()
  const shell: Shell = {
    on(event, listener) {
      emitter.on(event, listener)
      return () => void emitter.off(event, listener)
    },
  }
  return { emitter, shell }
}

describeInBothModes('a lifecycle of one’s own', () => {
  it('is obeyed, watched while there is a connection, and left alone after the unmount', async () => {
    const server = await servers.ws()
    const { emitter, shell } = createShell()
    const { said, handlers } = recordSignals()
    function App() {
      const [state] = useWebSocketNode({
        ...{ url: server.url('/'), format: text, autoconnectMode: 'self-ready' },
        ...handlers,
      })
      return <p>{state.status}</p>
    }
    render(
      <Root lifecycle={createLifecycle(shell)}>
        <App />
      </Root>,
    )
    await screen.findByText('open')
    act(() => void emitter.emit('sleep'))
    await screen.findByText('reconnecting')
    expect(said.slice(-2)).toEqual([['onClosing'], ['onClosed', 1000, '']])
    act(() => void emitter.emit('wake'))
    await screen.findByText('open')
    expect(server.handshakes).toHaveLength(2)
    cleanup()
    await server.untilIdle()
    expect(emitter.eventNames()).toEqual([])
  })
})
