/**
 * What is read of one node is of one moment, whoever renders, comes and goes between two frames.
 */
import { edit } from '../support/react/fast-refresh.js'
import { act, render } from '@testing-library/react'
import { useEffect, useLayoutEffect, useState, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import {
  type text,
  useLastPacket,
  useLastReceived,
  useReceivedLog,
  useReceivedReducer,
  type Format,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { tapOf } from '../../src/core/node.js'
import { watchUncaught } from '../support/core/uncaught.js'
import { mockNetwork, pass, settle } from '../support/react/network.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'
import { numbers, renderReader, renderSource, renderSourceOf } from '../support/react/values.js'
import { seeded } from '../support/seeded.js'

mockNetwork()
const takeUncaught = watchUncaught()

type Node = WebSocketNodeHandle<typeof text>

/** Milliseconds between frames. */
const FRAME = 16

const useLast = (node: Node) => useLastPacket(node)
const append = (all: string, packet: string) => all + packet
const useAll = (node: Node) => useReceivedReducer(node, append, '')

const nextFrame = () => act(() => jest.advanceTimersToNextFrame())

/** What a page shows of a node in several places, noted at each commit of any of them. */
function createPage() {
  const moments: string[][] = []
  const note = () => void moments.push([...document.querySelectorAll('i')].map(({ textContent }) => textContent))
  const pokes = new Set<() => void>()

  const Shown = ({ value }: { value: string | undefined }) => {
    useLayoutEffect(note)
    return <i>{value}</i>
  }
  /** Renders for itself where it is poked. */
  const useItself = () => {
    const [, setCount] = useState(0)
    useEffect(() => {
      const poke = () => setCount((count) => count + 1)
      pokes.add(poke)
      return () => void pokes.delete(poke)
    }, [])
  }
  const Last = ({ node }: { node: Node }) => {
    useItself()
    return <Shown value={useLastReceived(node)?.at(-1)} />
  }
  const Accepted = ({ node }: { node: Node }) => {
    useItself()
    return <Shown value={useLastPacket(node, () => true)} />
  }
  const Logged = ({ node }: { node: Node }) => {
    useItself()
    return <Shown value={useReceivedLog(node, 1)[0]} />
  }
  const Reduced = ({ node }: { node: Node }) => {
    useItself()
    return (
      <Shown value={useReceivedReducer(node, (_before: string | undefined, packet: string) => packet, undefined)} />
    )
  }
  return {
    Last,
    Accepted,
    Logged,
    Reduced,
    moments,
    /** Moments at which two places showed different things. */
    get torn() {
      return moments.filter((moment) => new Set(moment).size > 1)
    },
    /** Renders one of them, counted from the first that mounted, and nothing else. */
    poke: (index: number) => act(() => [...pokes][index]!()),
  }
}

describeInBothModes('a value', () => {
  it('waits no longer because of packets that changed nothing', () => {
    const { node, say } = renderSource()
    const { shown } = renderReader((of: Node) => useLastPacket(of, (packet) => packet === 'wanted'), node)
    say(...numbers(1, 10))
    expect(jest.getTimerCount()).toBe(0)
    say('wanted')
    expect(shown.at(-1)).toBe('wanted')
  })

  it('under load is rendered once a frame', () => {
    const { node, say } = renderSource()
    const reader = renderReader(useAll, node)
    say('.')
    for (let frame = 1; frame <= 10; frame++) {
      for (let packet = 0; packet < 5; packet++) say('.')
      expect(reader.commits).toBe(frame + 1)
      nextFrame()
      expect(reader.commits).toBe(frame + 2)
    }
    expect(reader.shown.at(-1)).toHaveLength(1 + 10 * 5)
  })

  it('asks for no frame where all that came leaves it as it is', () => {
    const { node, say } = renderSource()
    const reader = renderReader((of: Node) => useReceivedReducer(of, (same) => same, 'same'), node)
    say('a', 'b')
    expect(jest.getTimerCount()).toBe(0)
    expect(reader.commits).toBe(1)
  })

  it('that is again what is shown when the frame comes renders nothing', async () => {
    const { node, say } = renderSource()
    const reader = renderReader((of: Node) => useReceivedReducer(of, (isOdd) => !isOdd, false), node)
    say('a')
    expect(reader.commits).toBe(2)
    say('b', 'c')
    await pass()
    expect(reader.shown.at(-1)).toBe(true)
    expect(reader.commits).toBe(2)
  })

  it('stays when the node unmounts, and shows what waited for the frame', async () => {
    const { node, say, unmount } = renderSource()
    const { shown } = renderReader(useAll, node)
    await pass(FRAME)
    say('a')
    say('b')
    unmount()
    await settle()
    expect(node.state.status).toBe('idle')
    await pass()
    expect(shown.at(-1)).toBe('ab')
  })

  it('has what arrived before the node unmounted, and was not emitted yet', async () => {
    const { node, say, unmount } = renderSource({ flush: 'frame' })
    const { shown } = renderReader(useAll, node)
    say('a', 'b')
    unmount()
    await pass()
    expect(shown.at(-1)).toBe('ab')
  })

  it('does not have what receive() took, whenever its component mounts', async () => {
    const { node, speak } = renderSource({ flush: 'frame' })
    const { shown } = renderReader(useAll, node)
    speak('a')
    expect(node.receive()).toEqual(['a'])
    await pass()
    const { shown: lateShown } = renderReader(useLast, node)
    expect(shown.at(-1)).toBe('')
    expect(lateShown.at(-1)).toBeUndefined()
    speak('b')
    await pass()
    expect(shown.at(-1)).toBe('b')
    expect(lateShown.at(-1)).toBe('b')
  })

  it('does not have it where its component is the first that reads, either', async () => {
    const { node, speak } = renderSource({ flush: 'frame' })
    speak('a')
    expect(node.receive()).toEqual(['a'])
    await pass()
    const { shown } = renderReader(useLast, node)
    expect(shown).toEqual([undefined])
    expect(node.lastReceived).toEqual(['a'])
  })
})

describeInBothModes('all that is read of one node', () => {
  it('is shown in one commit', async () => {
    const { node, say } = renderSource()
    const { Last, Accepted, Logged, Reduced, moments } = createPage()
    const counter = createCounter()
    render(
      <counter.Counted>
        <Last node={node} />
        <Accepted node={node} />
        <Logged node={node} />
        <Reduced node={node} />
      </counter.Counted>,
    )
    await pass(FRAME)
    say('a')
    expect(moments.at(-1)).toEqual(['a', 'a', 'a', 'a'])
    expect(counter.commits).toBe(2)
    say('b', 'c')
    await pass()
    expect(moments.at(-1)).toEqual(['c', 'c', 'c', 'c'])
    expect(counter.commits).toBe(3)
  })

  it('is of one moment where one component renders before the frame', async () => {
    const { node, say } = renderSource()
    const page = createPage()
    render(
      <>
        <page.Last node={node} />
        <page.Reduced node={node} />
      </>,
    )
    await pass(FRAME)
    say('a')
    say('b')
    page.poke(0)
    expect(page.moments.at(-1)).toEqual(['a', 'a'])
    page.poke(1)
    expect(page.moments.at(-1)).toEqual(['a', 'a'])
    nextFrame()
    expect(page.moments.at(-1)).toEqual(['b', 'b'])
    expect(page.torn).toEqual([])
  })

  it('is of one moment for a component that mounts before the frame', async () => {
    const { node, say } = renderSource()
    const page = createPage()
    const App = ({ isLate }: { isLate: boolean }) => (
      <>
        <page.Last node={node} />
        {isLate && <page.Last node={node} />}
        {isLate && <page.Accepted node={node} />}
      </>
    )
    const { rerender } = render(<App isLate={false} />)
    await pass(FRAME)
    say('a')
    say('b')
    rerender(<App isLate />)
    expect(page.moments.at(-1)).toEqual(['a', 'a', 'a'])
    nextFrame()
    expect(page.moments.at(-1)).toEqual(['b', 'b', 'b'])
    expect(page.torn).toEqual([])
  })

  it('is of one moment where the first packet was there before the first component', () => {
    const { node, say } = renderSource()
    const page = createPage()
    const App = ({ isLate }: { isLate: boolean }) => (
      <>
        <page.Last node={node} />
        {isLate && <page.Last node={node} />}
      </>
    )
    say('early')
    const { rerender } = render(<App isLate={false} />)
    say('b')
    say('c')
    rerender(<App isLate />)
    expect(page.moments.at(-1)).toEqual(['b', 'b'])
    nextFrame()
    expect(page.moments.at(-1)).toEqual(['c', 'c'])
    expect(page.torn).toEqual([])
  })

  it('is of one moment where packets came while nobody read', async () => {
    const { node, say } = renderSource()
    const page = createPage()
    const App = ({ readers }: { readers: number }) =>
      numbers(1, readers).map((key) => <page.Last key={key} node={node} />)
    const { rerender } = render(<App readers={1} />)
    await pass(FRAME)
    say('a')
    rerender(<App readers={0} />)
    say('unread')
    rerender(<App readers={1} />)
    expect(page.moments.at(-1)).toEqual(['unread'])
    say('b')
    say('c')
    rerender(<App readers={2} />)
    expect(page.moments.at(-1)).toEqual(['b', 'b'])
    nextFrame()
    expect(page.moments.at(-1)).toEqual(['c', 'c'])
    expect(page.torn).toEqual([])
  })

  it('is of one moment where one component replaces another before the frame', async () => {
    const { node, say } = renderSource()
    const page = createPage()
    const App = ({ version }: { version: number }) => <page.Last key={version} node={node} />
    const { rerender } = render(<App version={1} />)
    await pass(FRAME)
    say('a')
    say('b')
    rerender(<App version={2} />)
    await pass()
    expect(page.moments.at(-1)).toEqual(['b'])
    expect(jest.getTimerCount()).toBe(0)
  })

  it.each(numbers(1, 20).map(Number))('is of one moment, whatever happens when: story %i', async (seed) => {
    const chance = seeded(seed)
    const { node, say } = renderSource()
    const page = createPage()
    let late = 0
    const App = ({ lateOnes }: { lateOnes: number }) => (
      <>
        <page.Last node={node} />
        <page.Accepted node={node} />
        {numbers(1, lateOnes).map((key) => (
          <page.Last key={key} node={node} />
        ))}
      </>
    )
    const { rerender } = render(<App lateOnes={late} />)
    let said = 0
    for (let step = 0; step < 60; step++) {
      const happening = chance.pick(['packets', 'packets', 'packets', 'time', 'time', 'poke', 'mount', 'unmount'])
      if (happening === 'packets') {
        const count = chance.between(1, 3)
        say(...numbers(said + 1, count))
        said += count
      }
      if (happening === 'time') await pass(chance.between(1, 20))
      if (happening === 'poke') page.poke(chance.between(0, 1))
      if (happening === 'mount') rerender(<App lateOnes={++late} />)
      if (happening === 'unmount') rerender(<App lateOnes={(late = Math.max(0, late - 1))} />)
    }
    await pass()
    say('last')
    expect(page.torn).toEqual([])
    expect(page.moments.at(-1)).toEqual(Array.from({ length: 2 + late }, () => 'last'))
  })

  it('is of two nodes shown by each in its time', async () => {
    const [one, other] = [renderSource(), renderSource()]
    const readerOfOne = renderReader(useAll, one.node)
    const readerOfOther = renderReader(useAll, other.node)
    await pass(FRAME)
    one.say('a')
    one.say('b')
    other.say('c')
    expect(readerOfOne.shown.at(-1)).toBe('a')
    expect(readerOfOther.shown.at(-1)).toBe('c')
    expect(readerOfOther.commits).toBe(2)
    nextFrame()
    expect(readerOfOne.shown.at(-1)).toBe('ab')
    expect(readerOfOther.commits).toBe(2)
  })
})

describeInBothModes('a render', () => {
  it('with other functions listens to the node no more than once', async () => {
    const { node, say } = renderSource()
    const add = jest.spyOn(tapOf(node), 'add')
    const useMarked = (mark: string) =>
      [
        useReceivedReducer(node, (all, packet) => all + packet + mark, ''),
        useLastPacket(node, (packet) => packet !== mark),
        useReceivedLog(node, mark.length).length,
      ].join(' ')
    const { shown, rerender } = renderReader(useMarked, '!')
    say('a')
    await pass()
    rerender('??')
    say('b')
    await pass()
    expect(shown.at(-1)).toBe('a!b?? b 2')
    expect(add).toHaveBeenCalledTimes(1)
  })
})

describeInBothModes('an unmount', () => {
  it('leaves nobody on the node: nothing is folded', async () => {
    const { format } = createCountedFormat()
    const { node, say } = renderSourceOf(format)
    const reducer = jest.fn(append)
    const accept = jest.fn(() => true)
    const readers = [
      renderReader((of: typeof node) => useReceivedReducer(of, reducer, ''), node),
      renderReader((of: typeof node) => useLastPacket(of, accept), node),
      renderReader((of: typeof node) => useReceivedLog(of), node),
    ]
    say('a')
    await pass()
    for (const { unmount } of readers) unmount()
    const calls = () => [reducer, accept].map(({ mock }) => mock.calls.length)
    const before = calls()
    expect(before[0]).toBe(1)
    say('b', 'c')
    await pass()
    expect(calls()).toEqual(before)
  })

  it('leaves nobody on a node that was exchanged for another', async () => {
    const [one, other] = [renderSource(), renderSource()]
    const reducer = jest.fn(append)
    const { rerender } = renderReader((node: Node) => useReceivedReducer(node, reducer, ''), one.node)
    await pass(FRAME)
    one.say('a')
    one.say('b')
    expect(jest.getTimerCount()).toBeGreaterThan(0)
    rerender(other.node)
    expect(jest.getTimerCount()).toBe(0)
    one.say('c')
    expect(reducer).toHaveBeenCalledTimes(2)
  })
})

/** Texts, with every call counted. */
function createCountedFormat() {
  const decode = jest.fn(String)
  const join = jest.fn((packets: readonly string[]) => packets.join(''))
  const format: Format<string, string, string> = { name: 'counted', decode, join, encode: String }
  return { format, decode, join }
}

describeInBothModes('a node', () => {
  it('joins each batch once, however many components show it', async () => {
    const { format, join } = createCountedFormat()
    const { node, say } = renderSourceOf(format, { flush: 'frame', onReceived: () => {} })
    const useLastOf = (of: typeof node) => useLastReceived(of)
    renderReader(useLastOf, node)
    const { rerender } = renderReader(useLastOf, node)
    say('a', 'b')
    await pass()
    renderReader(useLastOf, node)
    rerender(node)
    expect(join.mock.calls).toEqual([[['a', 'b']]])
    say('c')
    await pass()
    expect(join).toHaveBeenCalledTimes(2)
  })
})

describeInBothModes('a format that throws as it joins', () => {
  const format: Format<string, string, string> = {
    name: 'picky',
    decode: String,
    join(packets) {
      if (packets.includes('bad')) throw new Error('not joined')
      return packets.join('')
    },
    encode: String,
  }

  it('keeps no packet from those who take packets, where the node has a listener of received', async () => {
    const { node, say } = renderSourceOf(format, { onReceived: () => {} })
    const joined = renderReader((of: typeof node) => useLastReceived(of), node)
    const reduced = renderReader((of: typeof node) => useReceivedReducer(of, append, ''), node)
    say('good ', 'bad', ' better')
    await pass()
    expect(reduced.shown.at(-1)).toBe('good bad better')
    expect(joined.shown.at(-1)).toBe(' better')
    expect(new Set(takeUncaught().map(String))).toEqual(new Set(['Error: not joined']))
  })
})

describeInBothModes('Fast Refresh', () => {
  function createEdited(node: Node) {
    const useItAll = () => `${useAll(node)} ${useLastPacket(node)} ${useReceivedLog(node).length}`
    return {
      Before: () => <p>{useItAll()}</p>,
      After: () => <p>{useItAll()}!</p>,
    }
  }

  it('keeps what waits for the frame', async () => {
    const { node, say } = renderSource()
    const { Before, After } = createEdited(node)
    const { container } = render(<Before />)
    await pass(FRAME)
    say('a')
    say('b')
    edit(Before, After)
    await pass()
    expect(container.textContent).toBe('ab b 2!')
  })
})

describeInBothModes('on the server', () => {
  function App({ node }: { node: Node }): ReactNode {
    const last = useLastReceived(node)?.join() ?? 'nothing'
    const log = useReceivedLog(node)
    return <p>{`${last}, ${log.length} logged, ${useReceivedReducer(node, (count) => count + 1, 0)} counted`}</p>
  }

  it('a value is the initial one, and hydration begins with it', async () => {
    const { node, say } = renderSource()
    say('early')
    await pass()
    const container = document.createElement('div')
    container.innerHTML = renderToString(<App node={node} />)
    expect(container.textContent).toBe('nothing, 0 logged, 0 counted')

    document.body.append(container)
    const mismatches: unknown[] = []
    render(<App node={node} />, {
      container,
      hydrate: true,
      onRecoverableError: (error: unknown) => void mismatches.push(error),
    })
    expect(container.textContent).toBe('early, 0 logged, 0 counted')
    say('late')
    await pass()
    expect(container.textContent).toBe('late, 1 logged, 1 counted')
    expect(mismatches).toEqual([])
    container.remove()
  })
})
