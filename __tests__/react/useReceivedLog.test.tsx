/**
 * The last packets of a node, as many as are wanted.
 */
import { render, screen } from '@testing-library/react'
import { useReceivedLog, type text, type WebSocketNodeHandle } from '../../src/index.js'
import { watchUncaught } from '../support/core/uncaught.js'
import { mockNetwork, pass, takeComplaints } from '../support/react/network.js'
import { describeInBothModes, ErrorBoundary } from '../support/react/rendering.js'
import { numbers, renderReader, renderSource } from '../support/react/values.js'

mockNetwork()
const takeUncaught = watchUncaught()

type Node = WebSocketNodeHandle<typeof text>

const useLog = (node: Node | null) => useReceivedLog(node)

describeInBothModes('useReceivedLog', () => {
  it('is empty at first, and then every packet since the mount, oldest first', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    say('early')
    await pass()
    const { shown } = renderReader(useLog, node)
    expect(shown.at(-1)).toEqual([])
    say('one', 'two')
    await pass()
    say('three')
    await pass()
    expect(shown.at(-1)).toEqual(['one', 'two', 'three'])
  })

  it('keeps 100 unless another limit is given, and lets the oldest go', async () => {
    const { node, say } = renderSource()
    const { shown: byDefault } = renderReader(useLog, node)
    const { shown: three } = renderReader((of: Node) => useReceivedLog(of, 3), node)
    const { shown: none } = renderReader((of: Node) => useReceivedLog(of, 0), node)
    say(...numbers(1, 250))
    await pass()
    expect(byDefault.at(-1)).toEqual(numbers(151, 100))
    expect(three.at(-1)).toEqual(numbers(248, 3))
    expect(none.at(-1)).toEqual([])
  })

  it('renders nothing for a limit of 0', async () => {
    const { node, say } = renderSource()
    const reader = renderReader((of: Node) => useReceivedLog(of, 0), node)
    say('one')
    await pass()
    expect(reader.commits).toBe(1)
  })

  it.each([1, 100_000])('takes a limit of %i', async (limit) => {
    const { node, say } = renderSource({ flush: 'burst' })
    const { shown } = renderReader((of: Node) => useReceivedLog(of, limit), node)
    say(...numbers(1, 300))
    await pass()
    expect(shown.at(-1)).toEqual(numbers(1, 300).slice(-limit))
  })

  it('has no gap after a limit of 0: what came before is gone too', async () => {
    const { node, say } = renderSource()
    const { shown, rerender } = renderReader((limit: number) => useReceivedLog(node, limit), 4)
    say('1', '2')
    await pass()
    rerender(0)
    say('3')
    await pass()
    rerender(4)
    expect(shown.at(-1)).toEqual([])
    say('4')
    await pass()
    expect(shown.at(-1)).toEqual(['4'])
  })

  it('of a batch larger than the limit keeps its end', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    const { shown } = renderReader((of: Node) => useReceivedLog(of, 2), node)
    say(...numbers(1, 50))
    await pass()
    expect(shown.at(-1)).toEqual(['49', '50'])
  })

  it('gets shorter at once with a smaller limit, and longer with what comes', async () => {
    const { node, say } = renderSource()
    const { shown, rerender } = renderReader((limit: number) => useReceivedLog(node, limit), 4)
    say(...numbers(1, 6))
    await pass()
    expect(shown.at(-1)).toEqual(numbers(3, 4))
    rerender(2)
    expect(shown.at(-1)).toEqual(numbers(5, 2))
    say('7')
    await pass()
    expect(shown.at(-1)).toEqual(numbers(6, 2))
    rerender(5)
    say('8', '9', '10')
    await pass()
    expect(shown.at(-1)).toEqual(numbers(6, 5))
  })

  it('is the same array while nothing arrives', async () => {
    const { node, say } = renderSource()
    const { shown, rerender } = renderReader(useLog, node)
    rerender(node)
    say('one')
    await pass()
    const log = shown.at(-1)
    rerender(node)
    expect(shown.at(-1)).toBe(log)
    expect(shown[0]).toBe(shown[1])
  })

  it('is never changed once it was shown', async () => {
    const { node, say } = renderSource()
    const { shown } = renderReader(useLog, node)
    say('one')
    await pass()
    const before = shown.at(-1)
    say('two', 'three')
    await pass()
    expect(before).toEqual(['one'])
    expect(shown.at(-1)).toEqual(['one', 'two', 'three'])
  })

  it('starts again with another node, and is empty for null', async () => {
    const [one, other] = [renderSource(), renderSource()]
    const { shown, rerender } = renderReader(useLog, one.node as Node | null)
    one.say('of one')
    await pass()
    rerender(other.node)
    expect(shown.at(-1)).toEqual([])
    other.say('of the other')
    one.say('unheard')
    await pass()
    expect(shown.at(-1)).toEqual(['of the other'])
    rerender(null)
    expect(shown.at(-1)).toEqual([])
    rerender(one.node)
    expect(shown.at(-1)).toEqual([])
  })

  it('keeps what accept lets through, up to the limit', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    const { shown } = renderReader(
      (of: Node) => useReceivedLog(of, { limit: 2, accept: (packet) => packet.includes('a') }),
      node,
    )
    say('pear', 'plum', 'banana', 'cherry', 'apple', 'quince')
    await pass()
    expect(shown.at(-1)).toEqual(['banana', 'apple'])
  })

  it('keeps 100 packets where only accept is given', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    const { shown } = renderReader((of: Node) => useReceivedLog(of, { accept: () => true }), node)
    say(...Array.from({ length: 150 }, (_, index) => String(index)))
    await pass()
    expect(shown.at(-1)).toHaveLength(100)
    expect(shown.at(-1)!.at(-1)).toBe('149')
  })

  it('renders nothing for packets that accept refuses', async () => {
    const { node, say } = renderSource()
    const reader = renderReader((of: Node) => useReceivedLog(of, { accept: (packet) => packet !== 'noise' }), node)
    const { commits } = reader
    say('noise', 'noise')
    await pass()
    expect(reader.commits).toBe(commits)
    expect(reader.shown.at(-1)).toEqual([])
  })

  it('does not show what the present accept refuses, which may read props', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    const { shown, rerender } = renderReader(
      (letter: string) => useReceivedLog(node, { accept: (packet) => packet.includes(letter) }),
      'a',
    )
    say('pear', 'apple')
    await pass()
    expect(shown.at(-1)).toEqual(['pear', 'apple'])
    const before = shown.length
    rerender('l')
    expect(shown.slice(before)).toEqual(shown.slice(before).map(() => ['apple']))
    say('plum', 'banana')
    await pass()
    expect(shown.at(-1)).toEqual(['apple', 'plum'])
  })

  it('leaves out a packet for which accept throws, and reports what it threw', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    const accept = (packet: string) => {
      if (packet === 'plum') throw new Error('no plums')
      return true
    }
    const { shown } = renderReader((of: Node) => useReceivedLog(of, { accept }), node)
    say('pear', 'plum', 'apple')
    await pass()
    expect(shown.at(-1)).toEqual(['pear', 'apple'])
    expect(takeUncaught()).toEqual([new Error('no plums')])
  })

  it.each([-1, 1.5, NaN, Infinity, 100_001, '3', null])('throws while rendering for a limit of %p', (limit) => {
    const Log = () => useReceivedLog(null, limit as number).length
    render(
      <ErrorBoundary>
        <Log />
      </ErrorBoundary>,
    )
    const got = typeof limit === 'string' ? `"${limit}"` : String(limit)
    expect(screen.getByRole('status').textContent).toBe(
      `RangeError: limit is in whole packets, 0 to 100000; got ${got}`,
    )
    expect(takeComplaints().join()).toContain('RangeError')
  })
})
