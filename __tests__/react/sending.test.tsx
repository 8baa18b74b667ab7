/**
 * What effects send: the first effects of children, before the node mounts, and clean-ups, while it unmounts.
 */
import { render } from '@testing-library/react'
import { Activity, useEffect, useLayoutEffect, type ReactNode } from 'react'
import {
  text,
  useNode,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { HERE, mockNetwork, pass, takeComplaints } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()

type Node = WebSocketNodeHandle<typeof text>

const OPTIONS = { ...HERE, format: text, autoconnectMode: 'self-ready' } as const satisfies ReactWebSocketNodeOptions<
  typeof text
>

const EFFECTS = [
  ['useEffect', useEffect],
  ['useLayoutEffect', useLayoutEffect],
] as const

type UseEffect = typeof useEffect

/** Says hello in an effect, and what it was answered goes to `answers`. */
function Greeter({ node, useIt, answers }: { node: Node | null; useIt: UseEffect; answers: unknown[] }) {
  useIt(() => void answers.push(node?.send('hello')), [node, answers])
  return null
}

/** Where a child may get the node from. */
const SOURCES: [string, (greet: (node: Node | null) => ReactNode) => () => ReactNode][] = [
  [
    'a prop',
    (greet) => () => {
      const [, node] = useWebSocketNode(OPTIONS)
      return greet(node)
    },
  ],
  ['function children', (greet) => () => <WebSocketNode {...OPTIONS}>{(_state, node) => greet(node)}</WebSocketNode>],
  [
    'useNode()',
    (greet) => {
      const Below = () => greet(useNode(undefined, text))
      return () => (
        <WebSocketNode {...OPTIONS}>
          <Below />
        </WebSocketNode>
      )
    },
  ],
]

describeInBothModes('what a child sends in its first effect', (isStrict) => {
  // React runs first effects twice under StrictMode: each of them sends.
  const greetings = Array<string>(isStrict ? 2 : 1).fill('hello')

  describe.each(EFFECTS)('%s', (_name, useIt) => {
    it.each(SOURCES)('is queued and delivered, where it has the node from %s', async (_source, create) => {
      const server = network.serve()
      const answers: unknown[] = []
      const App = create((node) => <Greeter {...{ node, useIt, answers }} />)
      render(<App />)
      await pass()
      expect(answers).toEqual(greetings.map(() => true))
      expect(server.messages).toEqual(greetings)
      expect(server.handshakes).toBe(1)
    })
  })

  it('goes out in order, and before what onConnected sends', async () => {
    const server = network.serve()
    const Child = ({ node }: { node: Node }) => {
      useEffect(() => ['1', '2', '3'].forEach((message) => node.send(message)), [node])
      return null
    }
    const App = () => {
      const [, node] = useWebSocketNode({ ...OPTIONS, onConnected: () => void node.send('connected') })
      return <Child node={node} />
    }
    render(<App />)
    await pass()
    expect(server.messages).toEqual([...greetings.flatMap(() => ['1', '2', '3']), 'connected'])
  })

  it('is queued and delivered where <Activity> shows the node again', async () => {
    const server = network.serve()
    const answers: unknown[] = []
    const App = ({ isShown }: { isShown: boolean }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <WebSocketNode {...OPTIONS}>
          {(_state, node) => <Greeter {...{ node, answers }} useIt={useEffect} />}
        </WebSocketNode>
      </Activity>
    )
    const { rerender } = render(<App isShown />)
    await pass()
    rerender(<App isShown={false} />)
    await pass()
    rerender(<App isShown />)
    await pass()
    expect(new Set(answers)).toEqual(new Set([true]))
    expect(server.messages).toEqual([...greetings, ...greetings])
    expect(server.handshakes).toBe(2)
  })

  it('is kept by a node that waits for its autoconnect', async () => {
    const server = network.serve()
    const App = ({ ready }: { ready: boolean }) => (
      <WebSocketNode {...OPTIONS} ready={ready}>
        {(_state, node) => <Greeter node={node} answers={[]} useIt={useEffect} />}
      </WebSocketNode>
    )
    const { rerender } = render(<App ready={false} />)
    await pass(60_000)
    rerender(<App ready />)
    await pass()
    expect(new Set(server.messages)).toEqual(new Set(['hello']))
  })

  it('is refused with a sendQueue of 0, with one warning', async () => {
    const server = network.serve()
    const answers: unknown[] = []
    const App = () => {
      const [, node] = useWebSocketNode({ ...OPTIONS, sendQueue: 0 })
      return <Greeter {...{ node, answers }} useIt={useEffect} />
    }
    render(<App />)
    await pass()
    expect(answers).toEqual(greetings.map(() => false))
    expect(server.messages).toEqual([])
    expect(takeComplaints()).toEqual([expect.stringContaining('sendQueue is 0')])
  })
})

/** Says goodbye in the clean-up of an effect. */
function Leaver({ node, useIt, word = 'bye' }: { node: Node | null; useIt: UseEffect; word?: string }) {
  useIt(() => () => void node?.send(word), [node, word])
  return null
}

/** Where the component stands that says goodbye. */
const PLACES: [string, (useIt: UseEffect) => () => ReactNode][] = [
  [
    'in the component of the hook, after it',
    (useIt) => () => {
      const [, node] = useWebSocketNode(OPTIONS)
      useIt(() => () => void node.send('bye'), [node])
      return null
    },
  ],
  [
    'in a child that has it as a prop',
    (useIt) => () => {
      const [, node] = useWebSocketNode(OPTIONS)
      return <Leaver {...{ node, useIt }} />
    },
  ],
  [
    'below the element',
    (useIt) => {
      const Below = () => <Leaver node={useNode(undefined, text)} useIt={useIt} />
      return () => (
        <WebSocketNode {...OPTIONS}>
          <p>
            <Below />
          </p>
        </WebSocketNode>
      )
    },
  ],
  [
    'in a sibling before it',
    (useIt) => {
      const Beside = () => <Leaver node={useNode('chat', text)} useIt={useIt} />
      return () => (
        <WebSocketProvider>
          <Beside />
          <WebSocketNode {...OPTIONS} name="chat" />
        </WebSocketProvider>
      )
    },
  ],
  [
    'in a sibling after it',
    (useIt) => {
      const Beside = () => <Leaver node={useNode('chat', text)} useIt={useIt} />
      return () => (
        <WebSocketProvider>
          <WebSocketNode {...OPTIONS} name="chat" />
          <Beside />
        </WebSocketProvider>
      )
    },
  ],
]

describeInBothModes('what a clean-up sends as the node unmounts', () => {
  describe.each(EFFECTS)('%s', (_name, useIt) => {
    it.each(PLACES)('is delivered: %s', async (_place, create) => {
      const server = network.serve()
      const Page = create(useIt)
      const { rerender } = render(<Page />)
      await pass()
      server.messages.length = 0
      rerender(<></>)
      await pass()
      expect(server.messages).toEqual(['bye'])
      expect(server.clients).toHaveLength(0)
    })

    it.each(PLACES)('is delivered where <Activity> hides it: %s', async (_place, create) => {
      const server = network.serve()
      const Page = create(useIt)
      const App = ({ isShown }: { isShown: boolean }) => (
        <Activity mode={isShown ? 'visible' : 'hidden'}>
          <Page />
        </Activity>
      )
      const { rerender } = render(<App isShown />)
      await pass()
      server.messages.length = 0
      rerender(<App isShown={false} />)
      await pass()
      expect(server.messages).toEqual(['bye'])
      expect(server.clients).toHaveLength(0)
    })
  })

  it('is delivered to the room that is left, where a key mounts the next', async () => {
    const a = network.serve('ws://here.test/a')
    const b = network.serve('ws://here.test/b')
    const Room = ({ route }: { route: string }) => {
      const [, node] = useWebSocketNode({ ...OPTIONS, route })
      return <Leaver node={node} useIt={useEffect} word={`left ${route}`} />
    }
    const { rerender } = render(<Room key="/a" route="/a" />)
    await pass()
    a.messages.length = 0
    rerender(<Room key="/b" route="/b" />)
    await pass()
    expect(a.messages).toEqual(['left /a'])
    expect(b.messages).not.toContain('left /a')
    expect([a.clients.length, b.clients.length]).toEqual([0, 1])
  })

  it('speaks to the new destination already, where the same node moves', async () => {
    const a = network.serve('ws://here.test/a')
    const b = network.serve('ws://here.test/b')
    const Room = ({ route }: { route: string }) => {
      const [, node] = useWebSocketNode({ ...OPTIONS, route })
      useEffect(() => () => void node.send(`left ${route}`), [node, route])
      return null
    }
    const { rerender } = render(<Room route="/a" />)
    await pass()
    a.messages.length = 0
    rerender(<Room route="/b" />)
    await pass()
    expect(a.messages).toEqual([])
    expect(b.messages).toEqual(['left /a'])
  })

  it('is sendFailed where there was no connection yet', async () => {
    const lost: unknown[] = []
    const Subject = () => {
      const [, node] = useWebSocketNode({
        ...OPTIONS,
        autoconnectMode: 'none',
        onSendFailed: (messages) => void lost.push(...messages),
      })
      return <Leaver node={node} useIt={useEffect} />
    }
    const { unmount } = render(<Subject />)
    await pass()
    unmount()
    await pass(1000)
    expect(new Set(lost)).toEqual(new Set(['bye']))
    takeComplaints()
  })
})

describeInBothModes('an effect that connects, with a clean-up that closes', () => {
  it('is one open connection after the mount', async () => {
    const server = network.serve()
    const App = () => {
      const [{ status }, node] = useWebSocketNode({ ...OPTIONS, autoconnectMode: 'none' })
      useEffect(() => {
        node.connect()
        return () => void node.close()
      }, [node])
      return status
    }
    const { container, unmount } = render(<App />)
    await pass()
    expect(container.textContent).toBe('open')
    expect(server.clients).toHaveLength(1)
    expect(network.live).toBe(1)
    unmount()
    await pass()
    expect(server.clients).toHaveLength(0)
  })

  it('connects again where it runs again: the last word counts', async () => {
    const server = network.serve()
    const told: string[] = []
    const App = ({ version }: { version: number }) => {
      const [{ status }, node] = useWebSocketNode({
        ...OPTIONS,
        autoconnectMode: 'none',
        onClosed: () => void told.push('closed'),
        onConnected: () => void told.push('connected'),
      })
      useEffect(() => {
        node.connect()
        node.send(`version ${version}`)
        return () => void node.close()
      }, [node, version])
      return status
    }
    const { container, rerender } = render(<App version={1} />)
    await pass()
    told.length = 0
    server.messages.length = 0
    rerender(<App version={2} />)
    expect(container.textContent).toBe('closing')
    await pass()
    expect(container.textContent).toBe('open')
    expect(told).toEqual(['closed', 'connected'])
    expect(server.messages).toEqual(['version 2'])
    expect(server.clients).toHaveLength(1)
  })
})
