/**
 * A connection that outlives the component: from one page of an app to the next.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { Pages } from './linger/Pages.js'
import { inspector } from './support/inspector.js'
import { choose, eventually, expectFact, expectFactAtLeast, expectStatus, region } from './support/play.js'
import { plays } from './support/plays.js'

const { args, argTypes } = inspector('host', 'useWSS')

const meta = {
  title: 'Linger',
  component: Pages,
  args: { ...args, linger: 5 },
  argTypes: {
    ...argTypes,
    linger: {
      control: { type: 'range', min: 0, max: 300, step: 0.1 },
      description: 'Seconds that the connection outlives an unmount, 0 to 300.',
      table: { category: 'Connection', defaultValue: { summary: '0' } },
    },
  },
  parameters: {
    docs: {
      description: {
        component: `An unmount ends a connection, and the next page of an app that wants the same one makes it anew. With
\`linger\` it outlives the unmount by so many seconds: the component that comes back has it still, and so has the next node of
the same name, provider, routing and format. What arrives meanwhile is kept, and handed to whoever takes over. Where
\`url\`, \`protocols\` or \`authenticate\` is a function, it has to be the same one, so that the connection of one user is not
handed to the next; and a logout, \`url: null\`, ends the lingering at once.

\`\`\`tsx
useWebSocketNode({ name: 'feed', linger: 5, autoconnectMode: 'self-ready' })
\`\`\`

*Prices* and *Orders* are two components, each with a node of its own; *Help* has none.`,
      },
    },
  },
} satisfies Meta<typeof Pages>

export default meta
type Story = StoryObj<typeof meta>

/** One page unmounts its node, the next mounts another: one handshake, and no packet is missing. */
export const OneHandshake: Story = {
  parameters: {
    tryThis: 'Go from Prices to Orders and back: the numbers go on, over one connection.',
    strip: [{ blue: 'Prices' }, { grey: 'unmounted' }, { violet: 'Orders' }, { grey: 'unmounted' }, { blue: 'Prices' }],
  },
  play: plays(async ({ canvasElement }) => {
    await hearMore(canvasElement, 'Prices', 3)
    await go(canvasElement, 'Orders')
    await hearMore(canvasElement, 'Orders', 3)
    await go(canvasElement, 'Prices')
    await hearMore(canvasElement, 'Prices', 3)
    await expectFact(canvasElement, 'handshakes', '1')
    await expectCounting(canvasElement)
  }),
}

/** For a while nobody is there to hear: what comes meanwhile is kept for who comes next. */
export const KeptMeanwhile: Story = {
  args: { linger: 60 },
  parameters: {
    tryThis: 'Go to Help, wait a while, and go to Orders: what came meanwhile is there.',
    strip: [{ blue: 'Prices' }, { grey: 'nobody listens' }, { violet: 'Orders' }],
  },
  play: plays(async ({ canvasElement }) => {
    await hearMore(canvasElement, 'Prices', 2)
    await stayInHelp(canvasElement)
    await go(canvasElement, 'Orders')
    await hearMore(canvasElement, 'Orders', 2)
    await expectFact(canvasElement, 'handshakes', '1')
    await expectCounting(canvasElement)
  }),
}

/** Who stays away for longer begins anew. */
export const LingersNoLonger: Story = {
  args: { linger: 0.2 },
  parameters: {
    tryThis: 'Go to Help, wait a moment, and go to Orders: it counts from 1 again.',
    strip: [{ blue: 'Prices' }, { grey: 'nobody listens' }, 'closed', 'connecting', { violet: 'Orders' }],
  },
  play: plays(async ({ canvasElement }) => {
    await hearMore(canvasElement, 'Prices', 2)
    await stayInHelp(canvasElement)
    await go(canvasElement, 'Orders')
    await hearMore(canvasElement, 'Orders', 2)
    await expectFact(canvasElement, 'handshakes', '2')
    await expect(heardBy(canvasElement, 'Orders')[0]).toBe('1')
  }),
}

/** Without it each page makes a connection of its own. */
export const WithoutLinger: Story = {
  args: { linger: 0 },
  parameters: {
    tryThis: 'Go from Prices to Orders: each page has a handshake of its own.',
    strip: [{ blue: 'Prices' }, 'closed', 'connecting', { violet: 'Orders' }],
  },
  play: plays(async ({ canvasElement }) => {
    await hearMore(canvasElement, 'Prices', 2)
    await go(canvasElement, 'Orders')
    await hearMore(canvasElement, 'Orders', 2)
    await expectFact(canvasElement, 'handshakes', '2')
    await expect(heardBy(canvasElement, 'Orders')[0]).toBe('1')
  }),
}

async function go(canvasElement: HTMLElement, page: string): Promise<void> {
  await choose(region(canvasElement, 'The app'), page)
}

/** Longer than the short linger of a story lasts. */
async function stayInHelp(canvasElement: HTMLElement): Promise<void> {
  await go(canvasElement, 'Help')
  await expectFactAtLeast(canvasElement, 'seconds here', 0.8)
}

/** Waits until that page, which is shown, has heard so many packets more. */
async function hearMore(canvasElement: HTMLElement, page: string, count: number): Promise<void> {
  await expectStatus(region(canvasElement, page), 'open')
  const before = heardBy(canvasElement, page).length
  await eventually(() => expect(heardBy(canvasElement, page).length).toBeGreaterThanOrEqual(before + count))
}

function heardBy(canvasElement: HTMLElement, page?: string): string[] {
  const heard = canvasElement.querySelectorAll(page ? `.heard [data-page="${page}"]` : '.heard [data-page]')
  return [...heard].map((packet) => packet.textContent ?? '')
}

/** From 1 on, without a gap: all of it came over one connection. */
async function expectCounting(canvasElement: HTMLElement): Promise<void> {
  const packets = heardBy(canvasElement)
  await expect(packets).toEqual(packets.map((_, index) => String(index + 1)))
}
