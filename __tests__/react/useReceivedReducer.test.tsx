/**
 * All that a node received, folded into one value: each packet once, whatever React does meanwhile.
 */
import { act, render, screen } from '@testing-library/react'
import {
  Activity,
  startTransition,
  Suspense,
  use,
  useDeferredValue,
  useLayoutEffect,
  useState,
  type ReactNode,
} from 'react'
import { useReceivedReducer, type text, type WebSocketNodeHandle } from '../../src/index.js'
import { watchUncaught } from '../support/core/uncaught.js'
import { mockNetwork, pass } from '../support/react/network.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'
import { numbers, renderReader, renderSource } from '../support/react/values.js'

mockNetwork()
const takeUncaught = watchUncaught()

type Node = WebSocketNodeHandle<typeof text>

const append = (text: string, packet: string) => text + packet
const useStory = (node: Node | null) => useReceivedReducer(node, append, '')

function Story({ node }: { node: Node }) {
  return <p>story: {useStory(node)}</p>
}

/** What the component above shows. */
function story(): string | null {
  return screen.getByText(/^story/).textContent
}

/** Speaks once, in a layout effect of the commit that shows it. */
function Speaker({ speak }: { speak: () => void }) {
  const [hasSpoken] = useState({ is: false })
  useLayoutEffect(() => {
    if (!hasSpoken.is) speak()
    // eslint-disable-next-line react-hooks/immutability -- StrictMode runs it twice, and the wire says it once
    hasSpoken.is = true
  })
  return null
}

describeInBothModes('useReceivedReducer', () => {
  it('folds every packet since the mount, once and in order', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    say('unheard')
    await pass()
    const { shown } = renderReader(useStory, node)
    expect(shown.at(-1)).toBe('')
    say('a', 'b')
    await pass()
    say('c')
    await pass()
    expect(shown.at(-1)).toBe('abc')
  })

  it('loses nothing under load, and renders once a frame', async () => {
    const { node, say } = renderSource()
    const reader = renderReader(
      (of: Node) => useReceivedReducer(of, (all: readonly number[], packet) => [...all, Number(packet)], []),
      node,
    )
    for (let millisecond = 0; millisecond < 160; millisecond++) {
      say(...numbers(10 * millisecond, 10))
      await pass(1)
    }
    await pass()
    expect(reader.shown.at(-1)).toEqual(Array.from({ length: 1600 }, (_, index) => index))
    // Frames are 16 ms apart.
    expect(reader.commits).toBeLessThanOrEqual(12)
  })

  it('renders nothing where the result is the same', async () => {
    const { node, say } = renderSource()
    const reader = renderReader(
      (of: Node) => useReceivedReducer(of, (longest, packet) => Math.max(longest, packet.length), 0),
      node,
    )
    say('long')
    await pass()
    expect(reader.commits).toBe(2)
    say('no', 'nor')
    await pass()
    expect(reader.commits).toBe(2)
    expect(reader.shown.at(-1)).toBe(4)
  })

  it('folds by the latest reducer', async () => {
    const { node, say } = renderSource()
    const { shown, rerender } = renderReader(
      (mark: string) => useReceivedReducer(node, (text, packet) => text + packet + mark, ''),
      '!',
    )
    say('a')
    await pass()
    rerender('?')
    say('b')
    await pass()
    expect(shown.at(-1)).toBe('a!b?')
  })

  it('begins with `initial`, and with the latest one for another node', async () => {
    const [one, other] = [renderSource(), renderSource()]
    const { shown, rerender } = renderReader(
      ({ node, initial }: { node: Node; initial: string }) => useReceivedReducer(node, append, initial),
      { node: one.node, initial: 'x' },
    )
    one.say('a')
    await pass()
    rerender({ node: one.node, initial: 'y' })
    expect(shown.at(-1)).toBe('xa')
    rerender({ node: other.node, initial: 'z' })
    expect(shown.at(-1)).toBe('z')
    one.say('unheard')
    other.say('b')
    await pass()
    expect(shown.at(-1)).toBe('zb')
  })

  it('leaves out a packet for which the reducer throws, and reports what it threw', async () => {
    const { node, say } = renderSource({ flush: 'burst' })
    const careful = (text: string, packet: string) => {
      if (packet === 'b') throw new Error('not b')
      return text + packet
    }
    const { shown } = renderReader((of: Node) => useReceivedReducer(of, careful, ''), node)
    const { shown: beside } = renderReader(useStory, node)
    say('a', 'b', 'c')
    await pass()
    expect(shown.at(-1)).toBe('ac')
    expect(beside.at(-1)).toBe('abc')
    expect(takeUncaught()).toEqual([new Error('not b')])
  })

  it('folds what arrives in the commit of its mount, before its effects', async () => {
    const { node, speak } = renderSource()
    const { shown } = renderReader(useStory, node, <Speaker speak={() => speak('a', 'b')} />)
    await pass()
    expect(shown.at(-1)).toBe('ab')
  })

  it('folds what arrives in the commit of another node, before its effects', async () => {
    const [one, other] = [renderSource(), renderSource()]
    const App = ({ node }: { node: Node }) => (
      <>
        <Story node={node} />
        {node === other.node && <Speaker speak={() => other.speak('b')} />}
      </>
    )
    const { rerender } = render(<App node={one.node} />)
    one.say('a')
    await pass()
    rerender(<App node={other.node} />)
    await pass()
    expect(story()).toBe('story: b')
  })

  it('starts again when it is mounted again', async () => {
    const { node, say } = renderSource()
    const { rerender } = render(<Story key="first" node={node} />)
    say('a')
    await pass()
    expect(story()).toBe('story: a')
    rerender(<></>)
    say('unheard')
    rerender(<Story key="second" node={node} />)
    expect(story()).toBe('story: ')
    say('b')
    await pass()
    expect(story()).toBe('story: b')
  })
})

