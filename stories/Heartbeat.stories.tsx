/**
 * A heart that beats: a ping when the peer has been silent, and what happens when no answer comes.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useReducer } from 'react'
import { expect } from 'storybook/test'
import { backoff, ping, text, useWebSocketNode } from '../src/index.js'
import { addBeat, beat, Legend, Monitor, NO_BEATS } from './heartbeat/Monitor.js'
import { Talker } from './heartbeat/Talker.js'
import { useRoundTrip } from './heartbeat/useRoundTrip.js'
import { canSend } from './support/can.js'
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
import { useServerSwitch } from './switch/useServerSwitch.js'
import { Button } from './ui/Button.js'
import { Numbers } from './ui/Facts.js'
import { Columns, Panel } from './ui/Panel.js'
import { SignalLog } from './ui/SignalLog.js'
import { StateBadge } from './ui/StateBadge.js'

interface Args {
  interval: number
  timeout: number
  always: boolean
}

const increase = (count: number) => count + 1

function Heartbeat({ interval, timeout, always }: Args) {
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
      always,
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
    onPacket: countPacket,
    onClosed: () => add(beat('end')),
  })
  const roundTrip = useRoundTrip(node)

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
              'node.roundTrip': roundTrip,
              'packets received': packets,
            }}
          />
          <Button disabled={!canSend(state)} onClick={() => node.send('a sign of life')}>
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
  args: { interval: 1, timeout: 2, always: false },
  argTypes: {
    interval: range('Seconds without a packet before a ping.', '25'),
    timeout: range('Seconds without an answer before the connection is given up.', '10'),
    always: {
      control: 'boolean',
      description: 'Pings also while packets come.',
      table: { category: 'ping()', defaultValue: { summary: 'false' } },
    },
  },
  parameters: {
    docs: {
      description: {
        component: `A connection can be gone without a word, and a browser then tells nothing, ever. So the node asks for a sign of
life when there has been none for \`interval\` seconds, and gives the connection up when none comes within \`timeout\`. Any packet
is a sign of life: send something, and the next ping comes later. A reply that \`isReply\` knows is neither emitted nor counted;
the time from the last ping to its answer is \`node.roundTrip\`. With \`always\` a ping goes out while packets come, too: for
servers that cut off clients that are silent themselves.

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
  parameters: {
    tryThis: 'Watch a few beats, and then press “Send something”: the next ping comes later.',
    strip: ['open', { blue: 'ping' }, { green: 'reply' }, { blue: 'ping' }, { green: 'reply' }],
  },
  play: plays(async ({ canvasElement }) => {
    await expectFactAtLeast(canvasElement, 'replies', 3)
    await eventually(() => expect(fact(canvasElement, 'node.roundTrip')).toMatch(/^\d+ ms$/))
    await expect(fact(canvasElement, 'packets received')).toBe('0')
    await press(region(canvasElement, 'Heart'), 'Send something')
    await expectFact(canvasElement, 'packets received', '1')
    await expectSignals(canvasElement, ['connected', 'received'])
  }),
}

/** The server freezes: no answer comes, and the connection is given up here and now. */
export const StopsBeating: Story = {
  args: { interval: 0.5, timeout: 1 },
  parameters: {
    tryThis: 'Freeze the server, and wait for the end of the heart.',
    strip: ['open', { blue: 'server frozen' }, { blue: 'ping' }, 'closed 1006', 'reconnecting'],
  },
  play: plays(async ({ canvasElement }) => {
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
  }),
}

/** Another connection is made, and once the server reads again its heart beats. */
export const BeatsAgain: Story = {
  args: { interval: 0.5, timeout: 1 },
  parameters: {
    tryThis: 'Freeze the server until the heart stops, and put it up again.',
    strip: ['open', { blue: 'server frozen' }, 'closed 1006', 'reconnecting', { green: 'server up' }, 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const heart = region(canvasElement, 'Heart')
    await expectStatus(heart, 'open')
    await turnServer(canvasElement, 'Frozen')
    await eventually(() =>
      expect(logged(canvasElement).slice(0, 3)).toMatchObject([
        { signal: 'connected' },
        { signal: 'closed' },
        { signal: 'reconnecting' },
      ]),
    )
    await turnServer(canvasElement, 'Up')
    const before = Number(fact(canvasElement, 'replies'))
    await expectFactAtLeast(canvasElement, 'replies', before + 1)
    await expectStatus(heart, 'open')
  }),
}

/** It talks all the time, so by itself no ping would go out, and it would cut this client off. With `always` one does. */
export const AServerThatWantsToHearYou: Story = {
  args: { interval: 0.5, timeout: 20, always: true },
  render: (args) => <Talker {...args} />,
  parameters: {
    tryThis: 'Watch the pings go out while packets come in.',
    strip: ['open', { blue: 'ping' }, { blue: 'ping' }, { blue: 'ping' }, { green: 'pinged all the same' }],
  },
  play: plays(async ({ canvasElement }) => {
    await expectFactAtLeast(canvasElement, 'pings', 6)
    await expectFactAtLeast(canvasElement, 'packets received', 10)
    await eventually(() => expect(fact(canvasElement, 'node.roundTrip')).toMatch(/^\d+ ms$/))
    await expectStatus(region(canvasElement, 'Talker'), 'open')
    await expect(logged(canvasElement).filter(({ signal }) => signal === 'closed')).toEqual([])
  }),
}

/** The same server without `always`: its packets are signs of life, nothing is asked, and it closes the connection. */
export const CutOffForSilence: Story = {
  args: { interval: 0.5, timeout: 20, always: false },
  render: (args) => <Talker {...args} />,
  parameters: {
    tryThis: 'Do nothing for two seconds, and be cut off for it.',
    strip: ['open', 'received', 'closing', 'closed 4408'],
  },
  play: plays(async ({ canvasElement }) => {
    await expectStatus(region(canvasElement, 'Talker'), 'closed')
    await expect(logged(canvasElement).at(-1)).toEqual({ signal: 'closed', detail: '4408 “Are you still there?”' })
    await expect(fact(canvasElement, 'pings')).toBe('0')
  }),
}
