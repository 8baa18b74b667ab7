/**
 * More than the wire takes: an upload that waits for it.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect } from 'storybook/test'
import { useWebSocketNode, type bytes, type WebSocketNodeHandle } from '../src/index.js'
import { useBufferedAmount } from './backpressure/useBufferedAmount.js'
import { canConnect } from './support/can.js'
import { expectFact, expectFactAtLeast, expectStatus, fact, press, region, turnServer } from './support/play.js'
import { plays } from './support/plays.js'
import { HOST, USE_WSS } from './support/server.js'
import { SwitchPanel } from './switch/SwitchPanel.js'
import { useServerSwitch } from './switch/useServerSwitch.js'
import { Button } from './ui/Button.js'
import { Numbers } from './ui/Facts.js'
import { Curve } from './ui/Curve.js'
import { Gauge } from './ui/Gauge.js'
import { Columns, Panel } from './ui/Panel.js'
import { StateBadge } from './ui/StateBadge.js'

interface Args {
  /** In KB. */
  sendBufferLimit: number
  /** In MB. */
  upload: number
}

interface Upload {
  readonly status: 'ready' | 'sending' | 'waiting for drained()' | 'done' | 'connection lost'
  readonly sent: number
  readonly refused: number
  /** The most that waited at once. */
  readonly most: number
}

const KB = 1024
const MB = 1024 * KB
const PACKET = 64 * KB
const READY: Upload = { status: 'ready', sent: 0, refused: 0, most: 0 }

function Backpressure({ sendBufferLimit, upload: size }: Args) {
  const server = useServerSwitch()
  const [upload, setUpload] = useState(READY)
  const isRunning = upload.status === 'sending' || upload.status === 'waiting for drained()'
  const [state, node] = useWebSocketNode({
    host: HOST,
    useWSS: USE_WSS,
    route: server.route,
    autoconnectMode: 'self-ready',
    sendBufferLimit: sendBufferLimit * KB,
  })
  const buffered = useBufferedAmount(node, isRunning)
  const limit = sendBufferLimit * KB
  const taken = server.report?.bytes ?? 0

  return (
    <Columns>
      <Panel title="Upload" aside={<StateBadge state={state} />}>
        <div className="row">
          <Button
            kind="primary"
            disabled={isRunning || state.status !== 'open'}
            onClick={() => void run(node, size * MB, setUpload)}
          >
            {`Upload ${size} MB`}
          </Button>
          <Button disabled={!canConnect(state)} onClick={() => node.connect()}>
            Connect
          </Button>
          <span className="tag" data-tone={upload.status === 'waiting for drained()' ? 'amber' : 'grey'}>
            <span data-fact="upload">{upload.status}</span>
          </span>
        </div>
        <Gauge title="Handed to the node" value={upload.sent} max={size * MB} tone="blue">
          {inMB(upload.sent)}
        </Gauge>
        <Curve
          title="node.bufferedAmount, MB"
          points={buffered}
          max={1.25 * (limit + PACKET)}
          limit={{ value: limit, words: `the limit is ${inMB(limit)}` }}
        >
          {inMB(buffered.at(-1)?.value ?? 0)}
        </Curve>
        <Numbers
          of={{
            'MB sent': inMB(upload.sent),
            'MB read by the server': inMB(taken),
            'times refused': upload.refused,
            'MB waiting at most': inMB(upload.most),
          }}
        />
      </Panel>
      <SwitchPanel of={server} />
    </Columns>
  )
}

/** The whole upload: what is refused is sent again when the wire has taken the rest. */
async function run(
  node: WebSocketNodeHandle<typeof bytes>,
  size: number,
  show: (change: (upload: Upload) => Upload) => void,
): Promise<void> {
  const packet = new Uint8Array(PACKET)
  show(() => ({ ...READY, status: 'sending' }))
  let sent = 0
  while (sent < size) {
    if (node.send(packet)) {
      sent += PACKET
      const [total, buffered] = [sent, node.bufferedAmount]
      show((upload) => ({ ...upload, sent: total, most: Math.max(upload.most, buffered) }))
    } else if (node.state.status === 'open') {
      show((upload) => ({ ...upload, status: 'waiting for drained()', refused: upload.refused + 1 }))
      await node.drained()
      show((upload) => ({ ...upload, status: 'sending' }))
    } else {
      return show((upload) => ({ ...upload, status: 'connection lost' }))
    }
  }
  await node.drained()
  show((upload) => ({ ...upload, status: node.state.status === 'open' ? 'done' : 'connection lost' }))
}

function inMB(bytes: number): string {
  return (bytes / MB).toFixed(2)
}

