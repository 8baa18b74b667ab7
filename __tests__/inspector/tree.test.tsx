/**
 * What of React is found: every mounted node and provider of any root, as they are nested, with what they wait for.
 */
import { act, render } from '@testing-library/react'
import { Activity, useEffect } from 'react'
import {
  text,
  topics,
  useReadyRef,
  useTopic,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  WebSocketTopic,
  type WebSocketNodeHandle,
} from '../../src/index.js'
import { createInspection } from '../../src/inspector/inspection.js'
import { loadRecording } from '../../src/inspector/loadRecording.js'
import type { Inspection, NodeItem } from '../../src/inspector/model.js'
import { recorder } from '../../src/inspector/recorder.js'
import { mountedHere } from '../../src/react/mounted.js'
import { HERE, mockNetwork, pass, settle } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'

mockNetwork()

let inspections: Inspection[] = []
afterEach(() => {
  for (const inspection of inspections) inspection.stop()
  inspections = []
})

function inspect(): Inspection {
  const inspection = createInspection()
  inspections.push(inspection)
  return inspection
}

/** The tree as indented lines. */
const linesOf = (inspection: Inspection) =>
  inspection
    .items()
    .map((item) => `${'  '.repeat(item.depth)}${item.label} ${item.kind === 'node' ? item.state.status : item.kind}`)

const nodesOf = (inspection: Inspection) => inspection.items().filter((item): item is NodeItem => item.kind === 'node')

const prices = topics(text, { topicOf: (packet) => packet })

function Row({ node }: { node: WebSocketNodeHandle<typeof text> }) {
  useTopic(node, prices, 'BTC')
  return null
}

