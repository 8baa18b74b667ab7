/**
 * A server with a switch, and what a node with a reconnect policy makes of it.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { backoff, ping, text, useRemaining, useWebSocketNode } from '../src/index.js'
import { canClose, canConnect, canReconnect } from './support/can.js'
import {
  eventually,
  expectFact,
  expectFactAtLeast,
  expectSignals,
  expectStatus,
  fact,
  logged,
  press,
  region,
  turnServer,
} from './support/play.js'
import { plays } from './support/plays.js'
import { HOST, USE_WSS } from './support/server.js'
import { SwitchPanel } from './switch/SwitchPanel.js'
import { Timeline } from './switch/Timeline.js'
import { useHistory } from './switch/useHistory.js'
import { useServerSwitch } from './switch/useServerSwitch.js'
import { Button } from './ui/Button.js'
import { Facts } from './ui/Facts.js'
import { Columns, Panel } from './ui/Panel.js'
import { SignalLog } from './ui/SignalLog.js'
import { StateBadge } from './ui/StateBadge.js'

interface Args {
  attempts: number
  minDelay: number
  maxDelay: number
  stableAfter: number
  /** What is retried. */
  when: 'default' | 'everything' | 'nothing'
}

const WHEN = { default: undefined, everything: () => true, nothing: () => false } as const

function StaysConnected({ attempts, minDelay, maxDelay, stableAfter, when }: Args) {
  const server = useServerSwitch()
  const [state, node] = useWebSocketNode({
    host: HOST,
    useWSS: USE_WSS,
    route: server.route,
    format: text,
    autoconnectMode: 'none',
    reconnect: backoff({
      attempts,
      minDelay: Math.min(minDelay, maxDelay),
      maxDelay,
      stableAfter,
      when: WHEN[when],
    }),
    heartbeat: ping({ message: 'ping', interval: 1, timeout: 1, isReply: (wire) => wire === 'pong' }),
  })
  const history = useHistory(node, server.report?.position)
  const remaining = useRemaining(node)
  const isWaiting = state.status === 'reconnecting'

  return (
    <>
      <div className="in-sight">
        <Timeline of={history} />
      </div>
      <Columns>
        <div className="stack">
          <Panel title="Node" aside={<StateBadge state={state} />}>
            <div className="row">
              <Button kind="primary" disabled={isWaiting || !canConnect(state)} onClick={() => node.connect()}>
                Connect
              </Button>
              <Button disabled={!canReconnect(state)} onClick={() => node.reconnect()}>
                {isWaiting ? 'Now' : 'Begin anew'}
              </Button>
              <Button disabled={!canClose(state)} onClick={() => node.close()}>
                {isWaiting ? 'Close, and wait no more' : 'Close'}
              </Button>
            </div>
            <Facts of={{ [isWaiting ? 'next attempt in' : 'time left']: remaining === null ? '' : `${remaining} s` }} />
          </Panel>
          <SwitchPanel of={server} />
        </div>
        <SignalLog node={node} />
      </Columns>
    </>
  )
}

const range = (description: string, max: number, step: number, summary: string) => ({
  control: { type: 'range', min: 0, max, step } as const,
  description,
  table: { category: 'backoff()', defaultValue: { summary } },
})

