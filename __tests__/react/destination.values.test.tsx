/**
 * The values of a node belong to its destination: nothing of one is shown, or told, for another.
 */
import { act, render } from '@testing-library/react'
import { useEffect, useLayoutEffect } from 'react'
import {
  text,
  useLastPacket,
  useLastReceived,
  useNode,
  useReceivedLog,
  useReceivedReducer,
  useWebSocketNode,
  WebSocketProvider,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, URL_HERE } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'

mockNetwork()

type Options = ReactWebSocketNodeOptions<typeof text>
type Node = WebSocketNodeHandle<typeof text>

/** All that can be shown of a node's packets. */
function useValues(node: Node | null, initial: string) {
  return [
    useLastPacket(node),
    useLastReceived(node)?.join(),
    useReceivedLog(node).join(),
    useReceivedReducer(node, (all, packet) => all + packet, initial),
  ]
}

const ROUTE_A: Options = { route: '/a' }
const ROUTE_B: Options = { route: '/b' }

/** A node, its values in its own component and in one that finds it by name, and what each commit showed. */
function renderRoom(first: Options, initial = '') {
  const { sockets, createSocket } = scriptSockets()
  const commits: { readonly route: string | undefined; readonly shown: readonly (string | undefined)[] }[] = []
  let held: Node | undefined
  const note = (route: string | undefined, shown: readonly (string | undefined)[]) =>
    void commits.push({ route, shown })
  const Reader = ({ route, start }: { route: string | undefined; start: string }) => {
    const shown = useValues(useNode('room', text), start)
    useLayoutEffect(() => note(route, shown))
    return null
  }
  const Room = ({ options, start }: { options: Options; start: string }) => {
    const [, node] = useWebSocketNode({
      ...HERE,
      name: 'room',
      format: text,
      flush: 'sync',
      autoconnectMode: 'self-ready',
      createSocket,
      ...options,
    })
    const shown = useValues(node, start)
    useLayoutEffect(() => note(options.route, shown))
    useEffect(() => {
      held = node
    }, [node])
    return null
  }
  const tree = (options: Options, start: string) => (
    <WebSocketProvider>
      <Room options={options} start={start} />
      <Reader route={options.route} start={start} />
    </WebSocketProvider>
  )
  const { rerender } = render(tree(first, initial))
  return {
    node: held!,
    sockets,
    commits,
    /** What the two components show now. */
    shown: () => commits.slice(-2).map(({ shown }) => shown),
    /** The last socket opens. */
    opens: () => pass().then(() => act(() => sockets.at(-1)!.opens())),
    says: (...packets: string[]) => act(() => packets.forEach((packet) => sockets.at(-1)!.delivers(packet))),
    rerender: (options: Options, start = initial) => rerender(tree(options, start)),
  }
}

const NOTHING = [undefined, undefined, '', '']

