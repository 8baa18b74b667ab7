/**
 * Where a node connects: host, route and useWSS, or a url; and what happens when that changes.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { FreshTokens } from './routing/FreshTokens.js'
import { Routing } from './routing/Routing.js'
import { Smuggling, SMUGGLED } from './routing/Smuggling.js'
import { Subprotocols } from './routing/Subprotocols.js'
import { inspector } from './support/inspector.js'
import { eventually, expectFact, expectSignals, expectStatus, fill, logged, press, region } from './support/play.js'
import { plays } from './support/plays.js'
import { HOST, OTHER_HOST, USE_WSS } from './support/server.js'

const SCHEME = USE_WSS ? 'wss' : 'ws'

const meta = {
  title: 'Routing',
  component: Routing,
  ...inspector('host', 'route', 'useWSS'),
  // The panel keeps what is typed into it, so a changed control begins anew.
  render: (props) => <Routing key={JSON.stringify(props)} {...props} />,
  parameters: {
    docs: {
      description: {
        component: `\`host\`, \`route\` and \`useWSS\` make the address, with exactly one slash between host and route. Or
\`url\` says it all: a string, a \`URL\`, or a function that is asked at every attempt, for a token that is still fresh. When
they change while the node is connecting, open or reconnecting, the connection moves; in other states the change counts for
the next attempt, which a node that has failed or was closed by the server begins by itself, if it autoconnects. Where there is
no address now, \`url: null\` says so: see [Login](?path=/docs/login--docs). A new address has nothing of the old one: see
[Destinations](?path=/docs/destinations--docs).

\`\`\`tsx
useWebSocketNode({ host: 'api.example:8443', route: '/news?since=7', useWSS: true })
useWebSocketNode({ url: async (attempt) => \`wss://api.example/news?token=\${await freshToken(attempt)}\` })
useWebSocketNode({ url: 'wss://api.example/news', protocols: async () => ['v1', await freshToken()] })
\`\`\`

What is wrong with an address never throws: it is a \`connectFailed\` that says what it is. Neither host nor route can
smuggle in another authority, credentials, a fragment or a control character.

The server here sends back the address at which it was reached.`,
      },
    },
  },
} satisfies Meta<typeof Routing>

export default meta
type Story = StoryObj<typeof meta>

/** Another route while the node is open: it says goodbye to the old address, and connects to the new one. */
export const TheConnectionMoves: Story = {
  args: { route: '/ws/where?seat=1' },
  parameters: {
    tryThis: 'Change the route while the node is open, and press Enter.',
    strip: ['open', { blue: 'seat=1' }, 'closing', 'closed', 'connected', { blue: 'seat=2' }],
  },
  play: plays(async ({ canvasElement }) => {
    const routing = region(canvasElement, 'Routing')
    await expectReachedAt(canvasElement, `${SCHEME}://${HOST}/ws/where?seat=1`)
    await fill(routing, 'route', '/ws/where?seat=2')
    await press(routing, 'Apply')
    await expectReachedAt(canvasElement, `${SCHEME}://${HOST}/ws/where?seat=2`)
    await expectSignals(canvasElement, ['connected', 'received', 'closing', 'closed', 'connected', 'received'])
    await expect(logged(canvasElement)[3]?.detail).toBe('1000')
  }),
}

/** Another host for the same server. */
export const AnotherHost: Story = {
  args: { route: '/ws/where' },
  parameters: {
    tryThis: 'Write another name of this machine into “host”, and press Enter.',
    strip: ['open', 'closing', 'closed', 'connected', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const routing = region(canvasElement, 'Routing')
    await expectReachedAt(canvasElement, `${SCHEME}://${HOST}/ws/where`)
    await fill(routing, 'host', OTHER_HOST)
    await press(routing, 'Apply')
    await expectReachedAt(canvasElement, `${SCHEME}://${OTHER_HOST}/ws/where`)
  }),
}

/** There is exactly one slash between host and route, whatever either brings along: two do not begin another host. */
export const ExactlyOneSlash: Story = {
  args: { route: '//ws/where' },
  parameters: {
    tryThis: 'Write a route with two slashes or none, and press Enter.',
    strip: [{ amber: '//ws/where' }, 'connecting', { green: '/ws/where' }],
  },
  play: plays(async ({ canvasElement }) => {
    await expectReachedAt(canvasElement, `${SCHEME}://${HOST}/ws/where`)
  }),
}

/** Given a `url`, the three others have nothing to say. */
export const AWholeUrl: Story = {
  args: { host: 'nowhere.invalid', route: '/not/this', url: `${SCHEME}://${HOST}/ws/where?whole` },
  parameters: {
    tryThis: 'Nothing to press: read at which address the server was reached.',
    strip: [{ grey: 'host, route' }, { blue: 'url' }, 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    await expectReachedAt(canvasElement, `${SCHEME}://${HOST}/ws/where?whole`)
  }),
}

