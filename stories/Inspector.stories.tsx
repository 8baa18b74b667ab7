/**
 * The inspector beside an app: what mounts, connects and carries messages, and hands to try faults.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, userEvent, within } from 'storybook/test'
import { TwoNodes } from './inspector/TwoNodes.js'
import { inspector } from './support/inspector.js'
import { eventually, expectFact, expectStatus, fill, press, region, type Scope } from './support/play.js'

const meta = {
  title: 'Inspector',
  component: TwoNodes,
  ...inspector('host', 'useWSS'),
  parameters: {
    // Open in each story here; elsewhere in this Storybook it is the button in the corner.
    inspector: { defaultOpen: true },
    docs: {
      description: {
        component: `\`<WebSocketInspector>\` shows the WebSockets of any app: the tree as it is mounted, the states over
time, traffic, messages, and hands to connect, cut, hold, delay, drop, and to force any state by its real cause.

\`\`\`tsx
import { WebSocketInspector } from 'react-websocket-node/inspector'

<App />
<WebSocketInspector />
\`\`\`

**Try this:** open *Hands*, hold what comes in, send something in the app, and release it.`,
      },
    },
  },
} satisfies Meta<typeof TwoNodes>

export default meta
type Story = StoryObj<typeof meta>

/** The panel of the page, in its shadow root; there a moment after the app. */
async function panel(): Promise<Scope> {
  const find = () =>
    document.querySelector('[data-websocket-inspector]')?.shadowRoot?.querySelector<HTMLElement>('.panel')
  await eventually(() => expect(find()).toBeTruthy())
  return within(find() as HTMLElement)
}

async function choose(scope: Scope, group: string, name: string): Promise<void> {
  await userEvent.click(within(scope.getByRole('radiogroup', { name: group })).getByRole('radio', { name }))
}

/** Two nodes and their topics, as they are mounted. */
export const TheTree: Story = {
  play: async ({ canvasElement }) => {
    await expectStatus(region(canvasElement, 'Chat'), 'open')
    await expectStatus(region(canvasElement, 'Prices'), 'open')
    const scope = await panel()
    await scope.findByRole('treeitem', { name: 'chat open' })
    await scope.findByRole('treeitem', { name: 'BTC subscribed, 1 reader' })
    await userEvent.click(scope.getByRole('treeitem', { name: 'prices open' }))
    const properties = within(scope.getByRole('region', { name: 'Properties' }))
    await expect(properties.getByRole('row', { name: /^route .*provider$/ })).toBeVisible()
  },
}

/** What is held back reaches the app when it is released, in order. */
export const HeldBack: Story = {
  play: async ({ canvasElement }) => {
    const chat = region(canvasElement, 'Chat')
    await expectStatus(chat, 'open')
    const scope = await panel()
    await userEvent.click(await scope.findByRole('treeitem', { name: 'chat open' }))
    await userEvent.click(scope.getByRole('tab', { name: 'Hands' }))
    await choose(scope, 'Incoming', 'Hold')
    await fill(chat, 'Message', 'Held')
    await press(chat, 'Send')
    await scope.findByText('1 held')
    await expectFact(canvasElement, 'last answer', '–')
    await press(scope, 'Release all')
    await expectFact(canvasElement, 'last answer', 'Held')
  },
}

/** The app gets a message that no server sent. */
export const NeverSent: Story = {
  play: async ({ canvasElement }) => {
    await expectStatus(region(canvasElement, 'Chat'), 'open')
    const scope = await panel()
    await userEvent.click(await scope.findByRole('treeitem', { name: 'chat open' }))
    await userEvent.click(scope.getByRole('tab', { name: 'Hands' }))
    // Fields of a shadow root cannot be typed into by a simulated keyboard.
    await fireEvent.change(scope.getByRole('textbox', { name: 'Message' }), { target: { value: 'Out of nowhere' } })
    await press(scope, 'Receive')
    await expectFact(canvasElement, 'last answer', 'Out of nowhere')
  },
}
