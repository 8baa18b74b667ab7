/**
 * Values without renders: what components show of thousands of messages, and how often they render for it.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { memo, useEffect, useRef, type ReactNode } from 'react'
import { expect } from 'storybook/test'
import {
  text,
  useLastPacket,
  useLastReceived,
  useReceivedLog,
  useReceivedReducer,
  useWebSocketNode,
  type WebSocketNodeHandle,
} from '../src/index.js'
import { canSend } from './support/can.js'
import { HOST, USE_WSS } from './support/server.js'
import { eventually, expectFact, expectFactAtLeast, fact, press, region } from './support/play.js'
import { plays } from './support/plays.js'
import { Button } from './ui/Button.js'
import { Columns, Panel } from './ui/Panel.js'
import { StateBadge } from './ui/StateBadge.js'
import { ThreeWays } from './values/ThreeWays.js'

type Node = WebSocketNodeHandle<typeof text>

interface Args {
  /** Messages of a burst. */
  count: number
}

function Values({ count }: Args) {
  const [state, node] = useWebSocketNode({
    host: HOST,
    useWSS: USE_WSS,
    route: '/ws/burst',
    format: text,
    autoconnectMode: 'self-ready',
  })
  return (
    <div className="stack">
      <Panel title="Source" aside={<StateBadge state={state} />}>
        <div className="row">
          <Button kind="primary" disabled={!canSend(state)} onClick={() => node.send(String(count))}>
            Ask for {count} messages
          </Button>
          <Button disabled={!canSend(state)} onClick={() => node.send('1')}>
            Ask for one
          </Button>
        </div>
      </Panel>
      <Columns>
        <Total node={node} />
        <Sevens node={node} />
      </Columns>
      <Columns>
        <LastBatch node={node} />
        <Log node={node} />
      </Columns>
    </div>
  )
}

// Memoized: the state of the node renders who shows it, and none of these.
const Total = memo(function Total({ node }: { node: Node }) {
  const total = useReceivedReducer(node, (sum) => sum + 1, 0)
  return <Shown hook="useReceivedReducer" name="messages" value={total} />
})

const Sevens = memo(function Sevens({ node }: { node: Node }) {
  const last = useLastPacket(node, (packet) => Number(packet) % 777 === 0)
  return <Shown hook="useLastPacket, accepting" name="last multiple of 777" value={last} />
})

const LastBatch = memo(function LastBatch({ node }: { node: Node }) {
  const data = useLastReceived(node)
  return <Shown hook="useLastReceived" name="packets of the last batch" value={data?.length} />
})

const Log = memo(function Log({ node }: { node: Node }) {
  const log = useReceivedLog(node, 5)
  return <Shown hook="useReceivedLog" name="the last five" value={log.join(' ')} />
})

/** A value, and how often it was rendered since it mounted, written past React: counting must not render. */
function Shown({ hook, name, value }: { hook: string; name: string; value: ReactNode }) {
  const counter = useRef<HTMLElement>(null)
  const commits = useRef(-1)
  useEffect(() => {
    commits.current += 1
    if (counter.current) counter.current.textContent = String(commits.current)
  })
  return (
    <Panel title={hook}>
      <dl className="facts">
        <dt>{name}</dt>
        <dd data-fact={name}>{value ?? '–'}</dd>
        <dt>commits</dt>
        <dd ref={counter} data-fact={`commits of ${hook}`} />
      </dl>
    </Panel>
  )
}