describeInBothModes('when the destination changes', () => {
  it.each<[string, Options, Options]>([
    ['another route', ROUTE_A, ROUTE_B],
    ['another host', {}, { host: 'there.test' }],
    ['another query', { route: '/?room=a' }, { route: '/?room=b' }],
    ['another name in destination', { destination: 'a' }, { destination: 'b' }],
    [
      'another name, of one url function',
      { url: () => URL_HERE, destination: 'a' },
      { url: () => URL_HERE, destination: 'b' },
    ],
    ['a name that appears', {}, { destination: 'a' }],
    ['null', {}, { url: null }],
  ])('all values start again: %s', async (_what, before, after) => {
    const room = renderRoom(before)
    await room.opens()
    room.says('secret of A')
    await pass()
    expect(room.shown()).toEqual([Array(4).fill('secret of A'), Array(4).fill('secret of A')])
    room.rerender(after)
    expect(room.shown()).toEqual([NOTHING, NOTHING])
    await pass()
    expect(room.shown()).toEqual([NOTHING, NOTHING])
    expect(room.node.lastReceived).toBeUndefined()
    expect(room.node.receivedCount).toBe(0)
  })

  it('no commit after the one that moves shows anything of the destination before', async () => {
    const room = renderRoom(ROUTE_A)
    await room.opens()
    room.says('a1')
    room.says('a2', 'a3')
    const before = room.commits.length
    room.rerender(ROUTE_B)
    await room.opens()
    await pass()
    room.says('b1')
    await pass()
    // The effects of the commit that moves see the values from before: one commit of each of the two components.
    const [, , ...later] = room.commits.slice(before)
    expect(later.length).toBeGreaterThan(0)
    expect(later.flatMap(({ shown }) => shown).join()).not.toContain('a')
    expect(room.shown()).toEqual([Array(4).fill('b1'), Array(4).fill('b1')])
  })

  it('what waits for the frame is never shown', async () => {
    const room = renderRoom(ROUTE_A)
    await room.opens()
    room.says('shown')
    room.says('waits')
    room.rerender(ROUTE_B)
    await pass()
    expect(room.shown()).toEqual([NOTHING, NOTHING])
    expect(room.commits.flatMap(({ shown }) => shown).join()).not.toContain('waits')
  })

  it('a way there and back is two changes', async () => {
    const room = renderRoom(ROUTE_A)
    await room.opens()
    room.says('a')
    room.rerender(ROUTE_B)
    room.rerender(ROUTE_A)
    await room.opens()
    expect(room.shown()).toEqual([NOTHING, NOTHING])
  })

  it('useReceivedReducer begins with the latest initial result', async () => {
    const room = renderRoom(ROUTE_A, 'first: ')
    await room.opens()
    room.says('a')
    await pass()
    expect(room.shown()[0]!.at(-1)).toBe('first: a')
    room.rerender(ROUTE_B, 'second: ')
    expect(room.shown()[0]!.at(-1)).toBe('second: ')
    await room.opens()
    room.says('b')
    await pass()
    expect(room.shown()[0]!.at(-1)).toBe('second: b')
  })

  it('values start again in a node that is at rest, too', async () => {
    const room = renderRoom(ROUTE_A)
    await room.opens()
    room.says('a')
    act(() => void room.node.close())
    act(() => room.sockets[0]!.closes(1000, '', true))
    await pass()
    expect(room.shown()[0]![0]).toBe('a')
    room.rerender(ROUTE_B)
    await pass()
    expect(room.node.state.status).toBe('closed')
    expect(room.shown()).toEqual([NOTHING, NOTHING])
  })

  it('lastSent and sentCount go on', async () => {
    const room = renderRoom(ROUTE_A)
    await room.opens()
    room.node.send('hello')
    room.rerender(ROUTE_B)
    expect(room.node.lastSent).toBe('hello')
    expect(room.node.sentCount).toBe(1)
  })
})

describeInBothModes('while the destination stays', () => {
  it.each<[string, Options, Options]>([
    [
      'a fresh token in the query, under a name',
      { route: '/?token=1', destination: 'chat' },
      { route: '/?token=2', destination: 'chat' },
    ],
    ['another path, under a name', { route: '/a', destination: 'chat' }, { route: '/b', destination: 'chat' }],
    ['other protocols', { protocols: ['v1', 'a'] }, { protocols: ['v1', 'b'] }],
  ])('values stay, though the connection moves: %s', async (_what, before, after) => {
    const room = renderRoom(before)
    await room.opens()
    room.says('kept')
    await pass()
    room.rerender(after)
    await room.opens()
    expect(room.sockets).toHaveLength(2)
    room.says('new')
    await pass()
    expect(room.shown()[0]).toEqual(['new', 'new', 'kept,new', 'keptnew'])
  })

  it('values outlast a reconnect', async () => {
    const room = renderRoom({ reconnect: { next: () => 0 } })
    await room.opens()
    room.says('kept')
    act(() => room.sockets[0]!.closes())
    await room.opens()
    room.says('new')
    await pass()
    expect(room.shown()[0]).toEqual(['new', 'new', 'kept,new', 'keptnew'])
  })
})

describeInBothModes('a packet that waits in its batch when the destination changes', () => {
  it('is heard by the handlers of the options before, with the state before, and not by the new ones', async () => {
    const { sockets, createSocket } = scriptSockets()
    const heard: unknown[] = []
    let held: Node | undefined
    const Room = ({ route }: { route: string }) => {
      const [, node] = useWebSocketNode({
        ...HERE,
        route,
        format: text,
        flush: 'frame',
        autoconnectMode: 'self-ready',
        createSocket,
        onPacket: (packet) => void heard.push([route, packet, node.state]),
        onReceived: (data) => void heard.push([route, ...data, node.state]),
      })
      useEffect(() => {
        held = node
      }, [node])
      return null
    }
    const { rerender } = render(<Room route="/a" />)
    await pass()
    act(() => sockets[0]!.opens())
    const stateOfA = held!.state
    act(() => sockets[0]!.delivers('of A'))
    rerender(<Room route="/b" />)
    await pass()
    expect(heard).toEqual([
      ['/a', 'of A', stateOfA],
      ['/a', 'of A', stateOfA],
    ])
    act(() => sockets[1]!.opens())
    act(() => sockets[1]!.delivers('of B'))
    await pass()
    expect(heard.slice(2)).toEqual([
      ['/b', 'of B', held!.state],
      ['/b', 'of B', held!.state],
    ])
  })
})
