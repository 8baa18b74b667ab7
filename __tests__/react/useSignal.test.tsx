/**
 * Listening to a signal from any component.
 */
import { act, render } from '@testing-library/react'
import { useEffect, useLayoutEffect } from 'react'
import {
  json,
  text,
  useSignal,
  useWebSocketNode,
  WebSocketProvider,
  WebSocketNode,
  useNode,
  type ReactWebSocketNodeOptions,
  type Signal,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, THERE, URL_HERE } from '../support/react/network.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'
import { renderSource } from '../support/react/values.js'

const network = mockNetwork()

function renderNode(options: ReactWebSocketNodeOptions<typeof text> = {}) {
  const scripted = scriptSockets()
  let held: WebSocketNodeHandle<typeof text> | undefined
  const Owner = () => {
    const [, node] = useWebSocketNode({ ...HERE, format: text, createSocket: scripted.createSocket, ...options })
    useEffect(() => {
      held = node
    }, [node])
    return null
  }
  const { unmount } = render(<Owner />)
  return { node: held!, sockets: scripted.sockets, unmount }
}

function Listener({ node, signal, onSignal }: ListenerProps) {
  useSignal(node, signal, (...args: unknown[]) => onSignal(signal, ...args))
  return null
}

interface ListenerProps {
  node: WebSocketNodeHandle<typeof text> | null
  signal: Signal
  onSignal: (...args: unknown[]) => void
}