const meta = {
  title: 'Values',
  component: Values,
  args: { count: 5000 },
  argTypes: {
    count: {
      control: { type: 'range', min: 1, max: 10_000, step: 1 },
      description: 'Messages that one press asks for.',
      table: { category: 'Story' },
    },
  },
  parameters: {
    docs: {
      description: {
        component: `A message is no render. Each of these components shows something of the same messages: the number
of all of them, the last one that it lets through, the last batch, the last five. A lone message is shown at once; under load there
is one render a frame, and none for what did not change. A value is a view: what comes and goes within a frame is not
rendered, and the same value twice runs no effect. To act on messages there is \`onPacket\`, to count or collect them
\`useReceivedReducer\`, which misses none.

\`\`\`tsx
const total = useReceivedReducer(node, (sum) => sum + 1, 0)
const weather = useLastPacket(node, (packet) => packet.startsWith('weather'))
const batch = useLastReceived(node) // an array of texts
const log = useReceivedLog(node, 5)
\`\`\``,
      },
    },
  },
} satisfies Meta<typeof Values>

export default meta
type Story = StoryObj<typeof meta>

const HOOKS = ['useReceivedReducer', 'useLastPacket, accepting', 'useLastReceived', 'useReceivedLog']

/** Thousands of messages, every one of them counted, and a handful of commits. */
export const ThousandsOfMessages: Story = {
  parameters: {
    tryThis: 'Press “Ask for 5000 messages”, and compare the messages with the commits.',
    strip: [{ blue: '5000 messages' }, { violet: 'a commit a frame' }, { green: '4995 4996 4997 4998 4999' }],
  },
  play: plays(async ({ canvasElement, args }) => {
    const source = region(canvasElement, 'Source')
    const ask = `Ask for ${args.count} messages`
    await eventually(() => expect(source.getByRole('button', { name: ask })).toBeEnabled())
    await press(source, ask)
    await expectFact(canvasElement, 'messages', String(args.count))
    await expectFact(canvasElement, 'last multiple of 777', '4662')
    await expectFact(canvasElement, 'the last five', '4995 4996 4997 4998 4999')
    for (const hook of HOOKS) {
      await expect(Number(fact(canvasElement, `commits of ${hook}`))).toBeLessThan(args.count / 10)
    }
  }),
}

/**
 * The same burst three times. A state that holds the last message shows a few of them, and whoever counts what it shows
 * counts too few. A render for each message misses none, and costs one each. The hook misses none and renders once a frame.
 */
export const ByHandAndByHook: Story = {
  render: ({ count }) => <ThreeWays count={count} />,
  parameters: {
    tryThis: 'Press “Send 5000 messages to each”, and compare what was counted.',
    strip: [
      { red: 'setState: too few' },
      { amber: 'flushSync: 5000 commits' },
      { green: 'useReceivedReducer' },
      { green: 'done' },
    ],
  },
  play: plays(async ({ canvasElement, args: { count } }) => {
    await press(region(canvasElement, 'Source'), `Send ${count} messages to each`)
    await expectFact(canvasElement, 'round', 'done')
    const [byFlush, byHook] = ['flushSync per message', 'useReceivedReducer']
    await expectFact(canvasElement, `counted by ${byHook}`, String(count))
    await expectFact(canvasElement, `counted by ${byFlush}`, String(count))
    await expectFactAtLeast(canvasElement, `commits by ${byFlush}`, count)
    await expect(Number(fact(canvasElement, `commits by ${byHook}`))).toBeLessThan(count / 10)
  }),
}

/** One message is shown at once, and only by those for whom it changes something. */
export const OneMessage: Story = {
  parameters: {
    tryThis: 'Press “Ask for one” twice: what does not change does not render.',
    strip: [{ blue: '0' }, { blue: '1' }, { green: '0 1' }],
  },
  play: plays(async ({ canvasElement }) => {
    const source = region(canvasElement, 'Source')
    await eventually(() => expect(source.getByRole('button', { name: 'Ask for one' })).toBeEnabled())
    for (const number of [0, 1]) {
      await press(source, 'Ask for one')
      await expectFact(canvasElement, 'messages', String(number + 1))
    }
    await expectFact(canvasElement, 'last multiple of 777', '0')
    await expectFact(canvasElement, 'the last five', '0 1')
  }),
}
