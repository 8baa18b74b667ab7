/**
 * Who connects when: the six autoconnect modes in a tree of providers and nodes.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { AUTOCONNECT_MODE } from '../src/index.js'
import { AutoconnectTree } from './autoconnect/AutoconnectTree.js'
import { TwoSockets } from './autoconnect/TwoSockets.js'
import { inspector } from './support/inspector.js'
import { eventually, expectSignals, expectStatus, press, region, turn, type Scope } from './support/play.js'
import { plays } from './support/plays.js'

const { args, argTypes } = inspector('host', 'useWSS')
const MODES = Object.values(AUTOCONNECT_MODE)
const AUTOMATIC = MODES.filter((mode) => mode !== 'none')

const meta = {
  title: 'Autoconnect',
  component: AutoconnectTree,
  args: { ...args, handshake: 250, readyAtMount: false, strictMode: false },
  argTypes: {
    ...argTypes,
    handshake: {
      control: { type: 'range', min: 0, max: 2000, step: 50 },
      description: 'Milliseconds that the server takes for each handshake.',
      table: { category: 'The story' },
    },
    readyAtMount: {
      control: 'boolean',
      description: 'What is ready as the tree mounts: all, or nothing.',
      table: { category: 'The story' },
    },
    strictMode: {
      control: 'boolean',
      description: 'Mounts everything twice, in development.',
      table: { category: 'The story' },
    },
  },
  // What the tree is mounted with counts from the next mount on, so a changed control mounts it anew.
  render: (props) => <AutoconnectTree key={JSON.stringify(props)} {...props} />,
  parameters: {
    docs: {
      description: {
        component: `A node connects by itself when the node that its \`autoconnectMode\` names is ready. *Ready* means: its
effects have run, and its \`ready\` prop is not false. React runs the effects of children before those of parents, so a tree
becomes ready from the leaves to the root.

\`\`\`tsx
<WebSocketProvider ready={isLoaded} defaults={{ host: 'api.example' }}>
  <WebSocketNode route="/news" autoconnectMode="owner-ready" />
  <WebSocketNode route="/help" autoconnectMode="custom" autoconnectReference={panelRef} />
</WebSocketProvider>
\`\`\`

| mode | connects when this is ready | where there is none |
|---|---|---|
| \`none\` | never by itself | |
| \`self-ready\` | the node itself | |
| \`parent-ready\` | the nearest \`<WebSocketNode>\` or \`<WebSocketProvider>\` above | at once |
| \`owner-ready\` | the nearest \`<WebSocketProvider>\` above | at once |
| \`root-ready\` | the outermost \`<WebSocketProvider>\` above | at once |
| \`custom\` | \`autoconnectReference\`: a source, or a ref that is filled | at once |

The cards below stand where their elements stand in the React tree. Turn the switches, and watch who goes from *waiting* to
*connecting* to *open*; a browser lets one socket at a time shake hands with a host, so they take turns. Not ready any more
closes nothing: the switch of a connection is \`url: null\`, see [Login](?path=/docs/login--docs).`,
      },
    },
  },
} satisfies Meta<typeof AutoconnectTree>

export default meta
type Story = StoryObj<typeof meta>

/** Nothing is ready at first. As each of them becomes ready, those that wait for it connect, and only those. */
export const OneAfterTheOther: Story = {
  parameters: {
    tryThis: 'Turn on “parent is ready”, then owner, root and the reference, and watch who connects.',
    strip: [
      'waiting',
      { green: 'self-ready' },
      { green: 'parent-ready' },
      { green: 'owner-ready' },
      { green: 'root-ready' },
      { green: 'custom' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    const card = cards(canvasElement)
    const statuses = async (expected: Record<string, string>) => {
      for (const [name, status] of Object.entries(expected)) {
        await expect(card(name).getByTestId('state')).toHaveAttribute('data-status', status)
      }
    }
    const turnOn = (name: string) => turn(within(canvasElement), name)

    await expectStatus(card('self-ready'), 'open')
    const waiting = { 'parent-ready': 'waiting', 'owner-ready': 'waiting', 'root-ready': 'waiting', custom: 'waiting' }
    await statuses({ none: 'idle', parent: 'waiting', ...waiting })

    await turnOn('parent is ready')
    await expectStatus(card('parent-ready'), 'open')
    await expectStatus(card('parent'), 'open')
    await statuses({ ...waiting, 'parent-ready': 'open' })

    await turnOn('owner is ready')
    await expectStatus(card('owner-ready'), 'open')
    await statuses({ ...waiting, 'parent-ready': 'open', 'owner-ready': 'open' })

    await turnOn('root is ready')
    await expectStatus(card('root-ready'), 'open')
    await statuses({ custom: 'waiting' })

    await turnOn('reference is filled')
    await expectStatus(card('custom'), 'open')
    await statuses({ none: 'idle' })

    await eventually(() => expect(order(canvasElement)).toHaveLength(AUTOMATIC.length + 1))
    const names = order(canvasElement)
    await expect(names.slice(0, 1)).toEqual(['self-ready'])
    await expect(names.slice(1, 3).sort()).toEqual(['parent', 'parent-ready'])
    await expect(names.slice(3)).toEqual(['owner-ready', 'root-ready', 'custom'])
    await expectOneHandshakeEach(canvasElement)
  }),
}

/** Everything is ready as the tree mounts: nobody waits, and each mount makes exactly one handshake. */
export const ReadyFromTheStart: Story = {
  args: { readyAtMount: true, handshake: 50 },
  parameters: {
    tryThis: 'Press “Mount anew”: all of them connect again, with one handshake each.',
    strip: ['connecting', 'open', { green: '1 handshake' }],
  },
  play: plays(async ({ canvasElement }) => {
    await expectAllOpen(canvasElement)
    await expectOneHandshakeEach(canvasElement)
  }),
}

/**
 * In development StrictMode mounts each component twice, to find what does not clean up. Still there is one handshake for
 * each node. A built Storybook runs React's production build, where StrictMode does nothing.
 */
export const UnderStrictMode: Story = {
  args: { readyAtMount: true, handshake: 50, strictMode: true },
  parameters: {
    tryThis: 'Turn StrictMode off and on, and compare the numbers of handshakes.',
    strip: [
      { grey: 'mounted' },
      { grey: 'unmounted' },
      { grey: 'mounted again' },
      'connecting',
      { green: '1 handshake' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    await expect(within(canvasElement).getByRole('switch', { name: 'StrictMode' })).toBeChecked()
    await expectAllOpen(canvasElement)
    await expectOneHandshakeEach(canvasElement)
  }),
}

/** An unmount ends everything, in the middle of a handshake too; a new mount connects like any mount. */
export const UnmountAndMount: Story = {
  args: { readyAtMount: true, handshake: 50 },
  parameters: {
    tryThis: 'Press “Unmount” while they connect, and then “Mount”.',
    strip: ['connecting', { grey: 'unmounted' }, 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await press(canvas, 'Unmount')
    await expect(canvas.getByText(/^Unmounted/)).toBeVisible()
    await press(canvas, 'Mount')
    await expectAllOpen(canvasElement)
    await expectOneHandshakeEach(canvasElement)
    await press(canvas, 'Mount anew')
    await expectAllOpen(canvasElement)
    await expectOneHandshakeEach(canvasElement)
    await expect(order(canvasElement)).toHaveLength(AUTOMATIC.length + 1)
  }),
}

/** The mode `none` leaves the connection to `connect()`. */
export const ByHand: Story = {
  args: { handshake: 50 },
  parameters: {
    tryThis: 'Press “connect()” on the card “none”.',
    strip: ['idle', 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const none = cards(canvasElement)('none')
    await expectStatus(none, 'idle')
    await press(none, 'connect()')
    await expectStatus(none, 'open')
    await expect(await none.findByText('1 handshake')).toBeVisible()
  }),
}

/** `opened(node)` is ready once that node is open, so one socket can wait for another; `ready` waits for settings. */
export const OneSocketWaitsForAnother: Story = {
  render: ({ host, useWSS }) => <TwoSockets host={host} useWSS={useWSS} />,
  parameters: {
    controls: { include: ['host', 'useWSS'] },
    tryThis: 'Press “Load the settings”, and watch the two badges.',
    strip: [
      'waiting',
      { blue: 'session: connecting' },
      { green: 'session: open' },
      { blue: 'data: connecting' },
      'open',
    ],
  },
  play: plays(async ({ canvasElement }) => {
    const session = region(canvasElement, 'session')
    const data = region(canvasElement, 'data')
    await expectStatus(session, 'waiting')
    await expectStatus(data, 'waiting')
    const seen = watchStatuses([session, data])
    await press(session, 'Load the settings')
    await expectStatus(session, 'open')
    await expectStatus(data, 'open')
    await expect(seen()).toContain('connecting, waiting')
    await expect(seen()).not.toContain('connecting, connecting')
    await expectSignals(canvasElement, ['connected'], 'Signals of session')
    await expectSignals(canvasElement, ['connected'], 'Signals of data')
  }),
}

/** The statuses that `scopes` have shown together, from now on. */
function watchStatuses(scopes: readonly Scope[]): () => string[] {
  const badges = scopes.map((scope) => scope.getByTestId('state'))
  const seen: string[] = []
  const observer = new MutationObserver(() => {
    seen.push(badges.map((badge) => badge.dataset['status']).join(', '))
  })
  for (const badge of badges) observer.observe(badge, { attributes: true })
  return () => seen
}

function cards(canvasElement: HTMLElement) {
  return (name: string) => within(within(canvasElement).getByRole('group', { name }))
}

function order(canvasElement: HTMLElement): string[] {
  const log = within(canvasElement).getByRole('log', { name: 'Order of connection' })
  return [...log.querySelectorAll('li')].map((item) => item.textContent ?? '')
}

async function expectAllOpen(canvasElement: HTMLElement): Promise<void> {
  for (const name of ['parent', ...AUTOMATIC]) await expectStatus(cards(canvasElement)(name), 'open')
  await eventually(() => expect(order(canvasElement).sort()).toEqual(['parent', ...AUTOMATIC].sort()))
}

async function expectOneHandshakeEach(canvasElement: HTMLElement): Promise<void> {
  for (const name of AUTOMATIC) await expect(await cards(canvasElement)(name).findByText('1 handshake')).toBeVisible()
  await expect(cards(canvasElement)('none').getByText('0 handshakes')).toBeVisible()
}
