/**
 * Topics in components: read while mounted and shown, shown by the hooks that read a node.
 */
import { edit } from '../support/react/fast-refresh.js'
import { act, render } from '@testing-library/react'
import { Activity, useEffect } from 'react'
import { renderToString } from 'react-dom/server'
import {
  text,
  topics,
  useLastPacket,
  useLastReceived,
  useReceivedLog,
  useReceivedReducer,
  useSignal,
  useTopic,
  useTopicState,
  useWebSocketNode,
  WebSocketNode,
  WebSocketTopic,
  type TopicHandle,
} from '../../src/index.js'
import { mockNetwork, pass, takeComplaints } from '../support/react/network.js'
import { createCounter, describeInBothModes } from '../support/react/rendering.js'
import { scriptSockets } from '../support/react/scripted-socket.js'
import { ANSWERS, textTopics, topicOf } from '../support/topics/stage.js'
import { renderNode, type TextNode } from '../support/topics/react.js'

mockNetwork()

const prices = textTopics()

const nextTask = () => pass(1)

function Price({ node, name, of = prices }: { node: TextNode | null; name: string | null; of?: typeof prices }) {
  return <i>{useLastPacket(useTopic(node, of, name))}</i>
}

const shown = () => [...document.querySelectorAll('i')].map(({ textContent }) => textContent)

describeInBothModes('useTopic', (isStrict) => {
  it('subscribes while a component is mounted, once', async () => {
    const { node, takeSent, say } = renderNode()
    const { rerender, unmount } = render(<Price node={node} name="A" />)
    await nextTask()
    expect(takeSent()).toEqual(['sub A'])
    say('A 1', 'B 1')
    expect(shown()).toEqual(['A 1'])
    rerender(
      <>
        <Price node={node} name="A" />
        <Price node={node} name="A" />
      </>,
    )
    await nextTask()
    unmount()
    await nextTask()
    expect(takeSent()).toEqual(['unsub A'])
  })

  it('sends nothing for a row that moves from one component to another', async () => {
    const { node, takeSent, say } = renderNode()
    const { rerender } = render(<Price key="one" node={node} name="A" />)
    await nextTask()
    say('A 1')
    takeSent()
    rerender(<Price key="other" node={node} name="A" />)
    await nextTask()
    expect(takeSent()).toEqual([])
    expect(shown()).toEqual(['A 1'])
  })

  it('follows its topic, with one call of each in a commit, and shows no value of the old one', async () => {
    const { node, takeSent, say } = renderNode()
    const { rerender } = render(<Price node={node} name="A" />)
    await nextTask()
    say('A 1')
    takeSent()
    rerender(<Price node={node} name="B" />)
    expect(shown()).toEqual([''])
    await nextTask()
    expect(takeSent()).toEqual(['unsub A', 'sub B'])
    rerender(<Price node={node} name={null} />)
    await nextTask()
    expect(takeSent()).toEqual(['unsub B'])
    rerender(<Price node={null} name="B" />)
    await nextTask()
    expect(takeSent()).toEqual([])
  })

  it('forgets the values of a row that is gone, and shows none when it is back', async () => {
    const { node, say } = renderNode()
    const { rerender } = render(<Price node={node} name="A" />)
    await nextTask()
    say('A 1')
    rerender(<></>)
    await nextTask()
    rerender(<Price node={node} name="A" />)
    expect(shown()).toEqual([''])
  })

  it('unsubscribes what an Activity hides, and keeps its values', async () => {
    const { node, takeSent, say } = renderNode()
    const App = ({ mode }: { mode: 'visible' | 'hidden' }) => (
      <Activity mode={mode}>
        <Price node={node} name="A" />
      </Activity>
    )
    const { rerender } = render(<App mode="visible" />)
    await nextTask()
    say('A 1')
    rerender(<App mode="hidden" />)
    await nextTask()
    expect(takeSent()).toEqual(['sub A', 'unsub A'])
    rerender(<App mode="visible" />)
    await nextTask()
    expect(takeSent()).toEqual(['sub A'])
    expect(shown()).toEqual(['A 1'])
  })

  it('sends nothing for Fast Refresh', async () => {
    const { node, takeSent } = renderNode()
    const Before = () => <Price node={node} name="A" />
    const After = () => <Price node={node} name="A" />
    render(<Before />)
    await nextTask()
    takeSent()
    edit(Before, After)
    await nextTask()
    expect(takeSent()).toEqual([])
  })

  it('gives one handle for a node, topics and key, and changes nothing while rendering', async () => {
    const { node, takeSent } = renderNode()
    const handles = new Set<TopicHandle | null>()
    const Both = () => {
      const handle = useTopic(node, prices, 'A')
      useEffect(() => void handles.add(handle), [handle])
      return null
    }
    render(
      <>
        <Both />
        <Both />
      </>,
    )
    await nextTask()
    expect([...handles]).toEqual([prices.of(node, 'A')])
    expect(takeSent()).toEqual(['sub A'])
  })

  it('subscribes again after a reconnect, and shows the last value meanwhile', async () => {
    const { node, say, sockets, takeSent } = renderNode()
    render(<Price node={node} name="A" />)
    await nextTask()
    say('A 1')
    act(() => sockets[0]!.closes())
    expect(shown()).toEqual(['A 1'])
    act(() => void node.connect())
    takeSent()
    act(() => sockets[1]!.opens())
    await nextTask()
    expect(sockets[1]!.sent).toEqual(['sub A'])
  })

  it('is subscribed by a node whose component it is', async () => {
    const { sockets, createSocket } = scriptSockets()
    const App = () => {
      const [, node] = useWebSocketNode({
        url: 'ws://here.test',
        format: text,
        autoconnectMode: 'self-ready',
        flush: 'sync',
        createSocket,
      })
      return <Price node={node} name="A" />
    }
    render(<App />)
    await pass()
    act(() => sockets[0]!.opens())
    await nextTask()
    expect(sockets[0]!.sent).toEqual(['sub A'])
    expect(sockets).toHaveLength(1)
  })

  it('renders on the server', () => {
    const html = renderToString(
      <WebSocketNode format={text}>
        {(_state, node) => (
          <WebSocketTopic node={node} of={prices} topic="A">
            {({ status }) => <b>{status}</b>}
          </WebSocketTopic>
        )}
      </WebSocketNode>,
    )
    expect(html).toBe('<b>unsubscribed</b>')
  })

  it('warns of topics that are made at each render, and of a node of another format', async () => {
    const { node } = renderNode()
    const { rerender } = render(<Price node={node} name="A" of={textTopics()} />)
    for (let count = 0; count < 5; count++) rerender(<Price node={node} name="A" of={textTopics()} />)
    await nextTask()
    expect(takeComplaints()).toEqual([expect.stringContaining('topics() is called at each render')])
    const others = topics({ ...text, name: 'other' }, { topicOf })
    render(<Price node={node} name="A" of={others as never} />)
    render(<Price node={node} name="B" of={others as never} />)
    expect(takeComplaints()).toEqual([expect.stringContaining('topics of the format other are read of a node')])
  })

  it(`has no reader left after ${isStrict ? 'two' : 'one'} mounts`, async () => {
    const { node } = renderNode()
    const { unmount } = render(<Price node={node} name="A" />)
    unmount()
    await nextTask()
    expect(prices.of(node, 'A').state.status).toBe('unsubscribed')
  })
})

