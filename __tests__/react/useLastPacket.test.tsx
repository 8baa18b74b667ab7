/**
 * The newest packet that a node received, or the newest of those that a component wants.
 */
import { act } from '@testing-library/react'
import { json, useLastPacket, type text, type WebSocketNodeHandle } from '../../src/index.js'
import { watchUncaught } from '../support/core/uncaught.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { renderReader, renderSource, renderSourceOf } from '../support/react/values.js'

mockNetwork()
const takeUncaught = watchUncaught()

type Node = WebSocketNodeHandle<typeof text>

const useLast = (node: Node | null) => useLastPacket(node)

describeInBothModes('useLastPacket(node)', () => {
  it('is undefined until something is received, and then the last packet, of a batch the last', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    const { shown } = renderReader(useLast, node)
    expect(new Set(shown)).toEqual(new Set([undefined]))
    for (const packets of [['one'], ['two', 'three'], ['']]) {
      say(...packets)
      await pass()
      expect(shown.at(-1)).toBe(packets.at(-1))
    }
  })

  it('renders nothing where a packet equals the last: an effect on the value runs once', async () => {
    const { node, say } = renderSource()
    const reader = renderReader(useLast, node)
    say('same')
    await pass()
    const { commits } = reader
    say('same')
    await pass()
    expect(reader.commits).toBe(commits)
  })

  it('counts a packet from before the mount, in the first commit', async () => {
    const { node, say } = renderSource()
    say('early')
    await pass()
    const { shown, commits } = renderReader(useLast, node)
    expect(new Set(shown)).toEqual(new Set(['early']))
    expect(commits).toBe(1)
  })

  it('tells a packet that is undefined or null from none', async () => {
    const { node, say } = renderSourceOf(json<string | null>())
    const { shown } = renderReader((of: typeof node) => useLastPacket(of), node)
    expect(shown.at(-1)).toBeUndefined()
    say('"a"', 'null')
    await pass()
    expect(shown.at(-1)).toBeNull()
  })

  it('is undefined for null, and follows from null to a node, to another, and back', async () => {
    const [one, other] = [renderSource(), renderSource()]
    one.say('of one')
    other.say('of the other')
    const { shown, rerender } = renderReader(useLast, null as Node | null)
    expect(shown.at(-1)).toBeUndefined()
    rerender(one.node)
    expect(shown.at(-1)).toBe('of one')
    rerender(other.node)
    expect(shown.at(-1)).toBe('of the other')
    one.say('late')
    other.say('in time')
    await pass()
    expect(shown.at(-1)).toBe('in time')
    rerender(null)
    other.say('too late')
    await pass()
    expect(shown.at(-1)).toBeUndefined()
  })

  it('keeps its value when the node unmounts', async () => {
    const { node, say, unmount } = renderSource()
    const { shown } = renderReader(useLast, node)
    say('last words')
    unmount()
    await pass()
    expect(node.state.status).toBe('idle')
    expect(shown.at(-1)).toBe('last words')
  })
})

describeInBothModes('useLastPacket(node, accept)', () => {
  const useWordWithA = (node: Node) => useLastPacket(node, (packet) => packet.includes('a'))

  it('is the last packet that is accepted, not the batch', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    const { shown } = renderReader(useWordWithA, node)
    say('pear', 'banana', 'plum')
    await pass()
    expect(shown.at(-1)).toBe('banana')
  })

  it('renders for what is accepted, and for nothing else', async () => {
    const { node, say } = renderSource()
    const reader = renderReader(useWordWithA, node)
    say('plum')
    await pass()
    expect(reader.commits).toBe(1)
    say('pear')
    await pass()
    expect(reader.commits).toBe(2)
    say('cherry')
    await pass()
    expect(reader.commits).toBe(2)
    expect(reader.shown.at(-1)).toBe('pear')
  })

  it('counts a batch from before the mount', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    say('pear', 'plum')
    await pass()
    const { shown } = renderReader(useWordWithA, node)
    expect(new Set(shown)).toEqual(new Set(['pear']))
  })

  it('has the type that a type guard leaves', async () => {
    type Shape = { kind: 'circle'; radius: number } | { kind: 'square'; side: number }
    const { node, say } = renderSourceOf(json<Shape>())
    const { shown } = renderReader(
      (of: typeof node): number | undefined => useLastPacket(of, (shape) => shape.kind === 'circle')?.radius,
      node,
    )
    say('{"kind":"circle","radius":3}', '{"kind":"square","side":4}')
    await pass()
    expect(shown.at(-1)).toBe(3)
  })

  it('may read props: a packet that the present function refuses is not shown, in no commit', async () => {
    const { node, say } = renderSource()
    const { shown, rerender } = renderReader(
      (letter: string) => useLastPacket(node, (packet) => packet.includes(letter)),
      'a',
    )
    say('pear')
    await pass()
    const before = shown.length
    rerender('l')
    expect(new Set(shown.slice(before))).toEqual(new Set([undefined]))
    say('banana', 'plum')
    await pass()
    expect(shown.at(-1)).toBe('plum')
    rerender('u')
    expect(shown.at(-1)).toBe('plum')
  })

  it('that throws while rendering shows nothing, and is not reported once more', async () => {
    const { node, say } = renderSource()
    const { shown, rerender } = renderReader(
      (isPicky: boolean) =>
        useLastPacket(node, () => {
          if (isPicky) throw new Error('picky')
          return true
        }),
      false,
    )
    say('pear')
    await pass()
    rerender(true)
    expect(shown.at(-1)).toBeUndefined()
    expect(takeUncaught()).toEqual([])
  })

  it('leaves out a packet for which it throws, and reports what it threw', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    const picky = (packet: string) => {
      if (packet === 'plum') throw new Error('no plums')
      return true
    }
    const { shown } = renderReader((of: Node) => useLastPacket(of, picky), node)
    const { shown: beside } = renderReader(useLast, node)
    say('pear', 'plum')
    await pass()
    expect(shown.at(-1)).toBe('pear')
    expect(beside.at(-1)).toBe('plum')
    expect(takeUncaught()).toEqual([new Error('no plums')])
  })

  it('leaves out a packet from before the mount, too, for which it throws', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    say('pear', 'plum')
    await pass()
    const picky = (packet: string) => {
      if (packet === 'plum') throw new Error('no plums')
      return true
    }
    const { shown, rerender } = renderReader((of: Node) => useLastPacket(of, picky), node)
    rerender(node)
    expect(shown.at(-1)).toBe('pear')
    expect(takeUncaught()).toEqual([new Error('no plums')])
  })

  it('is not asked any more once it is unmounted', () => {
    const { node, speak } = renderSource()
    const accept = jest.fn(() => true)
    const { unmount } = renderReader((of: Node) => useLastPacket(of, accept), node)
    unmount()
    accept.mockClear()
    act(() => speak('unheard'))
    expect(accept).not.toHaveBeenCalled()
  })
})
