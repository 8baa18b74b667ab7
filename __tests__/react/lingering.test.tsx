/**
 * What a connection that lingers is not: something to go on with while it closes, or when it leads somewhere else.
 */
import { act, render } from '@testing-library/react'
import { Activity, useEffect } from 'react'
import {
  useWebSocketNode,
  WebSocketProvider,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'

mockNetwork()

/** Seconds. */
const LINGER = 5

/** A component whose node lingers, and the node that mounted last. */
function createSubject(options: ReactWebSocketNodeOptions) {
  const { sockets, createSocket } = scriptSockets()
  const subject = {
    sockets,
    node: undefined as unknown as WebSocketNodeHandle,
    Subject() {
      const [, node] = useWebSocketNode({ ...HERE, createSocket, linger: LINGER, ...options })
      useEffect(() => {
        subject.node = node
      }, [node])
      return null
    },
    /** Another version is another component, with another node of the same name. */
    App: ({ version }: { version: number }) => (
      <WebSocketProvider>
        <subject.Subject key={version} />
      </WebSocketProvider>
    ),
  }
  return subject
}

describeInBothModes('a connection that closes while it lingers', () => {
  it.each([
    ['before it was hidden', ['close', 'hide', 'show']],
    ['while it is hidden', ['hide', 'close', 'show']],
  ])('is left to itself: closed %s, a remount autoconnects like any other', async (_when, deeds) => {
    const subject = createSubject({ autoconnectMode: 'self-ready' })
    const App = ({ isShown }: { isShown: boolean }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <subject.Subject />
      </Activity>
    )
    const { rerender, unmount } = render(<App isShown />)
    await pass()
    act(() => subject.sockets[0]!.opens())
    for (const deed of deeds) {
      if (deed === 'close') act(() => void subject.node.close(4000, 'bye'))
      else rerender(<App isShown={deed === 'show'} />)
    }
    act(() => subject.sockets[0]!.closes(4000, 'bye', true))
    await pass()
    expect(subject.sockets).toHaveLength(2)
    expect(subject.sockets[0]!.closeCalls[0]).toEqual([4000, 'bye'])
    expect(subject.node.state.status).toBe('connecting')
    unmount()
    await pass(LINGER * 1000)
  })

  it('is nothing for the next node of the name, which connects by itself', async () => {
    const subject = createSubject({ autoconnectMode: 'self-ready', name: 'chat' })
    const { rerender, unmount } = render(<subject.App version={1} />)
    await pass()
    act(() => subject.sockets[0]!.opens())
    act(() => void subject.node.close())
    rerender(<subject.App version={2} />)
    await pass()
    expect(subject.sockets).toHaveLength(2)
    expect(subject.node.state.status).toBe('connecting')
    unmount()
    await pass(LINGER * 1000)
  })
})

describeInBothModes('a connection to where connect(host) led', () => {
  it('is not for the next node of the name, which is configured for another host', async () => {
    const subject = createSubject({ name: 'chat' })
    const { rerender, unmount } = render(<subject.App version={1} />)
    await pass()
    act(() => void subject.node.connect('elsewhere.test'))
    act(() => subject.sockets[0]!.opens())
    rerender(<subject.App version={2} />)
    await pass()
    expect(subject.node.state).toEqual({ status: 'idle' })
    unmount()
    await pass(LINGER * 1000)
  })
})