/** A function is asked at every attempt, and told its number: 0 for a first try. */
export const AFunctionForFreshTokens: Story = {
  render: ({ host, useWSS }) => <FreshTokens host={host} useWSS={useWSS} />,
  parameters: {
    controls: { include: ['host', 'useWSS'] },
    tryThis: 'Press “Connect”, “Close” and “Connect”: each attempt has a token of its own.',
    strip: ['open', { blue: 'token=1' }, 'closed 1000', 'open', { blue: 'token=2' }],
  },
  play: plays(async ({ canvasElement }) => {
    const tokens = region(canvasElement, 'Fresh tokens')
    await press(tokens, 'Connect')
    await expectReachedAt(canvasElement, `${SCHEME}://${HOST}/ws/where?token=1&attempt=0`)
    await press(tokens, 'Close')
    await expectStatus(tokens, 'closed')
    await press(tokens, 'Connect')
    await expectReachedAt(canvasElement, `${SCHEME}://${HOST}/ws/where?token=2&attempt=0`)
  }),
}

/** A function that throws or rejects fails the attempt; the error keeps what was thrown as its cause. */
export const AFunctionThatFails: Story = {
  args: { url: () => Promise.reject(new Error('the token server is down')) },
  parameters: {
    controls: { include: [] },
    tryThis: 'Nothing to press: read the cause in the signal.',
    strip: ['connecting', 'failed: url-rejected'],
  },
  play: plays(async ({ canvasElement }) => {
    await expectStatus(region(canvasElement, 'Routing'), 'failed')
    await expectSignals(canvasElement, ['connectFailed'])
    await expect(logged(canvasElement)[0]?.detail).toMatch(/^url-rejected: .*the token server is down/)
  }),
}

/** A node can offer subprotocols; the server chooses one of them, and the state says which. */
export const ASubprotocol: Story = {
  args: { route: '/ws/protocols?prefer=chat.v2' },
  render: (options) => <Subprotocols {...options} protocols={['chat.v1', 'chat.v2']} />,
  parameters: {
    tryThis: 'Nothing to press: the node offers two, and the server has chosen.',
    strip: ['connecting', { grey: 'chat.v1, chat.v2' }, 'open', { green: 'chat.v2' }],
  },
  play: plays(async ({ canvasElement }) => {
    await expectStatus(region(canvasElement, 'Subprotocols'), 'open')
    await expectFact(canvasElement, 'state.protocol', 'chat.v2')
    await expectFact(canvasElement, 'the server says', '{"offered":["chat.v1","chat.v2"],"chosen":"chat.v2"}')
  }),
}

/** Subprotocols by a function, for those who carry a token in them: asked at every attempt, after the url. */
export const ATokenAsASubprotocol: Story = {
  args: { route: '/ws/protocols?prefer=chat.v2' },
  render: (options) => <Subprotocols {...options} protocols={() => Promise.resolve(['chat.v2', 'token.7'])} />,
  parameters: {
    tryThis: 'Nothing to press: the second subprotocol that it offers is a token.',
    strip: ['connecting', { grey: 'chat.v2, token.7' }, 'open', { green: 'chat.v2' }],
  },
  play: plays(async ({ canvasElement }) => {
    await expectStatus(region(canvasElement, 'Subprotocols'), 'open')
    await expectFact(canvasElement, 'state.protocol', 'chat.v2')
    await expectFact(canvasElement, 'the server says', '{"offered":["chat.v2","token.7"],"chosen":"chat.v2"}')
  }),
}

/** Hosts and routes that try to be more than that: each is refused, and told why, before anything leaves the page. */
export const NothingIsSmuggledIn: Story = {
  render: ({ useWSS }) => <Smuggling useWSS={useWSS} />,
  parameters: {
    controls: { include: [] },
    tryThis: 'Press any “Try”, and read why it is refused.',
    strip: ['idle', 'connectFailed', { red: 'invalid-url' }],
  },
  play: plays(async ({ canvasElement }) => {
    const cases = region(canvasElement, 'Smuggling')
    for (const { what, names } of SMUGGLED) {
      await press(cases, `Try ${what}`)
      await eventually(() => expect(cases.getByRole('group', { name: what })).toHaveTextContent(/invalid-url/))
      await expect(cases.getByRole('group', { name: what })).toHaveTextContent(names)
    }
  }),
}

async function expectReachedAt(canvasElement: HTMLElement, address: string): Promise<void> {
  await expectFact(canvasElement, 'the server was reached at', address)
}
