/**
 * Packets that come while React is busy: between a render and its effects, in a transition, while it hides a component
 * or waits for another. Each counts, once.
 */
import { act, render } from '@testing-library/react'
import {
  Activity,
  memo,
  startTransition,
  Suspense,
  use,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import {
  text,
  useLastReceived,
  useReceivedLog,
  useReceivedReducer,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'
import { renderSource } from '../support/react/values.js'

const network = mockNetwork()

type Node = WebSocketNodeHandle<typeof text>

const append = (all: string, packet: string) => all + packet

/** All that a component can show of a node: `all log last`. */
function useEverything(node: Node): string {
  const all = useReceivedReducer(node, append, '')
  const log = useReceivedLog(node)
  return `${all} ${log.join('')} ${useLastReceived(node)?.join() ?? ''}`
}

/** Calls `speak` in a layout effect of each commit that has another `word`, once. */
function Speaker({ word, speak }: { word: string; speak: (word: string) => void }) {
  const spoken = useRef('')
  useLayoutEffect(() => {
    if (word !== spoken.current) speak(word)
    spoken.current = word
  })
  return null
}

describeInBothModes('a packet from a layout effect', () => {
  it.each([
    ['a component before the reader', 'before'],
    ['one after it', 'after'],
    ['one below it', 'below'],
  ])('of %s counts, at the mount and at an update', async (_where, where) => {
    const { node, speak } = renderSource()
    const Reader = ({ children }: { children: ReactNode }) => (
      <>
        <p>{useEverything(node)}</p>
        {children}
      </>
    )
    const App = ({ word }: { word: string }) => {
      const speaker = <Speaker word={word} speak={(packet) => speak(packet)} />
      return (
        <>
          {where === 'before' && speaker}
          <Reader>{where === 'below' && speaker}</Reader>
          {where === 'after' && speaker}
        </>
      )
    }
    const { container, rerender } = render(<App word="a" />)
    await pass()
    expect(container.textContent).toBe('a a a')
    rerender(<App word="b" />)
    await pass()
    expect(container.textContent).toBe('ab ab b')
    rerender(<App word="b" />)
    await pass()
    expect(container.textContent).toBe('ab ab b')
  })
})

describeInBothModes('a component that reads the node of its own', () => {
  it('has the first packet of the first connection', async () => {
    const { createSocket, sockets } = scriptSockets()
    const App = () => {
      const [, node] = useWebSocketNode({
        ...HERE,
        format: text,
        flush: 'sync',
        autoconnectMode: 'self-ready',
        createSocket,
      })
      return useEverything(node)
    }
    const { container } = render(<App />)
    await pass()
    act(() => {
      sockets[0]!.opens()
      sockets[0]!.delivers('a')
      sockets[0]!.delivers('b')
    })
    await pass()
    expect(container.textContent).toBe('ab ab b')
  })
})

/** A promise that a component waits for, and how to keep it. */
function createPromise() {
  let keep!: () => void
  const promise = new Promise<string>((resolve) => (keep = () => resolve('!')))
  const settle = () =>
    act(async () => {
      keep()
      await promise
    })
  return { promise, settle }
}

/** React wants to be waited for where a component is suspended. */
const during = (happens: () => void) =>
  act(async () => {
    happens()
    await jest.advanceTimersByTimeAsync(50)
  })

describeInBothModes('while a sibling suspends, and the boundary hides the reader', () => {
  it('every packet counts, and is there when it shows again', async () => {
    const { node, say, speak } = renderSource()
    const { promise, settle } = createPromise()
    const Reader = () => <p>{useEverything(node)}</p>
    const Maybe = ({ isWaiting }: { isWaiting: boolean }) => <>{isWaiting && use(promise)}</>
    const App = ({ isWaiting }: { isWaiting: boolean }) => (
      <Suspense fallback={<i>waiting</i>}>
        <Reader />
        <Maybe isWaiting={isWaiting} />
      </Suspense>
    )
    const { container, rerender } = render(<App isWaiting={false} />)
    say('a')
    await pass()
    await during(() => rerender(<App isWaiting />))
    expect(container.querySelector('i')?.textContent).toBe('waiting')
    await during(() => speak('b'))
    await during(() => speak('c'))
    await settle()
    await pass()
    expect(container.textContent).toBe('abc abc c!')
    say('d')
    await pass()
    expect(container.textContent).toBe('abcd abcd d!')
  })
})

describeInBothModes('while a transition waits', () => {
  it('every packet is shown, and the transition has them all', async () => {
    const { node, say, speak } = renderSource()
    const { promise, settle } = createPromise()
    let go!: () => void
    const Reader = ({ isWaiting }: { isWaiting: boolean }) => (
      <p>
        {useEverything(node)}
        {isWaiting && use(promise)}
      </p>
    )
    const App = () => {
      const [isWaiting, setWaiting] = useState(false)
      useLayoutEffect(() => {
        go = () => setWaiting(true)
      }, [])
      return (
        <Suspense fallback="waiting">
          <Reader isWaiting={isWaiting} />
        </Suspense>
      )
    }
    const { container } = render(<App />)
    say('a')
    await pass()
    await during(() => startTransition(go))
    await during(() => speak('b'))
    await settle()
    await pass()
    expect(container.textContent).toBe('ab ab b!')
  })

  it('to another node, the first is read on; the other begins with the commit', async () => {
    const [one, other] = [renderSource(), renderSource()]
    const { promise, settle } = createPromise()
    let go!: () => void
    const Reader = ({ node }: { node: Node }) => (
      <p>
        {useEverything(node)}
        {node === other.node && use(promise)}
      </p>
    )
    const App = () => {
      const [node, setNode] = useState(one.node)
      useLayoutEffect(() => {
        go = () => setNode(other.node)
      }, [])
      return (
        <Suspense fallback="waiting">
          <Reader node={node} />
        </Suspense>
      )
    }
    const { container } = render(<App />)
    await during(() => one.speak('a'))
    await during(() => startTransition(go))
    await during(() => {
      one.speak('b')
      other.speak('x')
    })
    expect(container.textContent).toBe('ab ab b')
    await settle()
    await pass()
    expect(container.textContent).toBe('  x!')
    other.say('y')
    await pass()
    expect(container.textContent).toBe('y y y!')
    expect(network.live).toBe(0)
  })
})

describeInBothModes('a component that <Activity> shows again', () => {
  it('has every packet, as its sibling has', async () => {
    const { node, say } = renderSource()
    const Reader = memo(function Reader() {
      return <p>{useEverything(node)};</p>
    })
    const App = ({ isShown }: { isShown: boolean }) => (
      <>
        <Reader />
        <Activity mode={isShown ? 'visible' : 'hidden'}>
          <Reader />
        </Activity>
      </>
    )
    const { container, rerender } = render(<App isShown />)
    say('a')
    await pass()
    rerender(<App isShown={false} />)
    say('b')
    await pass()
    say('c')
    await pass()
    rerender(<App isShown />)
    await pass()
    expect(container.textContent).toBe('abc abc c;abc abc c;')
    say('d')
    await pass()
    expect(container.textContent).toBe('abcd abcd d;abcd abcd d;')
  })
})

describeInBothModes('a component that <Activity> hides', () => {
  it('is not rendered for messages', async () => {
    const { node, say } = renderSource()
    let renders = 0
    const Reader = () => {
      renders++
      return <p>{useLastReceived(node)}</p>
    }
    const App = ({ isShown }: { isShown: boolean }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <Reader />
      </Activity>
    )
    const { rerender } = render(<App isShown />)
    say('a')
    await pass()
    rerender(<App isShown={false} />)
    await pass()
    renders = 0
    say('b')
    await pass()
    say('c')
    await pass()
    expect(renders).toBe(0)
  })
})

describeInBothModes('a node that takes over a connection that lingers', () => {
  it('shows the same to those who were there before and to those who come', async () => {
    const { createSocket, sockets } = scriptSockets()
    const Reader = ({ node }: { node: Node | null }) => <i>{useLastReceived(node)}</i>
    const Chat = ({ isLate }: { isLate: boolean }) => (
      <WebSocketNode
        {...HERE}
        name="chat"
        linger={5}
        format={text}
        flush="sync"
        autoconnectMode="self-ready"
        createSocket={createSocket}
      >
        {(_state, node) => (
          <>
            <Reader node={node} />
            {isLate && <Reader node={node} />}
          </>
        )}
      </WebSocketNode>
    )
    const App = ({ version, isLate = false }: { version: number; isLate?: boolean }) => (
      <WebSocketProvider>{version > 0 && <Chat key={version} isLate={isLate} />}</WebSocketProvider>
    )
    const { container, rerender } = render(<App version={1} />)
    await pass()
    act(() => sockets[0]!.opens())
    act(() => sockets[0]!.delivers('a'))
    await pass()
    rerender(<App version={0} />)
    await pass()
    rerender(<App version={2} />)
    await pass()
    rerender(<App version={2} isLate />)
    await pass()
    const [before, late] = [...container.querySelectorAll('i')].map(({ textContent }) => textContent)
    expect(late).toBe(before)
    act(() => sockets[0]!.delivers('b'))
    await pass()
    expect(container.textContent).toBe('bb')
    rerender(<App version={0} />)
    await pass(5000)
  })
})
