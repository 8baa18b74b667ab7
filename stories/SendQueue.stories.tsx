/**
 * Messages that wait for a connection: a queue that fills, drains, and hands back what can't be sent.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useReducer, useState } from 'react'
import { expect, within } from 'storybook/test'
import { backoff, text, useWebSocketNode } from '../src/index.js'
import { REFUSED } from './sending/cases.js'
import { Refused } from './sending/Refused.js'
import { HAS_WARNINGS } from './sending/useWarnings.js'
import { canClose, canConnect } from './support/can.js'
import { eventually, expectFact, expectSignals, expectStatus, fill, press, region, turnServer } from './support/play.js'
import { plays } from './support/plays.js'
import { HOST, OTHER_HOST, USE_WSS } from './support/server.js'
import { MessageBoxes } from './switch/MessageBoxes.js'
import { SwitchPanel } from './switch/SwitchPanel.js'
import { useServerSwitch } from './switch/useServerSwitch.js'
import { Button } from './ui/Button.js'
import { Facts } from './ui/Facts.js'
import { Field } from './ui/Field.js'
import { Columns, Panel } from './ui/Panel.js'
import { SignalLog } from './ui/SignalLog.js'
import { StateBadge } from './ui/StateBadge.js'

interface Args {
  sendQueue: number
  /** How long it waits before it tries again, seconds. */
  delay: number
}

const GREETING = 'from onConnected'

function SendQueue({ sendQueue, delay }: Args) {
  const server = useServerSwitch()
  const [{ count, queued, waiting, refused, returned }, change] = useReducer(reduce, EMPTY)
  const [words, setWords] = useState('hello')
  const [host, setHost] = useState(HOST)
  const [state, node] = useWebSocketNode({
    host,
    useWSS: USE_WSS,
    route: server.route,
    format: text,
    autoconnectMode: 'none',
    sendQueue,
    reconnect: backoff({ minDelay: delay, maxDelay: 5 * delay }),
    onConnected: () => {
      change({ type: 'left', queued: node.queued })
      node.send(GREETING)
    },
    onSendFailed: (messages) => {
      change({ type: 'returned', queued: node.queued, messages: messages.map(String) })
    },
  })
  const send = (first: number, last = first) => {
    for (let number = first; number <= last; number += 1) {
      const message = `${number} ${words}`.trim()
      const isAccepted = node.send(message)
      change({ type: 'sent', message, isAccepted, queued: node.queued })
    }
  }

  return (
    <Columns>
      <Panel title="Node" aside={<StateBadge state={state} />}>
        <div className="row">
          <Button kind="primary" disabled={!canConnect(state)} onClick={() => node.connect()}>
            Connect
          </Button>
          <Button disabled={!canClose(state)} onClick={() => node.close()}>
            Close
          </Button>
          <Button onClick={() => setHost(host === HOST ? OTHER_HOST : HOST)}>Move to another host</Button>
        </div>
        <form
          className="row row-end"
          onSubmit={(event) => {
            event.preventDefault()
            send(count + 1)
          }}
        >
          <Field label="Message" value={words} onChange={setWords} />
          <Button type="submit">Send</Button>
          <Button onClick={() => send(count + 1, count + 5)}>Send five</Button>
        </form>
        <Facts of={{ host, 'node.queued': queued }} />
        <MessageBoxes title="In the queue" tone="amber" messages={waiting} places={sendQueue} />
        <MessageBoxes title="Handed back by sendFailed" tone="violet" messages={returned} />
        <MessageBoxes title="Refused: send answered false" tone="red" messages={refused} />
      </Panel>
      <div className="stack">
        <SwitchPanel of={server} />
        <Panel title="What the server got">
          <MessageBoxes title="In this order" tone="green" messages={server.report?.texts ?? []} />
        </Panel>
        <SignalLog node={node} size="small" />
      </div>
    </Columns>
  )
}

interface Fates {
  /** Messages so far. */
  readonly count: number
  /** What `node.queued` said last. */
  readonly queued: number
  readonly waiting: readonly string[]
  readonly refused: readonly string[]
  readonly returned: readonly string[]
}