describeInBothModes('the tree', () => {
  it.each([
    ['before', true],
    ['after', false],
  ])('shows providers, nodes and topics as they are nested; the inspector came %s them', async (_when, isFirst) => {
    const { createSocket } = scriptSockets()
    const early = isFirst ? inspect() : undefined
    const { unmount } = render(
      <WebSocketProvider>
        <WebSocketNode {...HERE} name="outer" createSocket={createSocket} autoconnectMode="self-ready" format={text}>
          {(_state, node) => (
            <>
              <WebSocketNode host="inner.test" useWSS={false} route="/a?secret=1" />
              <WebSocketTopic of={prices} topic="BTC" />
              <Row node={node} />
            </>
          )}
        </WebSocketNode>
      </WebSocketProvider>,
    )
    await pass()
    const inspection = early ?? inspect()
    expect(linesOf(inspection)).toEqual(
      ['Provider 1 provider', '  outer connecting', '    BTC topic', '    ws://inner.test/a idle'].sort(
        byDepthAndPlace(linesOf(inspection)),
      ),
    )
    expect(inspection.items().find(({ kind }) => kind === 'topic')).toMatchObject({ readers: 2 })
    unmount()
    await pass()
    expect(inspection.items()).toEqual([])
    expect(mountedHere().refs.size).toBe(0)
  })

  it('says where each effective option comes from', () => {
    const inspection = inspect()
    render(
      <WebSocketProvider defaults={{ host: 'there.test', sendQueue: 5 }}>
        <WebSocketNode sendQueue={7} protocols="chat" />
      </WebSocketProvider>,
    )
    const [node] = nodesOf(inspection)
    const of = Object.fromEntries(
      inspection.properties(node!.id).map(({ name, text, from }) => [name, `${text} ${from}`]),
    )
    expect(of).toMatchObject({
      host: '"there.test" provider',
      sendQueue: '7 own',
      protocols: '["chat"] own',
      closeTimeout: '2 default',
      useWSS: 'true default',
      format: 'bytes default',
    })
  })

  it('says what a waiting node waits for', async () => {
    const inspection = inspect()
    function App({ isReady }: { isReady: boolean }) {
      const ref = useReadyRef()
      useWebSocketNode({ ...HERE, name: 'custom', autoconnectMode: 'custom', autoconnectReference: ref })
      useWebSocketNode({ url: null, name: 'url', autoconnectMode: 'self-ready' })
      useWebSocketNode({ ...HERE, name: 'ready', autoconnectMode: 'self-ready', ready: isReady })
      return null
    }
    render(
      <WebSocketProvider ready={false}>
        <App isReady={false} />
        <WebSocketNode {...HERE} name="owner" autoconnectMode="owner-ready" />
      </WebSocketProvider>,
    )
    await pass()
    const of: Record<string, unknown> = Object.fromEntries(
      nodesOf(inspection).map(({ label, waitsFor }) => [label, waitsFor]),
    )
    expect(of).toMatchObject({
      custom: [{ what: 'target', item: undefined }],
      url: [{ what: 'url' }],
      ready: [{ what: 'ready' }],
      owner: [{ what: 'target', item: inspection.items()[0]!.id }],
    })
  })

  it('keeps a lingering node as lingering, with its hands, and forgets it when that is over', async () => {
    const { sockets, createSocket } = scriptSockets()
    const inspection = inspect()
    const App = ({ isShown }: { isShown: boolean }) => (
      <Activity mode={isShown ? 'visible' : 'hidden'}>
        <WebSocketNode {...HERE} createSocket={createSocket} linger={5} autoconnectMode="self-ready" />
      </Activity>
    )
    const { rerender } = render(<App isShown />)
    await pass()
    act(() => sockets.at(-1)!.opens())
    rerender(<App isShown={false} />)
    expect(nodesOf(inspection)).toMatchObject([{ isLingering: true, state: { status: 'open' } }])
    rerender(<App isShown />)
    await pass()
    expect(nodesOf(inspection)).toMatchObject([{ isLingering: false, state: { status: 'open' } }])
    rerender(<App isShown={false} />)
    await pass(6000)
    expect(nodesOf(inspection)).toEqual([])
  })

  it('waiting is forced by ready held false, and goes on as the node would', async () => {
    const { sockets, createSocket } = scriptSockets()
    const inspection = inspect()
    const App = () => <WebSocketNode {...HERE} createSocket={createSocket} autoconnectMode="self-ready" />
    const { rerender } = render(<App />)
    await pass()
    const made = sockets.length
    const hands = inspection.hands(nodesOf(inspection)[0]!.id)!
    expect(hands.whyNot('waiting')).toMatch(/It is connecting/)
    act(() => hands.force('failed'))
    act(() => hands.force('waiting'))
    rerender(<App />)
    await pass()
    expect(nodesOf(inspection)).toMatchObject([{ state: { status: 'waiting' }, isReady: false, isHeld: true }])
    expect(sockets).toHaveLength(made)
    act(() => hands.releaseAll())
    await pass()
    expect(nodesOf(inspection)).toMatchObject([{ state: { status: 'connecting' }, isReady: true, isHeld: false }])
  })

  it('a recorder records the last batch and the end of a node that unmounts', async () => {
    const { sockets, createSocket } = scriptSockets()
    const tape = recorder()
    function App() {
      const [, node] = useWebSocketNode({ ...HERE, createSocket, format: text, autoconnectMode: 'self-ready' })
      useEffect(() => () => void node.send('bye'), [node])
      return null
    }
    const { unmount } = render(<App />)
    await pass()
    act(() => sockets.at(-1)!.opens())
    act(() => sockets.at(-1)!.delivers('last'))
    unmount()
    await settle()
    const loaded = loadRecording(tape.save())
    tape.stop()
    expect(
      loaded
        .messages()
        .map(({ direction, data }) => `${direction} ${String(data)}`)
        .slice(-2),
    ).toEqual(['in last', 'out bye'])
    expect(loaded.states().at(-1)).toMatchObject({ status: 'idle' })
  })
})

/** Siblings come in the order in which their effects ran, which is not the matter here. */
function byDepthAndPlace(lines: readonly string[]) {
  return (one: string, other: string) => lines.indexOf(one) - lines.indexOf(other)
}
