/**
 * Packet by packet: what every web developer expects of a message handler, and the last packet as a value.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { PacketByPacket, SYMBOLS } from './packets/PacketByPacket.js'
import { inspector } from './support/inspector.js'
import { eventually, expectFact, fact, logged, press, region, select } from './support/play.js'
import { plays } from './support/plays.js'

const { args, argTypes } = inspector('host', 'useWSS')

const meta = {
  title: 'Packet by packet',
  component: PacketByPacket,
  args,
  argTypes,
  parameters: {
    docs: {
      description: {
        component: `\`onPacket\` is called for each packet, once and in order: act on messages there. The \`onReceived\` of their
batch comes after them. \`useLastPacket\` is a view: it shows the last packet, or the last one that \`accept\` lets through, and
renders at most once a frame. Two that are equal are one value, so an effect on it would miss the second; \`onPacket\` does not.

\`\`\`tsx
const [state, node] = useWebSocketNode({
  format: json<Event>(),
  onPacket: (event) => { if (event.type === 'alarm') ring() }, // each alarm
})
const price = useLastPacket(node, (event) => event.symbol === symbol) // may read props
\`\`\`

A server here sends back what it gets: a price of each of three symbols, or the same one again.`,
      },
    },
  },
} satisfies Meta<typeof PacketByPacket>

export default meta
type Story = StoryObj<typeof meta>

/** Three packets are three calls, in order, and the batch that they came in is told after them. */
export const OneByOne: Story = {
  parameters: {
    tryThis: 'Press “New prices”: three calls of onPacket, and then the batch that they came in.',
    strip: ['packet ANT 1', 'packet BEE 1', 'packet CAT 1', 'received'],
  },
  play: plays(async ({ canvasElement }) => {
    await press(region(canvasElement, 'Source'), 'New prices')
    await expectFact(canvasElement, 'calls of onPacket', '3')
    await eventually(() => expect(logged(canvasElement).at(-1)?.signal).toBe('received'))
    await expect(actedOn(canvasElement)).toEqual(SYMBOLS.map((symbol) => `${symbol} 1`))
    // The wire may cut them into batches: each is told after its own packets.
    let told = 0
    for (const { signal, detail } of logged(canvasElement)) {
      if (signal === 'packet') told += 1
      if (signal !== 'received') continue
      await expect(Number(/^(\d+) packets/.exec(detail)?.[1] ?? 1)).toBe(told)
      told = 0
    }
    await expect(told).toBe(0)
  }),
}

/** The same text twice: two calls, and one value. */
export const TheSameTwice: Story = {
  parameters: {
    tryThis: 'Press “CAT 9” twice: two calls, and one value.',
    strip: ['packet CAT 9', 'packet CAT 9', { violet: 'CAT 9' }],
  },
  play: plays(async ({ canvasElement }) => {
    const source = region(canvasElement, 'Source')
    await press(source, 'CAT 9')
    await press(source, 'CAT 9')
    await expectFact(canvasElement, 'calls of onPacket', '2')
    await expectFact(canvasElement, 'the last packet', 'CAT 9')
    await expect(actedOn(canvasElement)).toEqual(['CAT 9', 'CAT 9'])
  }),
}

/** Another symbol is chosen: the price of the old one does not stand under the new name, not even until the next packet. */
export const OnlyWhatIsAccepted: Story = {
  parameters: {
    tryThis: 'Press “New prices”, choose BEE, and press it again.',
    strip: [{ violet: 'ANT 1' }, { grey: 'symbol BEE' }, { violet: 'BEE 1' }, { violet: 'BEE 2' }],
  },
  play: plays(async ({ canvasElement }) => {
    const source = region(canvasElement, 'Source')
    const value = region(canvasElement, 'useLastPacket')
    await press(source, 'New prices')
    await expectFact(canvasElement, 'the last packet', 'CAT 1')
    await expectFact(canvasElement, 'the last one of the symbol', 'ANT 1')
    await select(value, 'Symbol', 'BEE')
    await expect(fact(canvasElement, 'the last one of the symbol')).not.toMatch(/ANT/)
    await press(source, 'New prices')
    await expectFact(canvasElement, 'the last one of the symbol', 'BEE 2')
  }),
}

function actedOn(canvasElement: HTMLElement): string[] {
  return [...canvasElement.querySelectorAll('.heard li')].map((item) => item.textContent ?? '')
}