const meta = {
  title: 'Backpressure',
  component: Backpressure,
  args: { sendBufferLimit: 1024, upload: 32 },
  argTypes: {
    sendBufferLimit: {
      control: { type: 'range', min: 64, max: 8192, step: 64 },
      description: 'Kilobytes that the wire has not taken yet, above which `send` refuses. The option is in bytes.',
      table: { category: 'Sending', defaultValue: { summary: '0' } },
    },
    upload: {
      control: { type: 'range', min: 1, max: 128, step: 1 },
      description: 'Megabytes to send, in packets of 64 KB.',
      table: { category: 'The story' },
    },
  },
  parameters: {
    docs: {
      description: {
        component: `A socket takes all that it is given, and keeps in memory what the wire has not taken yet. With
\`sendBufferLimit\` it does not: \`send\` answers false above so many bytes, and \`drained()\` tells when the wire has taken the
rest, or the connection is gone.

\`\`\`tsx
for (const packet of packets) {
  while (!node.send(packet)) {
    if (node.state.status !== 'open') throw new Error('connection lost')
    await node.drained()
  }
}
\`\`\`

Freeze the server and upload: the machine’s own buffers take some megabytes, and then nothing moves until it is up. Kill it
meanwhile, and \`drained()\` lets go, too. Where no live server stands behind the page the simulated wire is either free, or
frozen and takes nothing.`,
      },
    },
  },
} satisfies Meta<typeof Backpressure>

export default meta
type Story = StoryObj<typeof meta>

/** Every byte arrives, and never is more in memory than the limit and one packet. */
export const AnUpload: Story = {
  args: { upload: 16 },
  parameters: {
    tryThis: 'Press “Upload 16 MB”, and watch what waits in the curve.',
    strip: [
      { grey: 'ready' },
      { blue: 'sending' },
      { amber: 'waiting for drained()' },
      { blue: 'sending' },
      { green: 'done' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    await start(canvasElement, 16)
    await expectFact(canvasElement, 'MB read by the server', '16.00')
    await expectFact(canvasElement, 'upload', 'done')
    await expectBounded(canvasElement)
  }),
}

/** The server reads nothing: `send` refuses, `drained()` waits. */
export const AServerThatDoesNotRead: Story = {
  parameters: {
    tryThis: 'Freeze the server, and upload: the curve rises to the limit, and stays there.',
    strip: [{ blue: 'server frozen' }, { blue: 'sending' }, { amber: 'waiting for drained()' }],
  },
  play: plays(async ({ canvasElement }) => {
    await expectStatus(region(canvasElement, 'Upload'), 'open')
    await turnServer(canvasElement, 'Frozen')
    await start(canvasElement, 32)
    await expectFact(canvasElement, 'upload', 'waiting for drained()')
    await expect(fact(canvasElement, 'MB read by the server')).toBe('0.00')
    await expectBounded(canvasElement)
  }),
}

/** A server that has not read for a while reads again, and the upload goes on to its end. */
export const AServerThatReadsAgain: Story = {
  parameters: {
    tryThis: 'Freeze the server, upload, and put the server up when nothing moves any more.',
    strip: [
      { blue: 'server frozen' },
      { amber: 'waiting for drained()' },
      { green: 'server up' },
      { blue: 'sending' },
      { green: 'done' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    await expectStatus(region(canvasElement, 'Upload'), 'open')
    await turnServer(canvasElement, 'Frozen')
    await start(canvasElement, 32)
    await expectFact(canvasElement, 'upload', 'waiting for drained()')
    await turnServer(canvasElement, 'Up')
    await expectFact(canvasElement, 'MB read by the server', '32.00')
    await expectFact(canvasElement, 'upload', 'done')
    await expectFactAtLeast(canvasElement, 'times refused', 1)
    await expectBounded(canvasElement)
  }),
}

/** Who waits for the wire of a connection that is gone does not wait for ever. */
export const LostMeanwhile: Story = {
  parameters: {
    tryThis: 'Freeze the server, upload, and kill the server while the upload waits.',
    strip: [
      { blue: 'server frozen' },
      { amber: 'waiting for drained()' },
      { red: 'server killed' },
      'closed 1006',
      { red: 'connection lost' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    await expectStatus(region(canvasElement, 'Upload'), 'open')
    await turnServer(canvasElement, 'Frozen')
    await start(canvasElement, 32)
    await expectFact(canvasElement, 'upload', 'waiting for drained()')
    await turnServer(canvasElement, 'Killed')
    await expectStatus(region(canvasElement, 'Upload'), 'closed')
    await expectFact(canvasElement, 'upload', 'connection lost')
  }),
}

async function start(canvasElement: HTMLElement, megabytes: number): Promise<void> {
  const upload = region(canvasElement, 'Upload')
  await expectStatus(upload, 'open')
  await press(upload, `Upload ${megabytes} MB`)
}

async function expectBounded(canvasElement: HTMLElement): Promise<void> {
  await expect(Number(fact(canvasElement, 'MB waiting at most'))).toBeLessThanOrEqual(1 + PACKET / MB + 0.01)
}
