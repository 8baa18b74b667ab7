/**
 * A heart that beats: a ping when the peer has been silent, and what happens when no answer comes.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useReducer } from 'react'
import { expect } from 'storybook/test'
import { backoff, ping, text, useWebSocketNode } from '../src/index.js'
import { addBeat, beat, Legend, Monitor, NO_BEATS, roundTrip } from './heartbeat/Monitor.js'
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
import { HOST, USE_WSS } from './support/server.js'
import { SwitchPanel } from './switch/SwitchPanel.js'
import { useServerSwitch } from './switch/useServerSwitch.js'
import { Button } from './ui/Button.js'
import { Numbers } from './ui/Facts.js'
import { Columns, Panel } from './ui/Panel.js'
import { SignalLog } from './ui/SignalLog.js'
import { StateBadge } from './ui/StateBadge.js'

interface Args {
  interval: number
  timeout: number
}

const increase = (count: number) => count + 1

function Heartbeat({ interval, timeout }: Args) {
  const server = useServerSwitch()
  const [beats, add] = useReducer(addBeat, NO_BEATS)
  const [pings, countPing] = useReducer(increase, 0)
  const [replies, countReply] = useReducer(increase, 0)
  const [packets, countPacket] = useReducer(increase, 0)
  const [state, node] = useWebSocketNode({
    host: HOST,
    useWSS: USE_WSS,
    route: server.route,
    format: text,
    autoconnectMode: 'self-ready',
    reconnect: backoff({ minDelay: 1, maxDelay: 4 }),
    heartbeat: ping({
      interval,
      timeout,
      // Asked for what to send, one knows that a ping goes out.
      message: () => {
        countPing()
        add(beat('ping'))
        return 'ping'
      },
      isReply: (wire) => {
        if (wire !== 'pong') return false
        countReply()
        add(beat('reply'))
        return true
      },
    }),
    onReceived: countPacket,
    onClosed: () => add(beat('end')),
  })
  const seconds = roundTrip(beats.beats)

  return (
    <>
      <Panel title="Heart" aside={<StateBadge state={state} />}>
        <Monitor of={beats} isAlive={state.status === 'open'} />
        <Legend />
        <div className="row spread">
          <Numbers
            of={{
              pings,
              replies,
              'last round trip': seconds === undefined ? '–' : `${(seconds * 1000).toFixed(0)} ms`,
              'packets received': packets,
            }}
          />
          <Button disabled={state.status !== 'open'} onClick={() => node.send('a sign of life')}>
            Send something
          </Button>
        </div>
      </Panel>
      <Columns>
        <SwitchPanel of={server} />
        <SignalLog node={node} />
      </Columns>
    </>
  )
}

const range = (description: string, summary: string) => ({
  control: { type: 'range', min: 0.2, max: 30, step: 0.2 } as const,
  description,
  table: { category: 'ping()', defaultValue: { summary } },
})

const meta = {
  title: 'Heartbeat',
  component: Heartbeat,
  args: { interval: 1, timeout: 2 },
  argTypes: {
    interval: range('Seconds without a packet before a ping.', '25'),
    timeout: range('Seconds without an answer before the connection is given up.', '10'),
  },
  parameters: {
    docs: {
      description: {
        component: `A connection can be gone without a word, and a browser then tells nothing, ever. So the node asks for a sign of
life when there has been none for \`interval\` seconds, and gives the connection up when none comes within \`timeout\`. Any packet
is a sign of life: send something, and the next ping comes later. A reply that \`isReply\` knows is neither emitted nor counted.

\`\`\`tsx
heartbeat: ping({ message: 'ping', interval: 25, timeout: 10, isReply: (wire) => wire === 'pong' })
\`\`\`

On the strip each ping goes up and each reply down; where a connection ended it is red. Freeze the server: it keeps the
connection and reads nothing. New connections open, as they do when a proxy answers in its place, and their hearts stop, too.`,
      },
    },
  },
} satisfies Meta<typeof Heartbeat>

export default meta
type Story = StoryObj<typeof meta>

/** A beat for each ping and for each reply, and none of it reaches anybody else. */
export const Beats: Story = {
  args: { interval: 0.4, timeout: 20 },
  play: async ({ canvasElement }) => {
    await expectFactAtLeast(canvasElement, 'replies', 3)
    await expect(fact(canvasElement, 'packets received')).toBe('0')
    await press(region(canvasElement, 'Heart'), 'Send something')
    await expectFact(canvasElement, 'packets received', '1')
    await expectSignals(canvasElement, ['connected', 'received'])
  },
}

/** The server freezes: no answer comes, the connection is given up here and now, and another one is made. */
export const StopsBeating: Story = {
  args: { interval: 0.5, timeout: 1 },
  play: async ({ canvasElement }) => {
    const heart = region(canvasElement, 'Heart')
    await expectStatus(heart, 'open')
    await turnServer(canvasElement, 'Frozen')
    await eventually(() =>
      expect(logged(canvasElement).slice(0, 3)).toMatchObject([
        { signal: 'connected' },
        { signal: 'closed', detail: '1006 “Heartbeat timeout”' },
        { signal: 'reconnecting' },
      ]),
    )
    await turnServer(canvasElement, 'Up')
    const before = Number(fact(canvasElement, 'replies'))
    await expectFactAtLeast(canvasElement, 'replies', before + 1)
    await expectStatus(heart, 'open')
  },
}