const meta = {
  title: 'Stays connected',
  component: StaysConnected,
  args: { attempts: 20, minDelay: 1, maxDelay: 10, stableAfter: 5, when: 'default' },
  argTypes: {
    attempts: range('Retries at most.', 20, 1, 'Infinity'),
    minDelay: range('Seconds, the longest delay before the first retry.', 60, 0.1, '1'),
    maxDelay: range('Seconds, the longest delay of all.', 120, 0.1, '30'),
    stableAfter: range('Seconds open before the count starts again.', 30, 1, '5'),
    when: {
      control: 'inline-radio',
      options: Object.keys(WHEN),
      description: 'What is retried. By default: what may pass by itself.',
      table: { category: 'backoff()' },
    },
  },
  parameters: {
    docs: {
      description: {
        component: `Turn the server’s switch, and watch what the node makes of it. Retry n waits for up to
\`minDelay · 2^(n−1)\` seconds, at most \`maxDelay\`, drawn anew each time between half of that and all of it, so that the
clients of one server do not come back all at once. Success is counted by uptime: a server that accepts and drops is backed
off from like one that refuses.

\`\`\`tsx
useWebSocketNode({
  reconnect: backoff({ attempts: 20, minDelay: 1, maxDelay: 10 }),
  heartbeat: ping({ message: 'ping', interval: 1, timeout: 1, isReply: (wire) => wire === 'pong' }),
  onReconnecting: (attempt, delay) => console.log(\`attempt \${attempt} in \${delay} s\`),
  onGaveUp: (cause) => showOffline(cause), // no retry comes
  onConnected: (url, { isReconnect }) => isReconnect && catchUp(), // the values are still there, with a gap
})
const remaining = useRemaining(node) // whole seconds until the next attempt, or null
<button onClick={() => node.reconnect()}>Now</button>
\`\`\`

| while it waits | |
|---|---|
| \`node.reconnect()\`, \`node.connect()\` | jump the wait; the count starts anew |
| \`node.close()\` | ends it: no signal, and the state is as the connection had ended |
| the browser comes online, the page becomes visible | ends the wait, too; offline, no attempt is spent |

While the node is open, \`node.reconnect()\` leaves that connection in good order and makes another one, without asking the
policy. \`gaveUp\` is the last signal where there is a policy and no retry comes.

No page can take itself offline: use the network panel of the developer tools, and watch the timeline.

In the timeline a number is an attempt, and the first line says where the switch stood. A killed server is out of reach; here, where it shares its port with this page, it
rejects the handshake, which looks the same to a page. From about the twelfth failure on a browser takes its time, too: an
attempt then stands longer in *connecting*, whoever makes it. Where no live server stands behind the page, mock-socket plays all
of this.`,
      },
    },
  },
} satisfies Meta<typeof StaysConnected>

export default meta
type Story = StoryObj<typeof meta>

/** The playground: kill the server, restart it, freeze it, let it refuse or drop. Then put it up again. */
export const AServerWithASwitch: Story = {
  parameters: {
    tryThis: 'Press “Connect”, kill the server, watch the attempts in the timeline, and put it up again.',
    strip: [
      'open',
      { red: 'server killed' },
      'reconnecting',
      'connecting',
      'reconnecting',
      { green: 'server up' },
      'open',
    ],
  },
  play: plays(async ({ canvasElement }) => {
    const node = await connect(canvasElement)
    await turnServer(canvasElement, 'Killed')
    await expectStatus(node, 'reconnecting')
    await expectFactAtLeast(canvasElement, 'handshakes rejected', 1)
    await turnServer(canvasElement, 'Up')
    await expectStatus(node, 'open')
    const lanes = region(canvasElement, 'Timeline').getByRole('img')
    const story = /up; killed; up\. .*open; reconnecting, retry 1 in \d.*connecting, retry \d+; open$/
    await eventually(() => expect(lanes).toHaveAccessibleName(story))
  }),
}

/** A restart is a lost connection and a new one: nobody has to do anything. */
export const Restart: Story = {
  args: { minDelay: 0.5 },
  parameters: {
    tryThis: 'Press “Connect”, and then “Restart”.',
    strip: ['open', 'closed 1006', 'reconnecting', 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const node = await connect(canvasElement)
    await press(region(canvasElement, 'Server'), 'Restart')
    await eventually(() => expect(signals(canvasElement).slice(0, 3)).toEqual(['connected', 'closed', 'reconnecting']))
    await expect(logged(canvasElement)[1]?.detail).toBe('1006')
    await expectFact(canvasElement, 'handshakes accepted', '2')
    await expectStatus(node, 'open')
  }),
}

