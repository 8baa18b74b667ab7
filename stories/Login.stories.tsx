/**
 * Log in and log out: a connection that is there while somebody is, and a server that wants to know who, first of all.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { Login } from './login/Login.js'
import { inspector } from './support/inspector.js'
import {
  choose,
  eventually,
  expectFact,
  expectSignals,
  expectStatus,
  fact,
  fill,
  logged,
  press,
  region,
} from './support/play.js'
import { plays } from './support/plays.js'

const { args, argTypes } = inspector('host', 'useWSS')

const meta = {
  title: 'Login',
  component: Login,
  args,
  argTypes,
  parameters: {
    docs: {
      description: {
        component: `Whether there is a connection is said by \`url\`: null is the word for *not known now*. A login gives it, a
logout takes it away, and the connection is closed in good order. No \`connect()\`, no \`close()\`, no \`key\`.

A browser sends no headers with a WebSocket, so most servers want a token as the first message. \`authenticate\` sends it on each
new connection, retries too, before the queue, \`onConnected\` and everything else; until it has resolved the node is
*connecting*, within the connection timeout.

\`\`\`tsx
const [state, node] = useWebSocketNode({
  url: user ? 'wss://api.example/chat' : null,
  destination: user?.id, // the queue and the values are this user’s
  autoconnectMode: 'self-ready',
  format: json<Event, Message>(),
  reconnect: backoff(),
  authenticate: async ({ send, next }) => {
    send({ type: 'auth', token: user.token })
    if ((await next()).type !== 'welcome') throw new Error('denied')
  },
})
\`\`\`

| the server | what comes of it |
|---|---|
| answers with a welcome | what is queued goes out, \`connected\` |
| answers with something that \`authenticate\` throws for | \`connectFailed\` with the code \`rejected\`, which \`backoff()\` does not retry |
| closes with 4401 | \`connectFailed\` with the code \`refused\`, and 4401 in \`error.close\`: \`backoff()\` judges by it, and does not retry |

What is said before somebody is logged in waits for him. After a logout it is refused: it would open the next user’s connection.
The server here wants \`{"type": "auth", "token": …}\` first, and echoes what is said, with the name of whom it knows.`,
      },
    },
  },
} satisfies Meta<typeof Login>

export default meta
type Story = StoryObj<typeof meta>

/** Ada logs in, speaks, and logs out: the connection is closed. Grace has a connection of her own, and nothing of Ada's. */
export const InAndOut: Story = {
  parameters: {
    tryThis: 'Log in as Ada, say something, log out with “Nobody”, and log in as Grace.',
    strip: ['waiting', 'open', { blue: 'Ada: I am Ada' }, 'closing', 'waiting', 'open', { blue: 'Grace: I am Grace' }],
  },
  play: plays(async ({ canvasElement }) => {
    const app = region(canvasElement, 'The app')
    await expectStatus(app, 'waiting')
    await expect(fact(canvasElement, 'url')).toBe('null')
    await choose(app, 'Ada')
    await expectStatus(app, 'open')
    await say(canvasElement, 'I am Ada')
    await expectHeard(canvasElement, ['Ada: I am Ada'])

    await choose(app, 'Nobody')
    await expectStatus(app, 'waiting')
    await expectSignals(canvasElement, ['connected', 'received', 'closing', 'closed'])
    await expect(logged(canvasElement)[3]?.detail).toBe('1000')
    await expectHeard(canvasElement, [])

    await choose(app, 'Grace')
    await expectStatus(app, 'open')
    await say(canvasElement, 'I am Grace')
    await expectHeard(canvasElement, ['Grace: I am Grace'])
  }),
}

/** From one user to another without a logout: another `destination`, so the connection moves, and nothing is shared. */
export const SomebodyElse: Story = {
  parameters: {
    tryThis: 'Log in as Ada, say something, and become Grace.',
    strip: ['open', { blue: 'Ada: I am Ada' }, 'closing', 'closed', 'open', { blue: 'Grace: I am Grace' }],
  },
  play: plays(async ({ canvasElement }) => {
    const app = region(canvasElement, 'The app')
    await choose(app, 'Ada')
    await expectStatus(app, 'open')
    await say(canvasElement, 'I am Ada')
    await expectHeard(canvasElement, ['Ada: I am Ada'])
    await choose(app, 'Grace')
    await expectSignals(canvasElement, ['connected', 'received', 'closing', 'closed', 'connected'])
    await expectHeard(canvasElement, [])
    await say(canvasElement, 'I am Grace')
    await expectHeard(canvasElement, ['Grace: I am Grace'])
  }),
}

/** What is said before the login waits for it, and goes out after the token. After the logout it is refused. */
export const SaidTooEarlyAndTooLate: Story = {
  parameters: {
    tryThis: 'Say something before you log in, and something after you have logged out.',
    strip: [
      'waiting',
      { amber: '“early” waits' },
      'open',
      { blue: 'Ada: early' },
      'waiting',
      { red: '“late” is refused' },
      { green: 'Grace: in time' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    const app = region(canvasElement, 'The app')
    await say(canvasElement, 'early')
    await expectFact(canvasElement, 'send() answered', 'true')
    await choose(app, 'Ada')
    await expectHeard(canvasElement, ['Ada: early'])
    await choose(app, 'Nobody')
    await expectStatus(app, 'waiting')
    await say(canvasElement, 'late')
    await expectFact(canvasElement, 'send() answered', 'false')
    await choose(app, 'Grace')
    await expectStatus(app, 'open')
    await say(canvasElement, 'in time')
    await expectHeard(canvasElement, ['Grace: in time'])
  }),
}

/** The server answers, and not with a welcome: `authenticate` throws, and no retry would change that. */
export const DeniedInWords: Story = {
  parameters: {
    tryThis: 'Log in with the expired token: the server says no.',
    strip: ['waiting', 'connecting', 'failed: rejected'],
  },
  play: plays(async ({ canvasElement }) => {
    const app = region(canvasElement, 'The app')
    await choose(app, 'Expired token')
    await expectStatus(app, 'failed')
    await expectSignals(canvasElement, ['connectFailed', 'gaveUp'])
    await expect(logged(canvasElement)[0]?.detail).toMatch(/^rejected: .*the token has expired/)
  }),
}

/** The server closes instead of an answer: the code is in `error.close`, and the policy goes by it. */
export const ClosedInsteadOfAnAnswer: Story = {
  parameters: {
    tryThis: 'Log in with the unknown token: the server closes with 4401.',
    strip: ['waiting', 'connecting', 'failed: refused'],
  },
  play: plays(async ({ canvasElement }) => {
    const app = region(canvasElement, 'The app')
    await choose(app, 'Unknown token')
    await expectStatus(app, 'failed')
    await expectSignals(canvasElement, ['connectFailed', 'gaveUp'])
    await expect(logged(canvasElement)[0]?.detail).toMatch(/^refused: .*closed with 4401 “Who are you\?”$/)
  }),
}

async function say(canvasElement: HTMLElement, words: string): Promise<void> {
  const app = region(canvasElement, 'The app')
  await fill(app, 'Say something', words)
  await press(app, 'Send')
}

/** Waits until exactly that is shown of what the server says. */
async function expectHeard(canvasElement: HTMLElement, lines: string[]): Promise<void> {
  const list = within(canvasElement).getByRole('list', { name: 'What the server says' })
  await eventually(() =>
    expect([...list.querySelectorAll('.mono')].map((line) => line.textContent ?? '')).toEqual(lines),
  )
}