describeInBothModes('useReceivedReducer, while React does something else', () => {
  it('folds on while the component suspends', async () => {
    const { node, say, speak } = renderSource()
    let resolve: (word: string) => void = () => {}
    const word = new Promise<string>((settle) => (resolve = settle))
    const Suspending = ({ isWaiting }: { isWaiting: boolean }) => {
      const text = useStory(node)
      return (
        <p>
          story: {text}
          {isWaiting && use(word)}
        </p>
      )
    }
    let wait: (isWaiting: boolean) => void = () => {}
    const App = () => {
      const [isWaiting, setIsWaiting] = useState(false)
      useLayoutEffect(() => {
        wait = setIsWaiting
      }, [])
      return (
        <Suspense fallback={<i>wait</i>}>
          <Suspending isWaiting={isWaiting} />
        </Suspense>
      )
    }
    const { container } = render(<App />)
    say('a')
    await pass()
    await act(async () => {
      wait(true)
      await Promise.resolve()
    })
    expect(container.querySelector('i')?.textContent).toBe('wait')
    // React wants each act that meets a suspended component to be awaited.
    for (const packet of ['b', 'c']) {
      await act(async () => {
        speak(packet)
        await jest.advanceTimersByTimeAsync(50)
      })
    }
    await act(async () => {
      resolve('!')
      await word
    })
    await pass()
    expect(story()).toBe('story: abc!')
    say('d')
    await pass()
    expect(story()).toBe('story: abcd!')
  })

  it('folds on while the component is hidden, and shows it with the rest', async () => {
    const { node, say } = renderSource()
    const counter = createCounter()
    const App = ({ isShown }: { isShown: boolean }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <counter.Counted>
          <Story node={node} />
        </counter.Counted>
      </Activity>
    )
    const { rerender } = render(<App isShown />)
    say('a')
    await pass()
    rerender(<App isShown={false} />)
    await pass()
    const { commits } = counter
    say('b')
    await pass()
    say('c')
    await pass()
    expect(counter.commits).toBe(commits)
    rerender(<App isShown />)
    await pass()
    expect(story()).toBe('story: abc')
    say('d')
    await pass()
    expect(story()).toBe('story: abcd')
  })

  it('counts from the mount where it is hidden from the start', async () => {
    const { node, say } = renderSource()
    const App = ({ isShown }: { isShown: boolean }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <Story node={node} />
      </Activity>
    )
    const { rerender } = render(<App isShown={false} />)
    await pass()
    say('a')
    await pass()
    rerender(<App isShown />)
    await pass()
    expect(story()).toBe('story: a')
  })

  it('agrees with a transition that goes on, and with a deferred value', async () => {
    const { node, say } = renderSource()
    let change: (word: string) => void = () => {}
    const App = (): ReactNode => {
      const [word, setWord] = useState('first')
      useLayoutEffect(() => {
        change = setWord
      }, [])
      const text = useStory(node)
      const deferred = useDeferredValue(text)
      return (
        <p>
          story: {text} {deferred} {word}
        </p>
      )
    }
    render(<App />)
    say('a')
    await pass()
    act(() => {
      startTransition(() => change('second'))
      say('b')
    })
    await pass()
    expect(story()).toBe('story: ab ab second')
  })
})
