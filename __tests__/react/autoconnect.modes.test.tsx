/**
 * Autoconnect as a table: every mode, with its target ready from the start, with a target that gets ready later, and
 * without a target; as the hook and as the element. Handshakes are counted at the server.
 */
import { render } from '@testing-library/react'
import { createContext, useContext, type ReactElement, type ReactNode } from 'react'
import {
  AUTOCONNECT_MODE,
  useReadyRef,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type AutoconnectMode,
  type ReactWebSocketNodeOptions,
} from '../../src/index.js'
import { HERE, mockNetwork, pass } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()

function Hook(options: ReactWebSocketNodeOptions) {
  return <i>{useWebSocketNode({ ...HERE, ...options })[0].status}</i>
}

function Element(options: ReactWebSocketNodeOptions) {
  return (
    <WebSocketNode {...HERE} {...options}>
      {({ status }) => <i>{status}</i>}
    </WebSocketNode>
  )
}

const OwnReady = createContext(true)

type Subject = (options: ReactWebSocketNodeOptions) => ReactNode

interface Tree {
  (Subject: Subject, isReady: boolean): ReactElement
}

function RefTree({ Subject, isReady }: { Subject: Subject; isReady: boolean }) {
  const ref = useReadyRef<HTMLElement>()
  return (
    <>
      <Subject autoconnectMode="custom" autoconnectReference={ref} />
      {isReady && <b ref={ref} />}
    </>
  )
}

/** What the mode waits for, in a tree where that is ready or not. */
const WITH_TARGET: [AutoconnectMode, string, Tree][] = [
  ['self-ready', 'itself', (Subject, isReady) => <Subject autoconnectMode="self-ready" ready={isReady} />],
  [
    'parent-ready',
    'a node above',
    (Subject, isReady) => (
      <WebSocketNode ready={isReady}>
        <Subject autoconnectMode="parent-ready" />
      </WebSocketNode>
    ),
  ],
  [
    'parent-ready',
    'a provider above',
    (Subject, isReady) => (
      <WebSocketProvider ready={isReady}>
        <Subject autoconnectMode="parent-ready" />
      </WebSocketProvider>
    ),
  ],
  [
    'parent-ready',
    'the nearest, a node below a provider',
    (Subject, isReady) => (
      <WebSocketProvider ready={false}>
        <WebSocketNode ready={isReady}>
          <Subject autoconnectMode="parent-ready" />
        </WebSocketNode>
      </WebSocketProvider>
    ),
  ],
  [
    'parent-ready',
    'the nearest, a provider below a node',
    (Subject, isReady) => (
      <WebSocketNode ready={false}>
        <WebSocketProvider ready={isReady}>
          <Subject autoconnectMode="parent-ready" />
        </WebSocketProvider>
      </WebSocketNode>
    ),
  ],
  [
    'owner-ready',
    'a provider above',
    (Subject, isReady) => (
      <WebSocketProvider ready={isReady}>
        <Subject autoconnectMode="owner-ready" />
      </WebSocketProvider>
    ),
  ],
  [
    'owner-ready',
    'the nearest of nested providers, past a node',
    (Subject, isReady) => (
      <WebSocketProvider ready={false}>
        <WebSocketProvider ready={isReady}>
          <WebSocketNode ready={false}>
            <Subject autoconnectMode="owner-ready" />
          </WebSocketNode>
        </WebSocketProvider>
      </WebSocketProvider>
    ),
  ],
  [
    'root-ready',
    'a provider above',
    (Subject, isReady) => (
      <WebSocketProvider ready={isReady}>
        <Subject autoconnectMode="root-ready" />
      </WebSocketProvider>
    ),
  ],
  [
    'root-ready',
    'the outermost of nested providers, past all between',
    (Subject, isReady) => (
      <WebSocketProvider ready={isReady}>
        <WebSocketProvider ready={false}>
          <WebSocketProvider ready={false}>
            <WebSocketNode ready={false}>
              <Subject autoconnectMode="root-ready" />
            </WebSocketNode>
          </WebSocketProvider>
        </WebSocketProvider>
      </WebSocketProvider>
    ),
  ],
  ['custom', 'a ref', (Subject, isReady) => <RefTree Subject={Subject} isReady={isReady} />],
]

const WITHOUT_TARGET: [AutoconnectMode, string, (Subject: Subject) => ReactElement][] = [
  ['self-ready', 'nothing above', (Subject) => <Subject autoconnectMode="self-ready" />],
  [
    'self-ready',
    'nothing above that is ready',
    (Subject) => (
      <WebSocketProvider ready={false}>
        <WebSocketNode ready={false}>
          <Subject autoconnectMode="self-ready" />
        </WebSocketNode>
      </WebSocketProvider>
    ),
  ],
  ['parent-ready', 'no node and no provider above', (Subject) => <Subject autoconnectMode="parent-ready" />],
  ['owner-ready', 'nothing above', (Subject) => <Subject autoconnectMode="owner-ready" />],
  [
    'owner-ready',
    'no provider above, only a node',
    (Subject) => (
      <WebSocketNode ready={false}>
        <Subject autoconnectMode="owner-ready" />
      </WebSocketNode>
    ),
  ],
  ['root-ready', 'nothing above', (Subject) => <Subject autoconnectMode="root-ready" />],
  [
    'root-ready',
    'no provider above, only a node',
    (Subject) => (
      <WebSocketNode ready={false}>
        <Subject autoconnectMode="root-ready" />
      </WebSocketNode>
    ),
  ],
  ['custom', 'no reference', (Subject) => <Subject autoconnectMode="custom" />],
  ['custom', 'null', (Subject) => <Subject autoconnectMode="custom" autoconnectReference={null} />],
]