/** A server that refuses at first: each failed attempt is told, until one succeeds. */
export const RefusedAtFirst: Story = {
  args: { minDelay: 0.2 },
  parameters: {
    tryThis: 'Let the server refuse, connect, and put it up after two attempts.',
    strip: ['connecting', 'connectFailed', 'reconnecting', 'connectFailed', 'reconnecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    await turnServer(canvasElement, 'Refusing')
    await press(region(canvasElement, 'Node'), 'Connect')
    const failure = ['connectFailed', 'reconnecting']
    await eventually(() => expect(signals(canvasElement).slice(0, 4)).toEqual([...failure, ...failure]))
    await turnServer(canvasElement, 'Up')
    await expectStatus(region(canvasElement, 'Node'), 'open')
    await eventually(() => expect(signals(canvasElement).at(-1)).toBe('connected'))
  }),
}

/** Two retries, and then it gives up, and says so: nothing more happens by itself, until `connect()`. */
export const GivesUp: Story = {
  args: { attempts: 2, minDelay: 0.1 },
  parameters: {
    tryThis: 'Kill the server, and press “Connect”: after two retries nothing more happens.',
    strip: ['connectFailed', 'reconnecting', 'connectFailed', 'reconnecting', 'connectFailed', 'gaveUp'],
  },
  play: plays(async ({ canvasElement }) => {
    await turnServer(canvasElement, 'Killed')
    await press(region(canvasElement, 'Node'), 'Connect')
    const failure = ['connectFailed', 'reconnecting'] as const
    await expectSignals(canvasElement, [...failure, ...failure, 'connectFailed', 'gaveUp'])
    await expectStatus(region(canvasElement, 'Node'), 'failed')
    await expectFact(canvasElement, 'handshakes rejected', '3')
  }),
}

/** It opens each time and is cut at once. Being accepted is no success: the count goes on, and the delays grow. */
export const AcceptsAndDrops: Story = {
  args: { minDelay: 0.1 },
  parameters: {
    tryThis: 'Let the server drop, press “Connect”, and watch the delays grow.',
    strip: ['open', 'closed 1006', 'reconnecting 0.1 s', 'open', 'closed 1006', 'reconnecting 0.2 s', 'reconnecting'],
  },
  play: plays(async ({ canvasElement }) => {
    await turnServer(canvasElement, 'Dropping')
    await press(region(canvasElement, 'Node'), 'Connect')
    await eventually(() => expect(delays(canvasElement).length).toBeGreaterThanOrEqual(5))
    for (const [index, { attempt, delay }] of delays(canvasElement).entries()) {
      await expect(attempt).toBe(index + 1)
      const longest = Math.min(10, 0.1 * 2 ** index)
      // The log has two decimals.
      await expect(delay).toBeGreaterThanOrEqual(longest / 2 - 0.01)
      await expect(delay).toBeLessThanOrEqual(longest + 0.01)
    }
    await expectFactAtLeast(canvasElement, 'handshakes accepted', 5)
    await expect(fact(canvasElement, 'handshakes rejected')).toBe('0')
  }),
}

/** The wire is whole and nobody answers: the heartbeat finds out, and gives the connection up here and now. */
export const Frozen: Story = {
  parameters: {
    tryThis: 'Press “Connect”, freeze the server, and wait for the heartbeat to find out.',
    strip: ['open', { blue: 'server frozen' }, { blue: 'ping' }, 'closed 1006', { red: 'Heartbeat timeout' }],
  },
  play: plays(async ({ canvasElement }) => {
    await connect(canvasElement)
    await turnServer(canvasElement, 'Frozen')
    await eventually(() =>
      expect(logged(canvasElement)[1]).toEqual({ signal: 'closed', detail: '1006 “Heartbeat timeout”' }),
    )
  }),
}

/** A minute to wait, counted down, and somebody who does not wait: `reconnect()` is now. */
export const NowJumpsTheWait: Story = {
  args: { minDelay: 120, maxDelay: 120 },
  parameters: {
    tryThis: 'Connect, kill the server, put it up, and press “Now”: nobody waits for a minute.',
    strip: ['open', 'closed 1006', 'reconnecting 60 s', { grey: 'reconnect()' }, 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const node = await connect(canvasElement)
    await turnServer(canvasElement, 'Killed')
    await expectStatus(node, 'reconnecting')
    const first = parseFloat(fact(canvasElement, 'next attempt in'))
    await expect(first).toBeGreaterThanOrEqual(59)
    await eventually(() => expect(parseFloat(fact(canvasElement, 'next attempt in'))).toBeLessThan(first))
    await turnServer(canvasElement, 'Up')
    await press(node, 'Now')
    await expectStatus(node, 'open')
    await expectSignals(canvasElement, ['connected', 'closed', 'reconnecting', 'connected'])
    await expect(logged(canvasElement)[3]?.detail).toMatch(/again after/)
  }),
}

