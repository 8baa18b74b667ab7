/**
 * A handshake that hangs, and the countdown to giving it up.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useRef, useState } from 'react'
import { expect } from 'storybook/test'
import { useRemaining, useWebSocketNode, type UrlOption } from '../src/index.js'
import { inspector, type InspectorArgs } from './support/inspector.js'
import {
  expectFact,
  expectFactAtLeast,
  expectSignals,
  expectStatus,
  fact,
  logged,
  press,
  region,
} from './support/play.js'
import { plays } from './support/plays.js'
import { Button } from './ui/Button.js'
import { Countdown } from './ui/Countdown.js'
import { Facts } from './ui/Facts.js'
import { Columns, Panel } from './ui/Panel.js'
import { SignalLog } from './ui/SignalLog.js'
import { StateBadge } from './ui/StateBadge.js'

interface ConnectionTimeoutProps extends Pick<InspectorArgs, 'host' | 'route' | 'useWSS' | 'connectionTimeout'> {
  /** Instead of the three above, for the story of a function that never answers. */
  url?: UrlOption
}

function ConnectionTimeout({ connectionTimeout, ...options }: ConnectionTimeoutProps) {
  const startedAt = useRef(0)
  const [seconds, setSeconds] = useState('')
  const end = () => setSeconds(`${((performance.now() - startedAt.current) / 1000).toFixed(2)} s`)
  const [state, node] = useWebSocketNode({
    ...options,
    connectionTimeout,
    autoconnectMode: 'none',
    onConnected: end,
    onConnectFailed: end,
    onClosed: end,
  })
  const remaining = useRemaining(node)
  const connect = () => {
    startedAt.current = performance.now()
    setSeconds('')
    node.connect()
  }

  return (
    <Columns>
      <Panel title="Attempt" aside={<StateBadge state={state} />}>
        <div className="row">
          <Button kind="primary" onClick={connect}>
            Connect
          </Button>
          <Button onClick={() => node.close()}>Close</Button>
        </div>
        <Countdown seconds={connectionTimeout} state={state} />
        <Facts
          of={{
            url: 'url' in state ? state.url : '',
            connectionTimeout: connectionTimeout === 0 ? '0: waits for ever' : `${connectionTimeout} s`,
            'time left': remaining === null ? '' : `${remaining} s`,
            'it took': seconds,
            error: state.status === 'failed' ? state.error.code : '',
          }}
        />
      </Panel>
      <SignalLog node={node} />
    </Columns>
  )
}

const meta = {
  title: 'Connection timeout',
  component: ConnectionTimeout,
  ...inspector('connectionTimeout', 'route', 'host', 'useWSS'),
  parameters: {
    docs: {
      description: {
        component: `A server may take a connection and never answer the handshake: a browser then waits for four minutes,
without an event. \`connectionTimeout\` gives the attempt up after so many seconds, and says so once, with
\`connectFailed\`. It covers the whole attempt: a \`url\` function that fetches a token, the handshake, and \`authenticate\`.
\`useRemaining(node)\` counts down to it.

\`\`\`tsx
useWebSocketNode({
  connectionTimeout: 5, // seconds, 0 to 300; 0 waits for ever; 10 if not said
  onConnectFailed: (error) => console.log(error.code), // 'timeout'
})
const remaining = useRemaining(node) // whole seconds, or null
\`\`\`

The server here has a path that hangs, and one that takes its time: \`/ws/slow-handshake?ms=1500\`.`,
      },
    },
  },
} satisfies Meta<typeof ConnectionTimeout>

export default meta
type Story = StoryObj<typeof meta>

/** The server never answers: the attempt fails when the time is over, once, and the late socket stays mute. */
export const HungHandshake: Story = {
  args: { route: '/ws/hung-handshake', connectionTimeout: 2 },
  parameters: {
    tryThis: 'Press “Connect”, and watch the bar run out: the server never answers.',
    strip: ['idle', 'connecting', 'failed: timeout'],
  },
  play: plays(async ({ canvasElement }) => {
    const attempt = region(canvasElement, 'Attempt')
    await press(attempt, 'Connect')
    await expectStatus(attempt, 'connecting')
    await expectFact(canvasElement, 'time left', '2 s')
    await expectStatus(attempt, 'failed')
    await expectFact(canvasElement, 'time left', '–')
    await expectSignals(canvasElement, ['connectFailed'])
    await expect(logged(canvasElement)[0]?.detail).toMatch(/^timeout: /)
    await expectFact(canvasElement, 'error', 'timeout')
    await expectFactAtLeast(canvasElement, 'it took', 1.99)
  }),
}

/** A server that is slow, but not too slow. */
export const SlowHandshake: Story = {
  args: { route: '/ws/slow-handshake?ms=1500', connectionTimeout: 60 },
  parameters: {
    tryThis: 'Press “Connect”: the server takes a second and a half.',
    strip: ['idle', 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const attempt = region(canvasElement, 'Attempt')
    await press(attempt, 'Connect')
    await expectStatus(attempt, 'open')
    await expectSignals(canvasElement, ['connected'])
    await expectFactAtLeast(canvasElement, 'it took', 1.49)
  }),
}

/** The function that should answer with the address never does: the same clock covers it. */
export const UrlThatNeverComes: Story = {
  args: { url: () => new Promise<string>(() => {}), connectionTimeout: 1 },
  parameters: {
    controls: { include: ['connectionTimeout'] },
    tryThis: 'Press “Connect”: the function that should give the address never does.',
    strip: ['idle', 'connecting', 'failed: timeout'],
  },
  play: plays(async ({ canvasElement }) => {
    const attempt = region(canvasElement, 'Attempt')
    await press(attempt, 'Connect')
    await expectStatus(attempt, 'failed')
    await expectSignals(canvasElement, ['connectFailed'])
    await expectFact(canvasElement, 'error', 'timeout')
  }),
}

/** Whoever does not want to wait closes: `closing` and `closed`, but no `connectFailed`. */
export const CloseWhileConnecting: Story = {
  args: { route: '/ws/hung-handshake', connectionTimeout: 0 },
  parameters: {
    tryThis: 'Press “Connect”, and then “Close”, since there is no end to wait for.',
    strip: ['idle', 'connecting', 'closing', 'closed'],
  },
  play: plays(async ({ canvasElement }) => {
    const attempt = region(canvasElement, 'Attempt')
    await press(attempt, 'Connect')
    await expectStatus(attempt, 'connecting')
    await expect(fact(canvasElement, 'time left')).toBe('–')
    await press(attempt, 'Close')
    await expectStatus(attempt, 'closed')
    await expectSignals(canvasElement, ['closing', 'closed'])
  }),
}

/** After a failure `connect()` begins a new attempt, with the time anew. */
export const TryAgain: Story = {
  args: { route: '/ws/hung-handshake', connectionTimeout: 1 },
  parameters: {
    tryThis: 'Press “Connect”, wait for the failure, and press it again.',
    strip: ['connecting', 'failed: timeout', 'connecting', 'failed: timeout'],
  },
  play: plays(async ({ canvasElement }) => {
    const attempt = region(canvasElement, 'Attempt')
    await press(attempt, 'Connect')
    await expectStatus(attempt, 'failed')
    await press(attempt, 'Connect')
    await expectSignals(canvasElement, ['connectFailed', 'connectFailed'])
    await expectFactAtLeast(canvasElement, 'it took', 0.99)
  }),
}
