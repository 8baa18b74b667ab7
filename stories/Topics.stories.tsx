/**
 * Subscriptions as they come and go: what is mounted, and beside it what the server believes.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, within } from 'storybook/test'
import { backoff, useWebSocketNode } from '../src/index.js'
import { eventually, expectStatus, press, region, turn, turnServer } from './support/play.js'
import { plays } from './support/plays.js'
import { HOST, USE_WSS } from './support/server.js'
import { MessageBoxes } from './switch/MessageBoxes.js'
import { SwitchPanel } from './switch/SwitchPanel.js'
import { useServerSwitch } from './switch/useServerSwitch.js'
import { events, inWords, TOPICS, type TopicName } from './topics/protocol.js'
import { TopicTable } from './topics/TopicTable.js'
import { Button } from './ui/Button.js'
import { Columns, Panel } from './ui/Panel.js'
import { StateBadge } from './ui/StateBadge.js'

interface Args {
  /** The longest delay before the first retry, seconds. */
  minDelay: number
}

const OPEN_TO_ALL = TOPICS.filter((topic) => topic !== 'secret')

function Subscriptions({ minDelay }: Args) {
  const server = useServerSwitch('topics')
  const [mounted, setMounted] = useState<readonly TopicName[]>([])
  const [place, setPlace] = useState(0)
  const [state, node] = useWebSocketNode({
    host: HOST,
    useWSS: USE_WSS,
    route: server.route,
    format: events,
    autoconnectMode: 'self-ready',
    reconnect: backoff({ minDelay, maxDelay: 2 * minDelay }),
  })
  const toggle = (topic: TopicName) =>
    setMounted((now) => (now.includes(topic) ? now.filter((other) => other !== topic) : [...now, topic]))

  return (
    <Columns>
      <div className="stack">
        <Panel title="Topics" aside={<StateBadge state={state} />}>
          <TopicTable
            node={node}
            mounted={mounted}
            subscribed={server.report?.subscribed ?? []}
            onToggle={toggle}
            place={place}
          />
          <div className="row">
            <Button kind="primary" onClick={() => setMounted(OPEN_TO_ALL)}>
              Mount five
            </Button>
            <Button disabled={mounted.length === 0} onClick={() => setMounted([])}>
              Unmount all
            </Button>
            <Button disabled={mounted.length === 0} onClick={() => setPlace(place + 1)}>
              Move all
            </Button>
          </div>
        </Panel>
      </div>
      <div className="stack">
        <SwitchPanel of={server} />
        <Panel title="What the server read">
          <MessageBoxes title="In this order" tone="blue" messages={(server.report?.texts ?? []).map(inWords)} />
        </Panel>
      </div>
    </Columns>
  )
}

const meta = {
  title: 'Topics',
  component: Subscriptions,
  args: { minDelay: 0.2 },
  argTypes: {
    minDelay: {
      control: { type: 'range', min: 0.1, max: 10, step: 0.1 },
      description: 'Seconds, the longest delay before the first retry.',
      table: { category: 'backoff()' },
    },
  },
  parameters: {
    docs: {
      description: {
        component: `A topic is subscribed while a component reads it. In each line: what is mounted, what the app knows of
the topic, and what the server believes of this page. Mount and unmount topics, and cut the server: when all is quiet, the
first and the last column say the same.

\`\`\`tsx
const numbers = topics(format, {
  topicOf: (packet) => packet.topic,
  subscribe: (wanted) => [{ op: 'subscribe', topics: wanted.map(({ topic }) => topic) }],
  unsubscribe: (unwanted) => [{ op: 'unsubscribe', topics: unwanted }],
  isSubscribed: (packet) => (packet.type === 'subscribed' ? packet.topic : undefined),
  isRejected: (packet) => (packet.type === 'rejected' ? packet.topic : undefined),
})

function Row({ node, name }) {
  const topic = useTopic(node, numbers, name) // subscribed while this is mounted
  const { status } = useTopicState(topic)
  return <td>{status}: {useLastPacket(topic)?.number}</td> // renders for this topic alone
}
\`\`\`

| what happens | what is sent |
|---|---|
| several components mount | one \`subscribe\` with all their topics |
| a component moves, or StrictMode mounts twice | nothing |
| the connection is lost, and comes back | one \`subscribe\` with everything that is mounted then |
| a topic is rejected | nothing, until the next connection, or until its readers have gone and another comes |

The server gives *secret* to nobody. It keeps no subscription over a connection: what it believes ends with a cut.`,
      },
    },
  },
} satisfies Meta<typeof Subscriptions>