/** A connection that is open, and another one in its place: `reconnect()` says goodbye first, and no policy is asked. */
export const BeginAnew: Story = {
  parameters: {
    tryThis: 'Press “Connect”, and then “Begin anew”.',
    strip: ['open', 'closing', 'closed 1000', 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const node = await connect(canvasElement)
    await press(node, 'Begin anew')
    await expectSignals(canvasElement, ['connected', 'closing', 'closed', 'connected'])
    await expect(logged(canvasElement)[2]?.detail).toBe('1000')
    await expect(logged(canvasElement)[3]?.detail).toMatch(/again after/)
    await expectFact(canvasElement, 'handshakes accepted', '2')
    await expectFact(canvasElement, 'connections', '1')
  }),
}

/** `close()` ends the wait, without a signal: the state is that of how the connection had ended. */
export const CloseEndsTheWait: Story = {
  args: { minDelay: 120, maxDelay: 120 },
  parameters: {
    tryThis: 'Connect, kill the server, and press “Close, and wait no more”.',
    strip: ['open', 'closed 1006', 'reconnecting', 'closed 1006'],
  },
  play: plays(async ({ canvasElement }) => {
    const node = await connect(canvasElement)
    await turnServer(canvasElement, 'Killed')
    await expectStatus(node, 'reconnecting')
    await press(node, 'Close, and wait no more')
    await expectStatus(node, 'closed')
    await expect(node.getByTestId('state')).toHaveTextContent('closed 1006')
    await expectSignals(canvasElement, ['connected', 'closed', 'reconnecting'])
  }),
}

/** The server says why: 4001, which no retry would change. A lost connection may pass by itself, a 4001 does not. */
export const WhatDoesNotPass: Story = {
  parameters: {
    tryThis: 'Press “Connect”, and then “Close with 4001”.',
    strip: ['open', 'closing', 'closed 4001', 'gaveUp'],
  },
  play: plays(async ({ canvasElement }) => {
    const node = await connect(canvasElement)
    await press(region(canvasElement, 'Server'), 'Close with 4001')
    await expectStatus(node, 'closed')
    await expectSignals(canvasElement, ['connected', 'closing', 'closed', 'gaveUp'])
    await expect(logged(canvasElement)[2]?.detail).toBe('4001 “Who are you?”')
    await expect(logged(canvasElement)[3]?.detail).toBe('after 4001')
  }),
}

/** With a `when` of your own you decide: here everything is retried. */
export const WhenYouDecide: Story = {
  args: { when: 'everything', minDelay: 0.5 },
  parameters: {
    tryThis: 'Press “Connect”, and then “Close with 4001”: this policy retries everything.',
    strip: ['open', 'closed 4001', 'reconnecting', 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const node = await connect(canvasElement)
    await press(region(canvasElement, 'Server'), 'Close with 4001')
    await expectSignals(canvasElement, ['connected', 'closing', 'closed', 'reconnecting', 'connected'])
    await expectStatus(node, 'open')
  }),
}

async function connect(canvasElement: HTMLElement) {
  const node = region(canvasElement, 'Node')
  await press(node, 'Connect')
  await expectStatus(node, 'open')
  return node
}

function signals(canvasElement: HTMLElement) {
  return logged(canvasElement).map(({ signal }) => signal)
}

/** What each `reconnecting` said. */
function delays(canvasElement: HTMLElement): { attempt: number; delay: number }[] {
  return logged(canvasElement).flatMap(({ signal, detail }) => {
    const [, attempt, delay] = /^attempt (\d+) in ([\d.]+) s$/.exec(detail) ?? []
    return signal === 'reconnecting' ? [{ attempt: Number(attempt), delay: Number(delay) }] : []
  })
}
