/**
 * When values are shown: what comes first in a frame at once, the rest with the next frame, and all that is read of one node
 * together.
 */
import { edit } from '../support/react/fast-refresh.js'
import { act, render, screen } from '@testing-library/react'
import { useLayoutEffect } from 'react'
import {
  useLastPacket,
  useLastReceived,
  useReceivedLog,
  useReceivedReducer,
  type Format,
  type text,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { watchUncaught } from '../support/core/uncaught.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { renderReader, renderSource, renderSourceOf } from '../support/react/values.js'
import { seeded } from '../support/seeded.js'

mockNetwork()
const takeUncaught = watchUncaught()

type Node = WebSocketNodeHandle<typeof text>

const append = (text: string, packet: string) => text + packet
const useStory = (node: Node) => useReceivedReducer(node, append, '')

/** Milliseconds between frames; and as many as are over soon within one. */
const FRAME = 16
const PART_OF_FRAME = 5

const LETTERS = 'abcdefghijklmnop'

const nextFrame = () => act(() => jest.advanceTimersToNextFrame())

describeInBothModes('values are shown', () => {
  it('at once for what comes first in a frame: in the commit after its event', async () => {
    const { node, say } = renderSource()
    const { shown } = renderReader(useStory, node)
    say('a')
    expect(shown.at(-1)).toBe('a')
    await pass(FRAME)
    say('b')
    expect(shown.at(-1)).toBe('ab')
    await pass(FRAME)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('with the next frame for all that follows in the same frame, however much later, in one commit', async () => {
    const { node, say } = renderSource()
    const reader = renderReader(useStory, node)
    nextFrame()
    const { commits } = reader
    say('a')
    say('b')
    await pass(PART_OF_FRAME)
    say('c', 'd')
    await pass(PART_OF_FRAME)
    say('e')
    expect(reader.shown.at(-1)).toBe('a')
    expect(reader.commits).toBe(commits + 1)
    nextFrame()
    expect(reader.shown.at(-1)).toBe('abcde')
    expect(reader.commits).toBe(commits + 2)
  })

  it('with the next frame again for what follows what a frame has shown', () => {
    const { node, say } = renderSource()
    const { shown } = renderReader(useStory, node)
    say('a', 'b')
    nextFrame()
    expect(shown.at(-1)).toBe('ab')
    say('c')
    expect(shown.at(-1)).toBe('ab')
    nextFrame()
    expect(shown.at(-1)).toBe('abc')
  })

  it('at once, too, right after a render that had another reason', () => {
    const { node, say } = renderSource()
    const { shown, rerender } = renderReader(useStory, node)
    rerender(node)
    say('a')
    expect(shown.at(-1)).toBe('a')
  })

  it('at once, too, right after a packet that changed nothing', () => {
    const { node, say } = renderSource()
    const { shown } = renderReader((of: Node) => useLastPacket(of, (packet) => packet !== 'noise'), node)
    say('noise')
    say('a')
    expect(shown.at(-1)).toBe('a')
  })

  it.each([1, 2, 3])(
    'with all that has arrived by the frame: under load none waits for two, stream %i',
    async (seed) => {
      const chance = seeded(seed)
      const { node, speak } = renderSource({ flush: 'burst' })
      const { shown } = renderReader((of: Node) => useReceivedReducer(of, (count) => count + 1, 0), node)
      await pass(FRAME)
      const arrivals: number[] = []
      let longest = 0
      for (let now = 0; now < 400; now++) {
        for (let count = chance.between(0, 2); count > 0; count--) {
          arrivals.push(now)
          speak('one more')
        }
        await pass(1)
        longest = Math.max(longest, now + 1 - (arrivals[shown.at(-1)!] ?? now + 1))
      }
      // Where a batch is done just short of a pause, that comes on top.
      expect(longest).toBeLessThanOrEqual(FRAME + PART_OF_FRAME)
      await pass()
      expect(shown.at(-1)).toBe(arrivals.length)
    },
  )

  it('together: no commit has two moments of one node', async () => {
    const { node, say } = renderSource()
    const moments: string[] = []
    const remember = () => void moments.push(document.body.textContent)
    const Story = () => <p>{useStory(node)}|</p>
    const Last = () => <p>{useLastPacket(node)}|</p>
    const Log = () => <p>{useReceivedLog(node, 1)}|</p>
    const App = () => {
      useLayoutEffect(remember)
      return (
        <>
          <Story />
          <Last />
          <Log />
        </>
      )
    }
    const { rerender } = render(<App />)
    for (const packet of LETTERS) {
      say(packet)
      rerender(<App />)
      await pass(3)
    }
    await pass(FRAME)
    rerender(<App />)
    for (const moment of moments) {
      const [story = '', last, log] = moment.split('|')
      expect(last).toBe(story.slice(-1))
      expect(log).toBe(last)
    }
    expect(moments.at(-1)).toBe(`${LETTERS}|p|p|`)
    expect(new Set(moments).size).toBeGreaterThan(3)
  })

  it('together with a component that mounts while a frame is awaited', async () => {
    const { node, say } = renderSource()
    const Last = () => <p>{useLastPacket(node)}|</p>
    const { rerender, container } = render([<Last key="first" />])
    await pass(FRAME)
    say('a')
    say('b')
    rerender([<Last key="first" />, <Last key="second" />])
    expect(container.textContent).toBe('a|a|')
    await pass(FRAME)
    expect(container.textContent).toBe('b|b|')
  })

  it('no more once they are unmounted: no frame is left, and nothing is folded', async () => {
    const { node, say, speak } = renderSource()
    const fold = jest.fn(append)
    const { unmount } = renderReader((of: Node) => useReceivedReducer(of, fold, ''), node)
    await pass(FRAME)
    say('a')
    say('b')
    expect(jest.getTimerCount()).toBeGreaterThan(0)
    unmount()
    expect(jest.getTimerCount()).toBe(0)
    const { length } = fold.mock.calls
    act(() => speak('c'))
    expect(fold).toHaveBeenCalledTimes(length)
  })

  it('while another reader of the node unmounts', async () => {
    const { node, say } = renderSource()
    const { shown } = renderReader(useStory, node)
    const other = renderReader(useStory, node)
    await pass(FRAME)
    say('a')
    say('b')
    other.unmount()
    await pass(FRAME)
    expect(shown.at(-1)).toBe('ab')
  })

  it('after an edit of the component with all that was folded', async () => {
    const { node, say } = renderSource()
    const Before = () => <p>before: {useStory(node)}</p>
    const After = () => <p>after: {useStory(node)}</p>
    render(<Before />)
    say('a')
    await pass()
    edit(Before, After)
    await pass()
    expect(screen.getByText(/^after/).textContent).toBe('after: a')
    say('b')
    await pass()
    expect(screen.getByText(/^after/).textContent).toBe('after: ab')
  })
})

describeInBothModes('what nobody reads', () => {
  /** Letters, each decoded and joined before the eyes of a test; a digit is refused. */
  function createLetters() {
    const decode = jest.fn((wire: string | Uint8Array) => {
      if (/\d/.test(String(wire))) throw new Error(`no letter: ${String(wire)}`)
      return String(wire)
    })
    const join = jest.fn((packets: readonly string[]) => packets.join(''))
    const format: Format<string, string, string> = { name: 'letters', decode, join, encode: String }
    return { format, decode, join }
  }

  it('is decoded, as a decoder that keeps state must see everything, and not joined', async () => {
    const { format, decode, join } = createLetters()
    const { node, say } = renderSourceOf(format)
    say('a', 'b')
    await pass()
    expect(decode).toHaveBeenCalledTimes(2)
    expect(join).not.toHaveBeenCalled()
    expect(node.lastReceived).toBe('b')
    expect(node.receivedCount).toBe(1)
    expect(decode).toHaveBeenCalledTimes(2)
    expect(join).toHaveBeenCalledTimes(1)
  })

  it('is not joined where packets are read one by one, and joined once for all who read the whole', async () => {
    const { format, decode, join } = createLetters()
    const { node, say } = renderSourceOf(format, { flush: 'burst' })
    type Letters = typeof node
    renderReader((of: Letters) => useReceivedReducer(of, append, ''), node)
    renderReader((of: Letters) => useReceivedLog(of), node)
    renderReader((of: Letters) => useLastPacket(of, (letter) => letter > 'b'), node)
    say('a', 'b', 'c')
    await pass()
    expect(decode).toHaveBeenCalledTimes(3)
    expect(join).not.toHaveBeenCalled()

    const [one, other] = [1, 2].map(() => renderReader((of: Letters) => useLastReceived(of), node))
    say('d', 'e')
    await pass()
    expect(one!.shown.at(-1)).toBe('de')
    expect(other!.shown.at(-1)).toBe('de')
    // Once for the batch from before they mounted.
    expect(join.mock.calls).toEqual([[['a', 'b', 'c']], [['d', 'e']]])
  })

  it('is not joined where another batch comes before the frame: what is shown is', async () => {
    const { format, join } = createLetters()
    const { node, say } = renderSourceOf(format)
    const { shown } = renderReader((of: typeof node) => useLastReceived(of), node)
    await pass(FRAME)
    say('a')
    say('b', 'c', 'd')
    await pass()
    expect(shown.at(-1)).toBe('d')
    expect(join.mock.calls).toEqual([[['a']], [['d']]])
  })

  it('is joined once, and reported once, where a join throws, whatever renders after that', async () => {
    const { format, join } = createLetters()
    const { node, say } = renderSourceOf(format)
    const { shown, rerender } = renderReader((of: typeof node) => useLastReceived(of), node)
    say('a')
    await pass()
    join.mockImplementation(() => {
      throw new Error('too long')
    })
    join.mockClear()
    say('b')
    await pass()
    rerender(node)
    await pass()
    expect(shown.at(-1)).toBe('a')
    expect(join).toHaveBeenCalledTimes(1)
    expect(takeUncaught()).toEqual([new Error('too long')])
  })

  it('is not joined for the others where a join throws', async () => {
    const { format, join } = createLetters()
    join.mockImplementation(() => {
      throw new Error('too long')
    })
    const { node, say } = renderSourceOf(format, { flush: 'burst' })
    type Letters = typeof node
    const whole = renderReader((of: Letters) => useLastReceived(of), node)
    const single = renderReader((of: Letters) => useReceivedReducer(of, append, ''), node)
    say('a', 'b')
    await pass()
    expect(single.shown.at(-1)).toBe('ab')
    expect(whole.shown.at(-1)).toBeUndefined()
    expect(takeUncaught()).toEqual([new Error('too long')])
  })

  it('is not shown, and reported, where a join throws for a batch from before the mount', async () => {
    const { format, join } = createLetters()
    join.mockImplementation(() => {
      throw new Error('too long')
    })
    const { node, say } = renderSourceOf(format)
    say('a')
    await pass()
    const { shown } = renderReader((of: typeof node) => useLastReceived(of), node)
    expect(shown.at(-1)).toBeUndefined()
    expect(new Set(takeUncaught().map(String))).toEqual(new Set(['Error: too long']))
  })

  it('shows nothing new for packets that are refused', async () => {
    const { format } = createLetters()
    const { node, say } = renderSourceOf(format, { flush: 'burst' })
    const reader = renderReader((of: typeof node) => useReceivedReducer(of, append, ''), node)
    say('a', '1')
    await pass()
    const { commits } = reader
    say('2', '3')
    await pass()
    expect(reader.commits).toBe(commits)
    expect(reader.shown.at(-1)).toBe('a')
  })
})
