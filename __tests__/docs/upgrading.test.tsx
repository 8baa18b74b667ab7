/**
 * What docs/upgrading.md says of the version that it leads to, by the code that it shows.
 */
import { act, fireEvent, render, screen } from '@testing-library/react'
import { Bitcoin, Chat, Lines, Log, Strict } from '../../docs/code/upgrading.js'
import { useEffect } from 'react'
import { backoff, createWebSocketNode, text, useWebSocketNode, type WebSocketNodeHandle } from '../../src/index.js'
import { mockNetwork, pass, takeComplaints } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()
const ROOM = 'wss://chat.example/room'
const shown = () => document.querySelector('pre')!.textContent

describeInBothModes('upgrading', () => {
  it('texts of a batch are an array', async () => {
    const server = network.serve(ROOM)
    render(<Lines />)
    await pass()
    server.send('a', 'b', 'c')
    await pass()
    expect(shown()).toBe('abc')
  })

  it('useLastPacket takes what useLastReceived took', async () => {
    const server = network.serve(ROOM)
    const { container } = render(<Bitcoin />)
    await pass()
    server.send('{"symbol":"BTC","price":1}', '{"symbol":"ETH","price":2}')
    await pass()
    expect(container.textContent).toBe('1')
  })

  it('another token is the same destination where it has a name', async () => {
    const server = network.serve(ROOM)
    const { rerender } = render(<Log token="1" />)
    await pass()
    server.send('before')
    await pass()
    rerender(<Log token="2" />)
    await pass()
    expect(network.attempts.slice(-2)).toEqual([`${ROOM}?token=1`, `${ROOM}?token=2`])
    server.send('after')
    await pass()
    expect(shown()).toBe('before\nafter')
  })

  it('without a queue, send refuses as long as there is no connection', () => {
    const alert = jest.spyOn(window, 'alert').mockImplementation(() => {})
    render(<Strict />)
    act(() => void fireEvent.click(screen.getByText('Send')))
    expect(alert.mock.calls).toEqual([[false]])
    expect(takeComplaints()).toEqual([expect.stringContaining('sendQueue is 0')])
  })

  it('the node above is there from the first render on, and takes what is sent before it mounts', async () => {
    const server = network.serve(ROOM)
    render(<Chat />)
    await pass()
    expect(new Set(server.messages)).toEqual(new Set(['hello']))
  })
})

it('an unmount ends in a microtask', async () => {
  const onSendFailed = jest.fn()
  let node: WebSocketNodeHandle<typeof text>
  const Subject = () => {
    const [, own] = useWebSocketNode({ url: ROOM, autoconnectMode: 'self-ready', format: text, onSendFailed })
    useEffect(() => void (node = own), [own])
    return null
  }
  const { unmount } = render(<Subject />)
  node!.send('hello')
  unmount()
  expect(onSendFailed).not.toHaveBeenCalled()
  await Promise.resolve()
  expect(onSendFailed.mock.calls).toEqual([[['hello']]])
})

it('the last word counts: connect() while closing connects when that is over', async () => {
  const server = network.serve(ROOM)
  const node = createWebSocketNode({ url: ROOM, format: text })
  expect(node.connect()).toBe(true)
  await pass()
  node.close()
  expect([node.state.status, node.connect()]).toEqual(['closing', true])
  await pass()
  expect([node.state.status, server.handshakes]).toEqual(['open', 2])
  expect(node.close()).toBe(true)
  await pass()
  node.dispose()
})

it('a route alone does not say where to, where there is a url', () => {
  const node = createWebSocketNode({ url: ROOM, format: text })
  expect(node.connect(undefined, '/other')).toBe(false)
  node.dispose()
})

it('backoff takes at most an hour, and a wrong kind of option throws', () => {
  expect(() => backoff({ maxDelay: 86_400 })).toThrow(RangeError)
  expect(() => createWebSocketNode({ format: text, reconnect: true as never })).toThrow(TypeError)
})