describeInBothModes('the value hooks', () => {
  it('read a topic as they read a node', async () => {
    const { node, say } = renderNode({ flush: 'burst' })
    const heard: string[] = []
    const Row = () => {
      const topic = useTopic(node, prices, 'A')
      useSignal(topic, 'packet', (packet) => heard.push(packet))
      useSignal(topic, 'received', (_data, { length }) => heard.push(`${length} packets`))
      const last = useLastPacket(topic, (packet) => packet !== 'A 3')
      const batch = useLastReceived(topic)
      const log = useReceivedLog(topic, 2)
      const count = useReceivedReducer(topic, (sum) => sum + 1, 0)
      return <i>{[last, batch?.length, log.join(), count].join(' | ')}</i>
    }
    render(<Row />)
    await nextTask()
    say('A 1', 'B 1', 'A 2', 'A 3')
    await pass()
    expect(shown()).toEqual(['A 2 | 3 | A 2,A 3 | 3'])
    expect(heard).toEqual(['A 1', 'A 2', 'A 3', '3 packets'])
  })

  it('of all topics and of the node are shown together, and only rows with news are rendered', async () => {
    const { node, speak } = renderNode()
    const renders = new Map<string, number>()
    const Row = ({ name }: { name: string }) => {
      const last = useLastPacket(useTopic(node, prices, name))
      useEffect(() => void renders.set(name, (renders.get(name) ?? 0) + 1), [last, name])
      return <i>{last}</i>
    }
    const All = () => <i>{useLastPacket(node)}</i>
    const counter = createCounter()
    render(
      <counter.Counted>
        <All />
        {['A', 'B', 'C'].map((name) => (
          <Row key={name} name={name} />
        ))}
      </counter.Counted>,
    )
    await nextTask()
    await act(async () => {
      speak('first')
      await Promise.resolve()
    })
    renders.clear()
    const before = counter.commits
    await act(async () => {
      speak('A 1', 'B 1', 'A 2')
      await Promise.resolve()
    })
    expect(counter.commits).toBe(before)
    await pass()
    expect(counter.commits).toBe(before + 1)
    expect(shown()).toEqual(['A 2', 'A 2', 'B 1', ''])
    expect(Object.fromEntries(renders)).toEqual({ A: 1, B: 1 })
  })

  it('start again with another destination', async () => {
    const { createSocket, sockets } = scriptSockets()
    const App = ({ room }: { room: string }) => {
      const [, node] = useWebSocketNode({
        url: `ws://here.test/${room}`,
        format: text,
        autoconnectMode: 'self-ready',
        flush: 'sync',
        createSocket,
      })
      return <Price node={node} name="A" />
    }
    const { rerender } = render(<App room="1" />)
    await pass()
    act(() => sockets[0]!.opens())
    await nextTask()
    act(() => sockets[0]!.delivers('A 1'))
    expect(shown()).toEqual(['A 1'])
    rerender(<App room="2" />)
    expect(shown()).toEqual([''])
    await pass()
    act(() => sockets[1]!.opens())
    await nextTask()
    expect(sockets[1]!.sent).toEqual(['sub A'])
  })
})

