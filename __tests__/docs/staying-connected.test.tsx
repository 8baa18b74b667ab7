/**
 * What docs/staying-connected.md says about time, by a clock of the test.
 */
import { act, fireEvent, render, screen } from '@testing-library/react'
import { EveryThreeSeconds, Feed, Journal, Line } from '../../docs/code/staying-connected.js'
import { backoff, text, useWebSocketNode, type NodeState, type WebSocketNodeHandle } from '../../src/index.js'
import { useEffect } from 'react'
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

describeInBothModes('the feed, offline', () => {
  it('says nothing of seconds, and shows them again when the network is back', async () => {
    const server = network.serve(FEED)
    render(<Feed />)
    await pass()
    jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    cut(server)
    await pass()
    expect(screen.getByRole('status').textContent).toBe('Connection lost. Trying again. Try now')
  })
})

describeInBothModes('the words for people', () => {
  it("a first attempt that is tried again is 'connecting', and a lost connection 'reconnecting'", async () => {
    const { container } = render(<Line />)
    await pass()
    expect([network.attempts.length, container.textContent]).toEqual([1, 'connecting'])
    const server = network.serve(FEED)
    await pass(1000)
    expect([server.handshakes, container.textContent]).toEqual([1, 'online'])
    cut(server)
    await pass()
    expect(container.textContent).toBe('reconnecting')
    await pass(2000)
    expect([server.handshakes, container.textContent]).toEqual([2, 'online'])
  })

  it.each([
    [1000, 'closed'],
    [1006, 'reconnecting'],
  ])('a close with %i leads to %s', async (code, status) => {
    const server = network.serve(FEED)
    const seen = renderSeen()
    await pass()
    act(() => server.clients.forEach((client) => client.close({ code, reason: '', wasClean: code === 1000 })))
    await pass()
    expect(seen.node.state.status).toBe(status)
  })
})

/** A node with the function as its url, and the attempts that the function was asked for. */
function renderSeen(reconnect = backoff()) {
  const asked: number[] = []
  const states: NodeState[] = []
  let held: WebSocketNodeHandle<typeof text> | undefined
  function Seen() {
    const [state, node] = useWebSocketNode({
      url: (attempt) => {
        asked.push(attempt)
        return FEED
      },
      autoconnectMode: 'self-ready',
      format: text,
      reconnect,
    })
    useEffect(() => {
      held = node
      states.push(state)
    })
    return null
  }
  render(<Seen />)
  return { node: held!, asked, states }
}

describeInBothModes('connect() and reconnect() while reconnecting', () => {
  it.each(['connect', 'reconnect'] as const)('%s() asks again, and counts from 0', async (method) => {
    jest.spyOn(Math, 'random').mockReturnValue(1)
    const seen = renderSeen()
    await pass(1000 + 2000 + 200)
    expect([seen.asked, seen.node.state]).toMatchObject([[0, 1, 2], { status: 'reconnecting', attempt: 3, delay: 4 }])
    act(() => void seen.node[method]())
    expect(seen.node.state).toMatchObject({ status: 'connecting', attempt: 0 })
    await pass()
    expect([seen.asked, seen.node.state]).toMatchObject([
      [0, 1, 2, 0],
      { status: 'reconnecting', attempt: 1, delay: 1 },
    ])
  })
})

describeInBothModes('giving up', () => {
  it("is 'failed' after a failed attempt", async () => {
    const seen = renderSeen(backoff({ attempts: 0 }))
    await pass()
    expect(seen.node.state.status).toBe('failed')
  })

  it("is 'closed' after a connection that was lost", async () => {
    const server = network.serve(FEED)
    const seen = renderSeen(backoff({ attempts: 0 }))
    await pass()
    cut(server)
    await pass()
    expect(seen.node.state.status).toBe('closed')
  })

  it.each([
    [5, 1, 'closed'],
    [0, 1, 'reconnecting'],
  ])('connections that drop at once with stableAfter: %i and attempts: %i', async (stableAfter, attempts, status) => {
    const server = network.serve(FEED)
    const seen = renderSeen(backoff({ attempts, stableAfter }))
    await pass()
    cut(server)
    await pass(1100)
    expect(server.handshakes).toBe(2)
    cut(server)
    await pass()
    expect(seen.node.state.status).toBe(status)
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
