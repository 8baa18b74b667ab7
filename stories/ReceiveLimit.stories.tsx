/**
 * Packets fall into batches: what `receiveLimit` and `flush` decide.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect } from 'storybook/test'
import { text, useWebSocketNode } from '../src/index.js'
import { canSend } from './support/can.js'
import { inspector, type InspectorArgs } from './support/inspector.js'
import { expectFact, expectStatus, press, region } from './support/play.js'
import { plays } from './support/plays.js'
import { Batches } from './ui/Batches.js'
import { Button } from './ui/Button.js'
import { Numbers } from './ui/Facts.js'
import { Panel } from './ui/Panel.js'
import { StateBadge } from './ui/StateBadge.js'

interface ReceiveLimitProps extends Pick<InspectorArgs, 'host' | 'useWSS' | 'receiveLimit' | 'flush'> {
  /** Packets that the server sends at once. */
  packets: number
}

interface Received {
  readonly batches: readonly number[]
  /** Packets received; the server numbers them from 0. */
  readonly count: number
  readonly isInOrder: boolean
}

const NOTHING: Received = { batches: [], count: 0, isInOrder: true }

function ReceiveLimit({ packets: burst, ...options }: ReceiveLimitProps) {
  const [received, setReceived] = useState(NOTHING)
  const [state, node] = useWebSocketNode({
    ...options,
    route: '/ws/burst?n=0',
    autoconnectMode: 'self-ready',
    format: text,
    onReceived: (_data, packets) => setReceived((before) => add(before, packets)),
  })
  const ask = (count: number) => node.send(String(count))

  return (
    <Panel title="Batches" aside={<StateBadge state={state} />}>
      <div className="row">
        <Button kind="primary" disabled={!canSend(state)} onClick={() => ask(burst)}>
          {`Send me ${burst} packets`}
        </Button>
        <Button disabled={!canSend(state)} onClick={() => ask(1)}>
          Send me one
        </Button>
        <Button onClick={() => setReceived({ ...NOTHING, count: received.count })}>Clear</Button>
      </div>
      <Numbers
        of={{
          packets: received.batches.reduce((sum, size) => sum + size, 0),
          batches: received.batches.length,
          'in the largest': Math.max(0, ...received.batches),
          order: received.batches.length === 0 ? '–' : received.isInOrder ? 'kept' : 'broken',
        }}
      />
      <Batches sizes={received.batches} />
    </Panel>
  )
}

function add({ batches, count, isInOrder }: Received, packets: readonly string[]): Received {
  return {
    batches: [...batches, packets.length],
    count: count + packets.length,
    isInOrder: isInOrder && packets.every((packet, index) => packet === String(count + index)),
  }
}

const { args, argTypes } = inspector('receiveLimit', 'flush', 'host', 'useWSS')

const meta = {
  title: 'Receive limit',
  component: ReceiveLimit,
  args: { ...args, packets: 120 },
  argTypes: {
    ...argTypes,
    packets: {
      control: { type: 'range', min: 1, max: 500, step: 1 },
      description: 'Packets that the server sends at once.',
      table: { category: 'The story' },
    },
  },
  parameters: {
    docs: {
      description: {
        component: `What arrives in one burst is handed over in one batch, so that React renders for a batch and not for each
message; and no message is lost. To act on single messages there is \`onPacket\`, which is called for each packet of a
batch before \`onReceived\`: see [Packet by packet](?path=/docs/packet-by-packet--docs). \`receiveLimit\` makes a batch as soon as it holds so many packets. Below the limit
\`flush\` decides:

| \`flush\` | a batch is done |
|---|---|
| \`burst\` | as soon as the socket pauses, at the latest a frame after its first packet |
| \`frame\` | with the next frame, for what is drawn anyway |
| \`sync\` | with each packet |

\`\`\`tsx
useWebSocketNode({
  receiveLimit: 16,
  onReceived: (data, packets) => addAll(packets), // 1 to 16 packets
})
\`\`\`

Each box is a call of \`onReceived\`, each cell one packet.`,
      },
    },
  },
} satisfies Meta<typeof ReceiveLimit>