describeInBothModes('useSignal', () => {
  it('hears every signal with its arguments, once', async () => {
    let mayRetry = true
    const { node, sockets } = renderNode({
      format: json() as never,
      flush: 'sync',
      sendQueue: 1,
      reconnect: { next: () => (mayRetry ? 0.1 : null) },
    })
    const heard: unknown[][] = []
    const signals: Signal[] = [
      'connected',
      'connectFailed',
      'packet',
      'received',
      'closing',
      'closed',
      'receiveFailed',
      'reconnecting',
      'gaveUp',
      'sendFailed',
    ]
    render(
      signals.map((signal) => <Listener key={signal} {...{ node, signal }} onSignal={(...args) => heard.push(args)} />),
    )
    act(() => void node.connect())
    act(() => sockets[0]!.closes())
    mayRetry = false
    await pass(200)
    act(() => sockets[1]!.opens())
    act(() => sockets[1]!.delivers('1'))
    act(() => sockets[1]!.delivers('{'))
    act(() => sockets[1]!.closes(4000, 'bye', true))
    act(() => void node.connect())
    node.sendString('lost')
    act(() => sockets[2]!.closes())
    expect(heard).toEqual([
      ['connectFailed', expect.objectContaining({ code: 'refused' })],
      ['reconnecting', 1, 0.1],
      ['connected', URL_HERE, { isReconnect: false, downFor: undefined }],
      ['packet', 1],
      ['received', [1], [1]],
      ['receiveFailed', expect.objectContaining({ code: 'invalid-message' }), '{'],
      ['closing'],
      ['closed', 4000, 'bye'],
      ['gaveUp', { type: 'closed', code: 4000, reason: 'bye', wasClean: true }],
      ['connectFailed', expect.objectContaining({ code: 'refused' })],
      ['sendFailed', ['lost']],
      ['gaveUp', { type: 'failed', error: expect.objectContaining({ code: 'refused' }) as unknown }],
    ])
  })

  it('calls the latest handler, without subscribing again', async () => {
    const { node, sockets } = renderNode({ autoconnectMode: 'self-ready', flush: 'sync' })
    const on = jest.spyOn(node, 'on')
    const heard: string[] = []
    const { rerender } = render(
      <Listener node={node} signal="received" onSignal={(_s, data) => heard.push(`1 ${String(data)}`)} />,
    )
    const { length } = on.mock.calls
    await pass()
    act(() => sockets[0]!.opens())
    act(() => sockets[0]!.delivers('a'))
    rerender(<Listener node={node} signal="received" onSignal={(_s, data) => heard.push(`2 ${String(data)}`)} />)
    act(() => sockets[0]!.delivers('b'))
    expect(heard).toEqual(['1 a', '2 b'])
    expect(on.mock.calls).toHaveLength(length)
  })

  it('does nothing for null, and follows from node to node and from signal to signal', async () => {
    const one = renderNode({ autoconnectMode: 'self-ready', flush: 'sync' })
    const other = renderNode({ autoconnectMode: 'self-ready', flush: 'sync' })
    await pass()
    for (const { sockets } of [one, other]) act(() => sockets[0]!.opens())
    const heard: unknown[] = []
    const onSignal = (...args: unknown[]) => heard.push(args.slice(0, 2))
    const speak = (text: string) =>
      [one, other].forEach(({ sockets }, index) => act(() => sockets[0]!.delivers(`${text} from ${index}`)))

    const { rerender, unmount } = render(<Listener node={null} signal="received" onSignal={onSignal} />)
    speak('a')
    rerender(<Listener node={one.node} signal="received" onSignal={onSignal} />)
    speak('b')
    rerender(<Listener node={other.node} signal="received" onSignal={onSignal} />)
    speak('c')
    rerender(<Listener node={other.node} signal="closed" onSignal={onSignal} />)
    speak('d')
    act(() => other.sockets[0]!.closes(4000, '', true))
    rerender(<Listener node={null} signal="closed" onSignal={onSignal} />)
    act(() => one.sockets[0]!.closes(4001, '', true))
    unmount()
    expect(heard).toEqual([
      ['received', ['b from 0']],
      ['received', ['c from 1']],
      ['closed', 4000],
    ])
  })

  it('never renders', async () => {
    const { node, sockets } = renderNode({ autoconnectMode: 'self-ready', flush: 'sync' })
    const counter = createCounter()
    const onSignal = jest.fn()
    render(
      <counter.Counted>
        <Listener node={node} signal="received" onSignal={onSignal} />
        <Listener node={node} signal="connected" onSignal={onSignal} />
        <Listener node={node} signal="closed" onSignal={onSignal} />
      </counter.Counted>,
    )
    await pass()
    act(() => sockets[0]!.opens())
    for (let index = 0; index < 100; index++) act(() => sockets[0]!.delivers(String(index)))
    act(() => sockets[0]!.closes())
    expect(onSignal).toHaveBeenCalledTimes(102)
    expect(counter.commits).toBe(1)
  })

  it('stops with the component', async () => {
    const { node, sockets } = renderNode({ autoconnectMode: 'self-ready' })
    const onSignal = jest.fn()
    const { unmount } = render(<Listener node={node} signal="connected" onSignal={onSignal} />)
    unmount()
    await pass()
    act(() => sockets[0]!.opens())
    expect(onSignal).not.toHaveBeenCalled()
  })

  it('hears after the handler of the node, in the order of the components', async () => {
    const heard: string[] = []
    const { node, sockets } = renderNode({
      autoconnectMode: 'self-ready',
      onConnected: () => void heard.push('option'),
    })
    render(
      <>
        <Listener node={node} signal="connected" onSignal={() => heard.push('first')} />
        <Listener node={node} signal="connected" onSignal={() => heard.push('second')} />
      </>,
    )
    await pass()
    act(() => sockets[0]!.opens())
    expect(heard).toEqual(['option', 'first', 'second'])
  })

  it('works in the component of the hook, for the first connection too', async () => {
    network.serve()
    const heard: string[] = []
    const App = () => {
      const [, node] = useWebSocketNode({ ...HERE, autoconnectMode: 'self-ready' })
      useSignal(node, 'connected', (url) => void heard.push(url))
      return null
    }
    render(<App />)
    await pass()
    expect(heard).toEqual([URL_HERE])
  })

  it('hears the first connection of a node that is found by name', async () => {
    network.serve()
    const heard: string[] = []
    const Elsewhere = () => {
      useSignal(useNode('chat'), 'connected', (url) => void heard.push(url))
      return null
    }
    render(
      <WebSocketProvider>
        <WebSocketNode {...HERE} name="chat" autoconnectMode="self-ready" />
        <Elsewhere />
      </WebSocketProvider>,
    )
    await pass()
    expect(heard).toEqual([URL_HERE])
  })

  it('calls the handler of this commit for what the commit causes', async () => {
    const { sockets, createSocket } = scriptSockets()
    const heard: string[] = []
    const Subject = ({ isThere }: { isThere: boolean }) => {
      const where = isThere ? THERE : HERE
      const [, node] = useWebSocketNode({
        ...where,
        createSocket,
        autoconnectMode: 'self-ready',
        onClosed: () => void heard.push(`the option, now at ${where.host}`),
      })
      useSignal(node, 'closed', () => void heard.push(`a listener, now at ${where.host}`))
      return null
    }
    const { rerender } = render(<Subject isThere={false} />)
    await pass()
    act(() => sockets[0]!.opens())
    rerender(<Subject isThere />)
    await pass()
    expect(heard).toEqual([`the option, now at ${THERE.host}`, `a listener, now at ${THERE.host}`])
  })

  it('never calls the handler for one node with what another says', async () => {
    const [one, other] = [renderSource(), renderSource()]
    const heard: string[] = []
    const Subject = ({ node, name }: { node: WebSocketNodeHandle<typeof text>; name: string }) => {
      useSignal(node, 'received', (data) => void heard.push(`${name} hears ${data.join()}`))
      return null
    }
    const App = ({ isOther }: { isOther: boolean }) => {
      // After the commit, and before the effects that listen.
      useLayoutEffect(() => one.speak('one'), [isOther])
      return <Subject node={isOther ? other.node : one.node} name={isOther ? 'other' : 'one'} />
    }
    const { rerender } = render(<App isOther={false} />)
    rerender(<App isOther />)
    await pass()
    expect(heard).not.toContain('other hears one')
    other.say('other')
    expect(heard).toContain('other hears other')
  })

  it('may send from its handler: the node knows its state synchronously', async () => {
    const { node, sockets } = renderNode({ autoconnectMode: 'self-ready' })
    const sent: boolean[] = []
    render(<Listener node={node} signal="connected" onSignal={() => sent.push(node.send('at once'))} />)
    await pass()
    act(() => sockets[0]!.opens())
    expect(sent).toEqual([true])
    expect(sockets[0]!.sent).toEqual(['at once'])
  })
})