type Change = { readonly queued: number } & (
  | { readonly type: 'sent'; readonly message: string; readonly isAccepted: boolean }
  | { readonly type: 'left' }
  | { readonly type: 'returned'; readonly messages: readonly string[] }
)

const EMPTY: Fates = { count: 0, queued: 0, waiting: [], refused: [], returned: [] }

function reduce(fates: Fates, change: Change): Fates {
  const { queued } = change
  // The oldest leave first.
  const stay = (messages: readonly string[]) => messages.slice(messages.length - queued)
  switch (change.type) {
    case 'sent':
      return {
        ...fates,
        queued,
        count: fates.count + 1,
        waiting: stay(change.isAccepted ? [...fates.waiting, change.message] : fates.waiting),
        refused: change.isAccepted ? fates.refused : [...fates.refused, change.message],
      }
    case 'left':
      return { ...fates, queued, waiting: stay(fates.waiting) }
    case 'returned':
      return { ...fates, queued, waiting: stay(fates.waiting), returned: [...fates.returned, ...change.messages] }
  }
}

const meta = {
  title: 'Send queue',
  component: SendQueue,
  args: { sendQueue: 8, delay: 0.2 },
  argTypes: {
    delay: {
      control: { type: 'range', min: 0.1, max: 60, step: 0.1 },
      description: 'What the policy waits before the first attempt to come back, seconds.',
      table: { category: 'Policies', defaultValue: { summary: '1' } },
    },
    sendQueue: {
      control: { type: 'range', min: 0, max: 40, step: 1 },
      description: 'Messages that may wait while the node is not open, 0 to 10,000. 0 refuses them.',
      table: { category: 'Sending', defaultValue: { summary: '100' } },
    },
  },
  parameters: {
    docs: {
      description: {
        component: `Connect, kill the server, and send: the messages wait. Put the server up again, and they go out in order,
before anything that \`onConnected\` sends. So nobody has to look whether the node is open: \`send\`, and it goes out when it can.
Up to 100 messages wait unless \`sendQueue\` says another number; here there is room for a few, so that one can see it. A full
queue refuses the newest: \`send\` answers false. A message that was queued for one destination is never delivered to another;
that, and what waits when the node is closed for good, is handed back by \`onSendFailed\`.

\`\`\`tsx
const [state, node] = useWebSocketNode({
  reconnect: backoff(),
  onSendFailed: (messages) => keep(messages), // oldest first, as they would have gone on the wire
})
node.send('hello') // true: handed to the wire, or to the queue
\`\`\`

What has left the queue is on the wire, and no more is known of it: a queue does not replace an answer from the server.`,
      },
    },
  },
} satisfies Meta<typeof SendQueue>

export default meta
type Story = StoryObj<typeof meta>