export default meta
type Story = StoryObj<typeof meta>

/** Five components mount in one commit, and the server reads one order; five unmount, and it reads one more. */
export const OneOrderForAll: Story = {
  parameters: {
    tryThis: 'Press “Mount five”, and then “Unmount all”: the server reads one order for each.',
    strip: [
      { grey: '5 mounted' },
      { blue: 'subscribe amber birch cedar dogwood elder' },
      { grey: 'unmounted' },
      { blue: 'unsubscribe amber birch cedar dogwood elder' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    await mountFive(canvasElement)
    await expectServer(canvasElement, OPEN_TO_ALL)
    await eventually(() => expect(linesWith(canvasElement, 'subscribed')).toEqual(OPEN_TO_ALL))
    await press(region(canvasElement, 'Topics'), 'Unmount all')
    // The page asks the server for its report now and then: one of before the mount has no topics either.
    await eventually(() => expect(orders(canvasElement)).toEqual([subscribeAll, unsubscribeAll]))
    await expectServer(canvasElement, [])
  }),
}

/** Each topic by itself: it has its own switch, its own state, and its own numbers. */
export const OneAtATime: Story = {
  parameters: {
    tryThis: 'Turn two topics on, one after the other, and one of them off.',
    strip: [{ blue: 'subscribe birch' }, { blue: 'subscribe cedar' }, { blue: 'unsubscribe birch' }],
  },
  play: plays(async ({ canvasElement }) => {
    await ready(canvasElement)
    await toggle(canvasElement, 'birch')
    await expectServer(canvasElement, ['birch'])
    await toggle(canvasElement, 'cedar')
    await expectServer(canvasElement, ['birch', 'cedar'])
    await eventually(() => expect(line(canvasElement, 'birch').textContent).toMatch(/subscribed \d/))
    await toggle(canvasElement, 'birch')
    await expectServer(canvasElement, ['cedar'])
    await expect(orders(canvasElement)).toEqual(['subscribe birch', 'subscribe cedar', 'unsubscribe birch'])
  }),
}

/** All readers unmount and others mount in the same commit: the server hears nothing of it. */
export const AMoveSendsNothing: Story = {
  parameters: {
    tryThis: 'Press “Mount five”, and then “Move all”: the server hears nothing of it.',
    strip: [
      { blue: 'subscribe amber birch cedar dogwood elder' },
      { grey: 'moved' },
      { grey: 'unmounted' },
      { blue: 'unsubscribe amber birch cedar dogwood elder' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    await mountFive(canvasElement)
    await eventually(() => expect(linesWith(canvasElement, 'subscribed')).toEqual(OPEN_TO_ALL))
    await press(region(canvasElement, 'Topics'), 'Move all')
    await expect(linesWith(canvasElement, 'subscribed')).toEqual(OPEN_TO_ALL)
    // What the move had sent, the server would have read before this.
    await press(region(canvasElement, 'Topics'), 'Unmount all')
    // The page asks the server for its report now and then: one of before the mount has no topics either.
    await eventually(() => expect(orders(canvasElement)).toEqual([subscribeAll, unsubscribeAll]))
    await expectServer(canvasElement, [])
  }),
}

/** A cut: the server believes nothing any more. On the next connection one order has everything that is mounted. */
export const ACut: Story = {
  parameters: {
    tryThis: 'Press “Mount five”, kill the server, and put it up again.',
    strip: [
      'open',
      { green: '5 subscribed' },
      { red: 'server killed' },
      'reconnecting',
      'open',
      { blue: 'subscribe amber birch cedar dogwood elder' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    await mountFive(canvasElement)
    await expectServer(canvasElement, OPEN_TO_ALL)
    await turnServer(canvasElement, 'Killed')
    await expectServer(canvasElement, [])
    await eventually(() => expect(linesWith(canvasElement, 'unsubscribed')).toEqual(OPEN_TO_ALL))
    await turnServer(canvasElement, 'Up')
    await expectServer(canvasElement, OPEN_TO_ALL)
    await expect(orders(canvasElement)).toEqual([subscribeAll, subscribeAll])
  }),
}

/** While the server is out of reach, topics come and go: only what is mounted in the end is asked for. */
export const ChangesWhileItIsAway: Story = {
  parameters: {
    tryThis: 'Press “Mount five”, kill the server, change what is mounted, and put it up again.',
    strip: [
      'open',
      { red: 'server killed' },
      'reconnecting',
      { grey: 'two are mounted' },
      'open',
      { blue: 'subscribe elder amber' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    await mountFive(canvasElement)
    await expectServer(canvasElement, OPEN_TO_ALL)
    await turnServer(canvasElement, 'Killed')
    await expectStatus(region(canvasElement, 'Topics'), 'reconnecting')
    await press(region(canvasElement, 'Topics'), 'Unmount all')
    await toggle(canvasElement, 'elder')
    await toggle(canvasElement, 'amber')
    await turnServer(canvasElement, 'Up')
    await expectServer(canvasElement, ['amber', 'elder'])
    await expect(orders(canvasElement)).toEqual([subscribeAll, 'subscribe elder amber'])
  }),
}

/** A frozen server reads nothing: the app says that it is still subscribing, and does not ask twice. */
export const AnAnswerThatWaits: Story = {
  parameters: {
    tryThis: 'Freeze the server, turn a topic on, and put the server up.',
    strip: [{ blue: 'server frozen' }, { amber: 'subscribing' }, { green: 'server up' }, { green: 'subscribed' }],
  },
  play: plays(async ({ canvasElement }) => {
    await ready(canvasElement)
    await turnServer(canvasElement, 'Frozen')
    await toggle(canvasElement, 'dogwood')
    await eventually(() => expect(linesWith(canvasElement, 'subscribing')).toEqual(['dogwood']))
    await expectServer(canvasElement, [])
    await turnServer(canvasElement, 'Up')
    await expectServer(canvasElement, ['dogwood'])
    await eventually(() => expect(linesWith(canvasElement, 'subscribed')).toEqual(['dogwood']))
    await expect(orders(canvasElement)).toEqual(['subscribe dogwood'])
  }),
}

/** The server refuses one of two topics: the app knows, and asks again on the next connection. */
export const Rejected: Story = {
  parameters: {
    tryThis: 'Turn “secret” on: the server gives it to nobody.',
    strip: [
      { amber: 'subscribing' },
      { red: 'rejected' },
      { grey: 'restart' },
      { amber: 'subscribing' },
      { red: 'rejected' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    await ready(canvasElement)
    await toggle(canvasElement, 'secret')
    await toggle(canvasElement, 'amber')
    await eventually(() => expect(linesWith(canvasElement, 'rejected')).toEqual(['secret']))
    await expectServer(canvasElement, ['amber'])
    await press(region(canvasElement, 'Server'), 'Restart')
    await eventually(() => expect(orders(canvasElement).at(-1)).toBe('subscribe secret amber'))
    await eventually(() => expect(linesWith(canvasElement, 'rejected')).toEqual(['secret']))
    await expectServer(canvasElement, ['amber'])
  }),
}

const subscribeAll = `subscribe ${OPEN_TO_ALL.join(' ')}`
const unsubscribeAll = `unsubscribe ${OPEN_TO_ALL.join(' ')}`

async function ready(canvasElement: HTMLElement): Promise<void> {
  await expectStatus(region(canvasElement, 'Topics'), 'open')
}

async function mountFive(canvasElement: HTMLElement): Promise<void> {
  await ready(canvasElement)
  await press(region(canvasElement, 'Topics'), 'Mount five')
}

async function toggle(canvasElement: HTMLElement, topic: TopicName): Promise<void> {
  await turn(within(canvasElement), topic)
}

function line(canvasElement: HTMLElement, topic: string): Element {
  return canvasElement.querySelector(`[data-topic="${topic}"]`)!
}

/** The topics of which the app says that. */
function linesWith(canvasElement: HTMLElement, status: string): string[] {
  return TOPICS.filter((topic) => line(canvasElement, topic).querySelector(`[data-status="${status}"]`))
}

/** Waits until the server believes just that, in the order of the lines. */
async function expectServer(canvasElement: HTMLElement, topics: readonly string[]): Promise<void> {
  await eventually(() =>
    expect(TOPICS.filter((topic) => line(canvasElement, topic).querySelector('td:last-child .box'))).toEqual(topics),
  )
}

/** What the server read. */
function orders(canvasElement: HTMLElement): string[] {
  const list = region(canvasElement, 'What the server read').getByRole('region', { name: 'In this order' })
  return [...list.querySelectorAll('.box')].map(({ textContent }) => textContent)
}
