/**
 * Two nodes in one page talk to each other through the server.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { Chat } from './chat/Chat.js'
import { inspector } from './support/inspector.js'
import { eventually, expectStatus, fill, press, region, type Scope } from './support/play.js'
import { plays } from './support/plays.js'

const { args, argTypes } = inspector('host', 'useWSS')

const meta = {
  title: 'Chat',
  component: Chat,
  args: { ...args, room: '' },
  argTypes: {
    ...argTypes,
    room: {
      control: 'text',
      description: 'Who is in the same room hears each other. Empty: a room of its own.',
      table: { category: 'The story' },
    },
  },
  parameters: {
    docs: {
      description: {
        component: `Two named nodes under one provider. Each pane finds its node by name with \`useNode\`, follows its state
with \`useNodeState\`, and shows what it hears with \`useReceivedLog\`: the pane does not care where the socket is made, and
only what it uses renders it.

\`\`\`tsx
<WebSocketProvider defaults={{ host: 'localhost:6006', useWSS: false, autoconnectMode: 'self-ready' }}>
  <WebSocketNode name="Ada" route="/ws/chat?as=Ada" format={chat} />
  <Pane name="Ada" />
</WebSocketProvider>

function Pane({ name }) {
  const node = useNode(name, chat) // its messages are typed by the format
  const status = useNodeState(node, (state) => state.status)
  const events = useReceivedLog(node, 200) // the last 200, oldest first
  const say = (text) => node?.send({ text }) // while it connects, it waits in the queue
  // …
}
\`\`\``,
      },
    },
  },
} satisfies Meta<typeof Chat>

export default meta
type Story = StoryObj<typeof meta>

/** What one says, both hear. */
export const TwoPanes: Story = {
  parameters: {
    tryThis: 'Write something as Ada and press Enter: both panes show it.',
    strip: ['connecting', 'open', { blue: 'Ada: Hello, Grace!' }, { blue: 'Ada: One node each.' }],
  },
  play: plays(async ({ canvasElement }) => {
    const ada = region(canvasElement, 'Ada')
    const grace = region(canvasElement, 'Grace')
    await expectStatus(ada, 'open')
    await expectStatus(grace, 'open')
    await expectHeard(canvasElement, 'Ada', /Grace came|Grace is here/)

    await say(ada, 'Hello, Grace!')
    await expectHeard(canvasElement, 'Grace', 'Ada: Hello, Grace!')
    await expectHeard(canvasElement, 'Ada', 'Ada: Hello, Grace!')
    await say(grace, 'Hello, Ada. One socket each?')
    await expectHeard(canvasElement, 'Ada', 'Grace: Hello, Ada. One socket each?')
    await say(ada, 'One node each.')
    await expectHeard(canvasElement, 'Grace', 'Ada: One node each.')
  }),
}

/** Who leaves is missed, hears nothing meanwhile, and can come back. */
export const LeavingAndComingBack: Story = {
  parameters: {
    tryThis: 'Press “Leave” in Grace’s pane, say something as Ada, and let Grace come back.',
    strip: ['open', 'closed 1000', { grey: 'Grace left' }, 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const ada = region(canvasElement, 'Ada')
    const grace = region(canvasElement, 'Grace')
    await expectStatus(ada, 'open')
    await expectStatus(grace, 'open')
    await press(grace, 'Leave')
    await expectStatus(grace, 'closed')
    await expectHeard(canvasElement, 'Ada', 'Grace left')
    await say(ada, 'Anybody there?')
    await expectHeard(canvasElement, 'Ada', 'Ada: Anybody there?')

    await press(grace, 'Come back')
    await expectStatus(grace, 'open')
    await say(ada, 'There you are.')
    await expectHeard(canvasElement, 'Grace', 'Ada: There you are.')
    await expect(transcript(canvasElement, 'Grace').queryByText('Ada: Anybody there?')).toBeNull()
  }),
}

async function say(pane: Scope, words: string): Promise<void> {
  await fill(pane, 'Say something', words)
  await press(pane, 'Send')
}

function transcript(canvasElement: HTMLElement, name: string) {
  return within(within(canvasElement).getByRole('log', { name: `What ${name} hears` }))
}

async function expectHeard(canvasElement: HTMLElement, name: string, line: string | RegExp): Promise<void> {
  await eventually(() => expect(transcript(canvasElement, name).getByText(line)).toBeVisible())
}
