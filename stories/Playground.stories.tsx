/**
 * The front page: one node, all of its options, and everything that one can do to it.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { Playground } from './playground/Playground.js'
import { touch } from './support/hand.js'
import { eventually, expectStatus, fill, logged, press, region, select, turnServer } from './support/play.js'
import { plays } from './support/plays.js'

const meta = {
  title: 'Playground',
  component: Playground,
  parameters: { controls: { disable: true }, options: { showPanel: false } },
  tags: ['!autodocs'],
} satisfies Meta<typeof Playground>

export default meta
type Story = StoryObj<typeof meta>

/** Set any option, kill the server, send: what the node makes of it, and the code for it. */
export const OneNode: Story = {
  parameters: {
    tryThis: 'Set any option on the right, kill the server, send something, and copy the code for it.',
    strip: [
      'open',
      { red: 'server killed' },
      'reconnecting',
      { green: 'server up' },
      'open',
      { blue: 'another route' },
      'open',
    ],
  },
  play: plays(async ({ canvasElement, user }) => {
    const code = () => region(canvasElement, 'Code').getByLabelText('The code of these settings')
    const scene = await column(canvasElement, 'Scene', 'Scene')
    await expectStatus(scene, 'open')
    await press(scene, 'Send')
    await turnServer(canvasElement, 'Killed')
    await expectStatus(scene, 'reconnecting')
    await turnServer(canvasElement, 'Up')
    await expectStatus(scene, 'open')

    // A route is typed letter by letter, and counts at Enter: one handshake.
    const options = await column(canvasElement, 'Options', 'Options')
    await fill(options, 'route', '/ws/where')
    await user.keyboard('{Enter}')
    await select(options, 'format', 'json()')

    await column(canvasElement, 'Life', 'Code')
    await eventually(() => expect(code()).toHaveTextContent("route: '/ws/where'"))
    await expect(code()).toHaveTextContent('format: json()')
    await eventually(() => expect(logged(canvasElement).map(({ signal }) => signal)).toEqual(MOVED))
    await expectStatus(await column(canvasElement, 'Scene', 'Scene'), 'open')
  }),
}

const MOVED = [
  'connected',
  'received',
  'closed',
  'reconnecting',
  'connected',
  'closing',
  'closed',
  'connected',
  'received',
]

/** The region of that title, in a narrow window after a click at the tab that it is below. */
async function column(canvasElement: HTMLElement, tab: string, title: string) {
  const button = within(canvasElement).queryByRole('tab', { name: tab })
  if (button) await touch(button, ({ user }) => user.click(button))
  return region(canvasElement, title)
}
