/**
 * The inspector beside an app: what mounts, connects and carries messages, and hands to try faults.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, within } from 'storybook/test'
import { TwoNodes } from './inspector/TwoNodes.js'
import { inspector } from './support/inspector.js'
import type { User } from './support/hand.js'
import { eventually, expectFact, expectStatus, fill, press, region, type Scope } from './support/play.js'
import { plays } from './support/plays.js'

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
\`\`\``,
      },
    },
  },
} satisfies Meta<typeof TwoNodes>

export default meta
type Story = StoryObj<typeof meta>

/** The panel of the page, in its shadow root; there a moment after the app. On a page of documentation it is closed at first. */
async function panel(user: User): Promise<Scope> {
  const find = (selector: string) =>
    document.querySelector('[data-websocket-inspector]')?.shadowRoot?.querySelector<HTMLElement>(selector)
  await eventually(() => expect(find('.panel, button')).toBeTruthy())
  if (!find('.panel')) await user.click(find('button') as HTMLElement)
  await eventually(() => expect(find('.panel')).toBeTruthy())
  return within(find('.panel') as HTMLElement)
}

/** The hand of the play, at the panel: that stands outside of the canvas. */
function at(user: User, scope: Scope) {
  return {
    select: async (name: string) => user.click(await scope.findByRole('treeitem', { name })),
    show: (name: string) => user.click(scope.getByRole('tab', { name })),
    press: (name: string) => user.click(scope.getByRole('button', { name })),
    choose: (group: string, name: string) =>
      user.click(within(scope.getByRole('radiogroup', { name: group })).getByRole('radio', { name })),
  }
}

/** Two nodes and their topics, as they are mounted. */
export const TheTree: Story = {
  parameters: {
    tryThis: 'Select a node in the panel’s tree: beside it is each option, and where it comes from.',
    strip: ['connecting', 'open'],
  },
  play: plays(async ({ canvasElement, user }) => {
    await expectStatus(region(canvasElement, 'Chat'), 'open')
    await expectStatus(region(canvasElement, 'Prices'), 'open')
    const scope = await panel(user)
    await scope.findByRole('treeitem', { name: 'chat open' })
    await scope.findByRole('treeitem', { name: 'BTC subscribed, 1 reader' })
    await at(user, scope).select('prices open')
    const properties = within(scope.getByRole('region', { name: 'Properties' }))
    await expect(properties.getByRole('row', { name: /^route .*provider$/ })).toBeVisible()
  }),
}

/** What is held back reaches the app when it is released, in order. */
export const HeldBack: Story = {
  parameters: {
    tryThis: 'Open “Hands”, hold what comes in, send something in the app, and press “Release all”.',
    strip: ['open', { amber: '1 held' }, 'open'],
  },
  play: plays(async ({ canvasElement, user }) => {
    const chat = region(canvasElement, 'Chat')
    await expectStatus(chat, 'open')
    const scope = await panel(user)
    const hand = at(user, scope)
    await hand.select('chat open')
    await hand.show('Hands')
    await hand.choose('Incoming', 'Hold')
    await fill(chat, 'Message', 'Held')
    await press(chat, 'Send')
    await scope.findByText('1 held')
    await expectFact(canvasElement, 'last answer', '–')
    await hand.press('Release all')
    await expectFact(canvasElement, 'last answer', 'Held')
  }),
}

/** The app gets a message that no server sent. */
export const NeverSent: Story = {
  parameters: {
    tryThis: 'Open “Hands”, write a message, and press “Receive”: the app hears it, the server never knew.',
    strip: ['open', { blue: 'Out of nowhere' }],
  },
  play: plays(async ({ canvasElement, user }) => {
    await expectStatus(region(canvasElement, 'Chat'), 'open')
    const scope = await panel(user)
    const hand = at(user, scope)
    await hand.select('chat open')
    await hand.show('Hands')
    // Fields of a shadow root cannot be typed into by a simulated keyboard.
    await fireEvent.change(scope.getByRole('textbox', { name: 'Message' }), { target: { value: 'Out of nowhere' } })
    await hand.press('Receive')
    await expectFact(canvasElement, 'last answer', 'Out of nowhere')
  }),
}