/** Three wait while the server is down. It comes back, and gets them in order, before what `onConnected` sends. */
export const FillsAndDrains: Story = {
  parameters: {
    tryThis: 'Connect, kill the server, send a few messages, and put the server up again.',
    strip: [
      'open',
      { red: 'server killed' },
      'reconnecting',
      { amber: '3 of 8' },
      { green: 'server up' },
      'open',
      { green: '3 three' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    const node = await connect(canvasElement)
    await turnServer(canvasElement, 'Killed')
    await expectStatus(node, 'reconnecting')
    for (const words of ['one', 'two', 'three']) {
      await fill(node, 'Message', words)
      await press(node, 'Send')
    }
    const waiting = ['1 one', '2 two', '3 three']
    await eventually(() => expect(boxes(canvasElement, 'In the queue')).toEqual(waiting))
    await expectFact(canvasElement, 'node.queued', '3')
    await turnServer(canvasElement, 'Up')
    await eventually(() => expect(boxes(canvasElement, 'In this order')).toEqual([GREETING, ...waiting, GREETING]))
    await eventually(() => expect(boxes(canvasElement, 'In the queue')).toEqual([]))
    await expectFact(canvasElement, 'node.queued', '0')
  }),
}

/** There is room for three: the fourth and the fifth are refused, and the three stay. */
export const FullRefusesTheNewest: Story = {
  args: { sendQueue: 3 },
  parameters: {
    tryThis: 'Press “Send five” before you connect: there is room for three.',
    strip: [{ amber: '3 hello' }, { red: '4 hello' }, { red: '5 hello' }],
  },
  play: plays(async ({ canvasElement }) => {
    await press(region(canvasElement, 'Node'), 'Send five')
    const waiting = ['1 hello', '2 hello', '3 hello']
    await eventually(() => expect(boxes(canvasElement, 'In the queue')).toEqual(waiting))
    await eventually(() => expect(boxes(canvasElement, 'Refused: send answered false')).toEqual(['4 hello', '5 hello']))
    await connect(canvasElement)
    await eventually(() => expect(boxes(canvasElement, 'In this order')).toEqual([...waiting, GREETING]))
  }),
}

/** Closed for good while it waits for the server, the node hands back what it could not send. */
export const HandedBack: Story = {
  args: { delay: 60 },
  parameters: {
    tryThis: 'Connect, kill the server, press “Send five”, and close the node.',
    strip: ['reconnecting', { amber: '5 of 8' }, 'closed', 'sendFailed', { violet: '5 hello' }],
  },
  play: plays(async ({ canvasElement }) => {
    const node = await connect(canvasElement)
    await turnServer(canvasElement, 'Killed')
    await expectStatus(node, 'reconnecting')
    await press(node, 'Send five')
    await press(node, 'Close')
    await expectStatus(node, 'closed')
    await eventually(() =>
      expect(boxes(canvasElement, 'Handed back by sendFailed')).toEqual([1, 2, 3, 4, 5].map((n) => `${n} hello`)),
    )
    await eventually(() => expect(boxes(canvasElement, 'In the queue')).toEqual([]))
  }),
}

/** What waits for one host is not for another: the connection moves, and the messages come back. */
export const NeverToAnother: Story = {
  parameters: {
    tryThis: 'Press “Send five”, then “Move to another host”, and connect.',
    strip: [{ amber: '5 of 8' }, 'sendFailed', { violet: '5 hello' }, 'open', { green: '6 hello' }],
  },
  play: plays(async ({ canvasElement }) => {
    const node = region(canvasElement, 'Node')
    await press(node, 'Send five')
    await press(node, 'Move to another host')
    await expectSignals(canvasElement, ['sendFailed'])
    await eventually(() => expect(boxes(canvasElement, 'Handed back by sendFailed')).toHaveLength(5))
    await press(node, 'Send')
    await connect(canvasElement)
    await eventually(() => expect(boxes(canvasElement, 'In this order')).toEqual(['6 hello', GREETING]))
  }),
}

/**
 * What can't wait and can't go out is refused, each for a reason of its own. `send` says so at once, and in development
 * the console says why, once a node and reason.
 */
export const WhyAMessageIsRefused: Story = {
  render: () => <Refused />,
  parameters: {
    controls: { include: [] },
    tryThis: 'Press “Send” in each case, and read what the console says in development.',
    strip: [{ grey: 'closed, no queue, full' }, { red: 'send() answered false' }],
  },
  play: plays(async ({ canvasElement }) => {
    const cases = region(canvasElement, 'Refused')
    for (const { what, messages, warning } of REFUSED) {
      await eventually(() => expect(cases.getByRole('button', { name: `Send: ${what}` })).toBeEnabled())
      await press(cases, `Send: ${what}`)
      const answers = messages.map((_, index) => String(index < messages.length - 1)).join(', ')
      await eventually(() =>
        expect(cases.getByRole('group', { name: what })).toHaveTextContent(`send() answered ${answers}`),
      )
      const words = within(canvasElement).getByRole('status')
      await eventually(() => expect(words).toHaveTextContent(HAS_WARNINGS ? warning : 'production build'))
    }
  }),
}

async function connect(canvasElement: HTMLElement) {
  const node = region(canvasElement, 'Node')
  await press(node, 'Connect')
  await expectStatus(node, 'open')
  return node
}

/** What stands in the boxes of a row. */
function boxes(canvasElement: HTMLElement, title: string): string[] {
  const row = within(canvasElement).getByRole('region', { name: title })
  return [...row.querySelectorAll('.box')].map((box) => box.textContent ?? '')
}
