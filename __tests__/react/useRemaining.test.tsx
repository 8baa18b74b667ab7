/**
 * The countdown of a node: to the next retry, or to the end of the attempt's time.
 */
import { act, render } from '@testing-library/react'
import { useEffect } from 'react'
import {
  useRemaining,
  useWebSocketNode,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { ScriptedSocket, scriptSockets } from '../support/react/scripted-socket.js'
import { renderReader } from '../support/react/values.js'

mockNetwork()

/** Renders a node on scripted sockets that has begun to connect. */
function renderConnecting(options: ReactWebSocketNodeOptions = {}) {
  const { createSocket, sockets } = scriptSockets()
  let held: WebSocketNodeHandle | undefined
  const Owner = () => {
    const [, node] = useWebSocketNode({ ...HERE, createSocket, autoconnectMode: 'none', ...options })
    useEffect(() => {
      held = node
    }, [node])
    return null
  }
  render(<Owner />)
  act(() => void held!.connect())
  return { node: held!, sockets }
}

const useCountdown = (node: WebSocketNodeHandle | null) => useRemaining(node)

/** What was shown, each value once. */
const distinct = (shown: readonly (number | null)[]) => shown.filter((value, index) => value !== shown[index - 1])

describeInBothModes('useRemaining', () => {
  it('is null for null, and while the node is idle, open and closed', async () => {
    expect(renderReader(useCountdown, null).shown.at(-1)).toBeNull()
    const { node, sockets } = renderConnecting({ connectionTimeout: 0 })
    const reader = renderReader(useCountdown, node)
    act(() => sockets[0]!.opens())
    await pass(5000)
    act(() => sockets[0]!.closes(4000, 'bye', true))
    await pass(5000)
    expect(new Set(reader.shown)).toEqual(new Set([null]))
  })

  it('counts the seconds until the attempt times out, each for a second', async () => {
    const { node } = renderConnecting({ connectionTimeout: 3 })
    const reader = renderReader(useCountdown, node)
    expect(reader.shown.at(-1)).toBe(3)
    await pass(999)
    expect(reader.shown.at(-1)).toBe(3)
    await pass(1)
    expect(reader.shown.at(-1)).toBe(2)
    await pass(1000)
    expect(reader.shown.at(-1)).toBe(1)
    await pass(1000)
    expect(node.state.status).toBe('failed')
    expect(distinct(reader.shown)).toEqual([3, 2, 1, null])
  })

  it('counts the seconds until the next retry, rounded up, and then those of the retry', async () => {
    const { node, sockets } = renderConnecting({ connectionTimeout: 2, reconnect: { next: () => 2.5 } })
    const reader = renderReader(useCountdown, node)
    act(() => sockets[0]!.closes())
    expect(reader.shown.at(-1)).toBe(3)
    await pass(500)
    expect(reader.shown.at(-1)).toBe(2)
    await pass(1000)
    expect(reader.shown.at(-1)).toBe(1)
    await pass(1000)
    expect(node.state.status).toBe('connecting')
    expect(reader.shown.at(-1)).toBe(2)
    expect(distinct(reader.shown)).toEqual([2, 3, 2, 1, 2])
  })

  it('renders once a second', async () => {
    const { node } = renderConnecting({ connectionTimeout: 10 })
    const reader = renderReader(useCountdown, node)
    const { commits } = reader
    await pass(5000)
    expect(reader.commits).toBe(commits + 5)
    expect(reader.shown.at(-1)).toBe(5)
  })

  it.each([0.1, 12_345.6789, 98_765.4321])('is exact, whatever the clock says: %d s', async (origin) => {
    jest.advanceTimersByTime(origin * 1000)
    const { node } = renderConnecting({ connectionTimeout: 3 })
    const reader = renderReader(useCountdown, node)
    await pass(2000)
    expect(distinct(reader.shown)).toEqual([3, 2, 1])
  })

  it('is null in the line for a turn, and begins within a second of it', async () => {
    const sockets: ScriptedSocket[] = []
    class HungSocket extends ScriptedSocket {
      constructor(url: string) {
        super(url)
        sockets.push(this)
      }
    }
    globalThis.WebSocket = HungSocket as unknown as typeof WebSocket
    const first = renderConnecting({ createSocket: undefined })
    const second = renderConnecting({ createSocket: undefined })
    const readerOfFirst = renderReader(useCountdown, first.node)
    const readerOfSecond = renderReader(useCountdown, second.node)
    await pass(2000)
    expect(readerOfFirst.shown.at(-1)).toBe(8)
    expect(new Set(readerOfSecond.shown)).toEqual(new Set([null]))
    act(() => sockets[0]!.opens())
    await pass(1000)
    expect(readerOfFirst.shown.at(-1)).toBeNull()
    expect(readerOfSecond.shown.at(-1)).toBe(9)
  })

  it('is null offline', async () => {
    const onLine = jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
    const { node, sockets } = renderConnecting({ reconnect: { next: () => 20 } })
    const reader = renderReader(useCountdown, node)
    act(() => sockets[0]!.closes())
    expect(reader.shown.at(-1)).toBe(20)
    onLine.mockReturnValue(false)
    await pass(1000)
    expect(reader.shown.at(-1)).toBeNull()
  })

  it('follows from node to node', async () => {
    const one = renderConnecting({ connectionTimeout: 5 })
    const other = renderConnecting({ connectionTimeout: 9 })
    const reader = renderReader(useCountdown, one.node as WebSocketNodeHandle | null)
    await pass(1000)
    expect(reader.shown.at(-1)).toBe(4)
    reader.rerender(other.node)
    expect(reader.shown.at(-1)).toBe(8)
    reader.rerender(null)
    expect(reader.shown.at(-1)).toBeNull()
  })

  it('leaves no timer when its component unmounts', () => {
    const { node } = renderConnecting()
    const before = jest.getTimerCount()
    const { unmount } = renderReader(useCountdown, node)
    expect(jest.getTimerCount()).toBe(before + 1)
    unmount()
    expect(jest.getTimerCount()).toBe(before)
  })
})