export default meta
type Story = StoryObj<typeof meta>

/** Ten packets make a batch; what is left over comes as soon as the socket pauses. */
export const TenAtATime: Story = {
  args: { receiveLimit: 10, packets: 95 },
  parameters: {
    tryThis: 'Press “Send me 95 packets”, and count the cells of a box.',
    strip: [{ blue: '10' }, { violet: '10' }, { blue: '10' }, { violet: '10' }, { grey: '…' }, { violet: '5' }],
  },
  play: plays(async ({ canvasElement }) => {
    const sizes = await receiveAll(canvasElement, 95)
    await expect(Math.max(...sizes)).toBe(10)
    await expect(sizes.length).toBeGreaterThanOrEqual(10)
  }),
}

/** Without a limit a burst is few batches, however many packets it has. */
export const NoLimit: Story = {
  args: { packets: 300 },
  parameters: {
    tryThis: 'Press “Send me 300 packets”: few boxes, with many cells.',
    strip: [{ blue: '300 packets' }, { violet: 'few batches' }, { green: 'kept' }],
  },
  play: plays(async ({ canvasElement }) => {
    const sizes = await receiveAll(canvasElement, 300)
    await expect(sizes.length).toBeLessThan(100)
  }),
}

/** With `flush: 'frame'` a batch comes with a frame, so there are at most as many batches as frames. */
export const WithTheFrame: Story = {
  args: { flush: 'frame', packets: 300 },
  parameters: {
    tryThis: 'Press “Send me 300 packets”: at most one box a frame.',
    strip: [{ blue: 'frame' }, { violet: 'frame' }, { green: 'kept' }],
  },
  play: plays(async ({ canvasElement }) => {
    let frames = 0
    let isCounting = true
    const countFrame = () => {
      frames += 1
      if (isCounting) requestAnimationFrame(countFrame)
    }
    requestAnimationFrame(countFrame)
    const sizes = await receiveAll(canvasElement, 300)
    isCounting = false
    await expect(sizes.length).toBeLessThanOrEqual(frames)
  }),
}

/** With `flush: 'sync'` each packet is a batch of its own. */
export const EachAtOnce: Story = {
  args: { flush: 'sync', packets: 60 },
  parameters: {
    tryThis: 'Press “Send me 60 packets”: one box each.',
    strip: [{ blue: '1' }, { violet: '1' }, { blue: '1' }, { grey: '…' }, { violet: '1' }],
  },
  play: plays(async ({ canvasElement }) => {
    const sizes = await receiveAll(canvasElement, 60)
    await expect(sizes).toEqual(Array.from({ length: 60 }, () => 1))
  }),
}

/** A lone packet does not wait for others. */
export const ALonePacket: Story = {
  args: { receiveLimit: 128 },
  parameters: {
    tryThis: 'Press “Send me one”: it does not wait for others.',
    strip: [{ blue: '1 packet' }, { violet: '1' }],
  },
  play: plays(async ({ canvasElement }) => {
    const panel = region(canvasElement, 'Batches')
    await expectStatus(panel, 'open')
    await press(panel, 'Send me one')
    await expectFact(canvasElement, 'packets', '1')
    await expectFact(canvasElement, 'batches', '1')
  }),
}

/** Asks for a burst and waits for its last packet; the sizes of the batches that it came in. */
async function receiveAll(canvasElement: HTMLElement, count: number): Promise<number[]> {
  const panel = region(canvasElement, 'Batches')
  await expectStatus(panel, 'open')
  await press(panel, `Send me ${count} packets`)
  await expectFact(canvasElement, 'packets', String(count))
  await expectFact(canvasElement, 'order', 'kept')
  return [...canvasElement.querySelectorAll('.batch .size')].map((size) => Number(size.textContent))
}