describeInBothModes('autoconnect', () => {
  it('has the six modes of the addon', () => {
    expect(AUTOCONNECT_MODE).toEqual({
      NONE: 'none',
      SELF_READY: 'self-ready',
      PARENT_READY: 'parent-ready',
      OWNER_READY: 'owner-ready',
      ROOT_READY: 'root-ready',
      CUSTOM: 'custom',
    })
  })

  describe.each([
    ['the hook', Hook],
    ['the element', Element],
  ])('of %s', (_kind, Subject) => {
    const status = (container: HTMLElement) => container.querySelector('i')?.textContent

    it.each<[AutoconnectMode | undefined, string, (isReady: boolean) => ReactElement]>([
      ['none', 'alone', () => <Subject autoconnectMode="none" />],
      [undefined, 'alone', () => <Subject />],
      [
        'none',
        'below a provider and a node',
        (isReady) => (
          <WebSocketProvider ready={isReady}>
            <WebSocketNode ready={isReady}>
              <Subject autoconnectMode="none" autoconnectReference={{ current: {} }} />
            </WebSocketNode>
          </WebSocketProvider>
        ),
      ],
    ])('%s, %s: never connects by itself, and never waits', async (_mode, _where, tree) => {
      network.serve()
      const { container, rerender } = render(tree(false))
      await pass()
      expect(status(container)).toBe('idle')
      rerender(tree(true))
      await pass()
      expect(status(container)).toBe('idle')
      expect(network.attempts).toEqual([])
    })

    it.each(WITH_TARGET)('%s, with %s: connects at once where that is ready', async (_mode, _target, tree) => {
      const server = network.serve()
      const { container, rerender } = render(tree(Subject, true))
      expect(status(container)).toBe('connecting')
      await pass()
      expect(status(container)).toBe('open')
      rerender(tree(Subject, true))
      await pass()
      expect(server.handshakes).toBe(1)
      expect(network.attempts).toHaveLength(1)
    })

    it.each(WITH_TARGET)(
      '%s, with %s: waits where that is not ready, then connects once',
      async (_mode, _target, tree) => {
        const server = network.serve()
        const { container, rerender } = render(tree(Subject, false))
        expect(status(container)).toBe('waiting')
        await pass(1000)
        rerender(tree(Subject, false))
        await pass()
        expect(status(container)).toBe('waiting')
        expect(network.attempts).toEqual([])

        rerender(tree(Subject, true))
        expect(status(container)).toBe('connecting')
        await pass()
        expect(status(container)).toBe('open')
        expect(server.handshakes).toBe(1)
      },
    )

    it.each(WITH_TARGET)(
      '%s, with %s: stays connected when that is not ready any more',
      async (_mode, _target, tree) => {
        const server = network.serve()
        const { container, rerender } = render(tree(Subject, true))
        await pass()
        rerender(tree(Subject, false))
        await pass()
        rerender(tree(Subject, true))
        await pass()
        expect(status(container)).toBe('open')
        expect(server.handshakes).toBe(1)
        expect(server.clients).toHaveLength(1)
      },
    )

    it.each(WITH_TARGET.filter(([mode]) => mode !== 'self-ready'))(
      '%s, with %s: waits for its own ready too',
      async (_mode, _target, tree) => {
        const server = network.serve()
        const Held = (options: ReactWebSocketNodeOptions) => <Subject {...options} ready={useContext(OwnReady)} />
        const held = (isReady: boolean) => <OwnReady value={isReady}>{tree(Held, true)}</OwnReady>
        const { container, rerender } = render(held(false))
        await pass(1000)
        expect(status(container)).toBe('waiting')
        expect(network.attempts).toEqual([])
        rerender(held(true))
        await pass()
        expect(status(container)).toBe('open')
        expect(server.handshakes).toBe(1)
      },
    )

    it.each(WITHOUT_TARGET)('%s, with %s: connects at once', async (_mode, _where, tree) => {
      const server = network.serve()
      const { container, rerender } = render(tree(Subject))
      expect(status(container)).toBe('connecting')
      await pass()
      rerender(tree(Subject))
      await pass()
      expect(status(container)).toBe('open')
      expect(server.handshakes).toBe(1)
      expect(network.attempts).toHaveLength(1)
    })

    it.each(WITHOUT_TARGET)('%s, with %s: is held back by its own ready={false}', async (_mode, _where, tree) => {
      network.serve()
      const Held = (options: ReactWebSocketNodeOptions) => <Subject {...options} ready={false} />
      const { container } = render(tree(Held))
      await pass()
      expect(status(container)).toBe('waiting')
      expect(network.attempts).toEqual([])
    })
  })

  it('says which mode it waits for', () => {
    const states: unknown[] = []
    const Subject = () => {
      const [state] = useWebSocketNode({ ...HERE, autoconnectMode: 'owner-ready' })
      states.push(state)
      return null
    }
    render(
      <WebSocketProvider ready={false}>
        <Subject />
      </WebSocketProvider>,
    )
    expect(states.at(-1)).toEqual({ status: 'waiting', mode: 'owner-ready' })
  })
})