describeInBothModes('useTopicState', () => {
  const answering = textTopics(ANSWERS)

  it('renders on what the server knows', async () => {
    const { node, say } = renderNode()
    const State = ({ topic }: { topic: TopicHandle | null }) => {
      const { status, packet } = useTopicState(topic)
      return <i>{`${status} ${String(packet)}`}</i>
    }
    const App = ({ name }: { name: string | null }) => <State topic={useTopic(node, answering, name)} />
    const { rerender } = render(<App name="A" />)
    expect(shown()).toEqual(['unsubscribed undefined'])
    await nextTask()
    expect(shown()).toEqual(['subscribing undefined'])
    say('+A')
    expect(shown()).toEqual(['subscribed +A'])
    say('-A:kicked')
    expect(shown()).toEqual(['rejected -A:kicked'])
    rerender(<App name={null} />)
    expect(shown()).toEqual(['unsubscribed undefined'])
  })
})

describeInBothModes('<WebSocketTopic>', () => {
  const Last = () => <i>{useLastPacket(useTopic<typeof text>())}</i>

  it('is the topic of those below it, of the node above or of its own', async () => {
    const { createSocket, sockets } = scriptSockets()
    const { node, say } = renderNode()
    render(
      <WebSocketNode
        url="ws://here.test"
        format={text}
        autoconnectMode="self-ready"
        flush="sync"
        createSocket={createSocket}
      >
        <WebSocketTopic of={prices} topic="A">
          <Last />
          <WebSocketTopic of={prices} topic="B" node={node}>
            <Last />
          </WebSocketTopic>
        </WebSocketTopic>
        <Last />
      </WebSocketNode>,
    )
    await pass()
    act(() => sockets[0]!.opens())
    await nextTask()
    expect(sockets[0]!.sent).toEqual(['sub A'])
    act(() => sockets[0]!.delivers('A 1'))
    say('B 1')
    expect(shown()).toEqual(['A 1', 'B 1', ''])
  })

  it('gives a function its state and its handle, and a ref the handle', async () => {
    const { node } = renderNode()
    const ref: { current: TopicHandle | null } = { current: null }
    render(
      <WebSocketTopic of={prices} topic="A" node={node} ref={ref as never}>
        {({ status }, topic) => <i>{`${status} ${String(topic?.topic)}`}</i>}
      </WebSocketTopic>,
    )
    await nextTask()
    expect(shown()).toEqual(['subscribed A'])
    expect(ref.current).toBe(prices.of(node, 'A'))
  })

  it('without a node reads nothing', async () => {
    render(
      <WebSocketTopic of={prices} topic="A">
        {({ status }, topic) => <i>{`${status} ${topic === null ? 'null' : 'a topic'}`}</i>}
      </WebSocketTopic>,
    )
    await nextTask()
    expect(shown()).toEqual(['unsubscribed null'])
  })

  it('renders what is below it not for packets', async () => {
    const { node, say } = renderNode()
    const counter = createCounter()
    render(
      <WebSocketTopic of={prices} topic="A" node={node}>
        <counter.Counted>
          <p />
        </counter.Counted>
      </WebSocketTopic>,
    )
    await nextTask()
    const before = counter.commits
    say('A 1', 'A 2')
    await pass()
    expect(counter.commits).toBe(before)
  })
})
