/**
 * Values and queue belong to a destination: another room shows nothing of the one before.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { Rooms, ROOMS } from './destinations/Rooms.js'
import { inspector } from './support/inspector.js'
import { choose, eventually, expectFactAtLeast, expectStatus, fact, logged, press, region } from './support/play.js'
import { plays } from './support/plays.js'

const { args, argTypes } = inspector('host', 'useWSS')

const meta = {
  title: 'Destinations',
  component: Rooms,
  args: { ...args, named: true },
  argTypes: {
    ...argTypes,
    named: {
      control: 'boolean',
      description:
        'Whether the room is given as `destination`. Else the url with its query says what the destination is.',
      table: { category: 'Routing' },
    },
  },
  parameters: {
    docs: {
      description: {
        component: `The queue and the values belong to a **destination**: scheme, host, port, path and, of string urls, the query.
When it changes, what is queued is handed back by \`onSendFailed\`, and \`lastReceived\` and all value hooks start again, at once: no
component shows the last message of another room, no message reaches another room than the one it was sent in. No \`key\` is
needed for that.

Where the url does not say it, \`destination\` gives it a name, and then the name alone counts: a room that only a \`url\` function
knows, or a url whose query is a token that is renewed.

\`\`\`tsx
const [state, node] = useWebSocketNode({
  url: room && \`wss://api.example/rooms/\${room}?token=\${token}\`, // no room: null, not connected
  destination: room ?? undefined,
  autoconnectMode: 'self-ready',
  format: json<Message>(),
})
const messages = useReceivedLog(node, 200) // of this room
\`\`\`

A fresh token moves the connection that is open: what was received stays, since the destination has the same name. Turn \`named\`
off, and it is another one.`,
      },
    },
  },
} satisfies Meta<typeof Rooms>

export default meta
type Story = StoryObj<typeof meta>

/** From one room to the other and back: never is a packet of the one seen in the other. */
export const TwoRooms: Story = {
  parameters: {
    tryThis: 'Go from the Lobby to the Library and back, and look for a packet of the wrong room.',
    strip: [
      { blue: 'Lobby 1' },
      { blue: 'Lobby 2' },
      { violet: 'Library 1' },
      { violet: 'Library 2' },
      { blue: 'Lobby 1' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    const room = region(canvasElement, 'Room')
    const stop = watchForStrangers(canvasElement)
    for (const name of [...ROOMS, ROOMS[0]]) {
      await choose(room, name)
      await eventually(() => expect(fact(canvasElement, 'useLastPacket')).toMatch(new RegExp(`^${name} [3-9]`)))
    }
    await expect(stop()).toEqual([])
  }),
}

/** No room: the connection is closed in good order, and nothing is shown. */
export const NoRoom: Story = {
  parameters: {
    tryThis: 'Choose “None”: the connection is closed, and nothing of the room is left.',
    strip: ['open', { blue: 'Lobby 2' }, 'closing', 'closed', { grey: '0 packets' }],
  },
  play: plays(async ({ canvasElement }) => {
    const room = region(canvasElement, 'Room')
    await expectFactAtLeast(canvasElement, 'useReceivedReducer', 2)
    await choose(room, 'None')
    await expectStatus(room, 'waiting')
    await expect(fact(canvasElement, 'useLastPacket')).toBe('–')
    await expect(fact(canvasElement, 'useReceivedReducer')).toBe('0 packets')
  }),
}

/** Another token in the query moves the connection. The destination has a name, so what was received stays. */
export const AFreshToken: Story = {
  parameters: {
    tryThis: 'Press “A fresh token”: the connection moves, and the packets stay.',
    strip: ['open', { blue: 'Lobby 3' }, 'closing', 'closed', 'connected', { blue: 'Lobby 1' }],
  },
  play: plays(async ({ canvasElement }) => {
    await expectFactAtLeast(canvasElement, 'useReceivedReducer', 3)
    const before = parseInt(fact(canvasElement, 'useReceivedReducer'))
    await press(region(canvasElement, 'Room'), 'A fresh token')
    await eventually(() =>
      expect(
        logged(canvasElement)
          .map(({ signal }) => signal)
          .join(' '),
      ).toMatch(/connected.* closing closed connected received/),
    )
    await expectFactAtLeast(canvasElement, 'useReceivedReducer', before + 1)
  }),
}

/** The same without a name: the query is a part of the destination, and the values start again. */
export const AnotherQuery: Story = {
  args: { named: false },
  parameters: {
    tryThis: 'Press “A fresh token”: without a name it is another destination, and counts from 0.',
    strip: ['open', { blue: 'Lobby 3' }, 'closing', 'closed', 'connected'],
  },
  play: plays(async ({ canvasElement }) => {
    await expectFactAtLeast(canvasElement, 'useReceivedReducer', 3)
    await press(region(canvasElement, 'Room'), 'A fresh token')
    await eventually(() => expect(fact(canvasElement, 'useReceivedReducer')).toMatch(/^[01] packets$/))
  }),
}

/** Looks at whatever is there before a frame is painted; gives what was shown beside the room that it is not of. */
function watchForStrangers(canvasElement: HTMLElement): () => string[] {
  const strangers: string[] = []
  let frame = 0
  const look = () => {
    const name = fact(canvasElement, 'room')
    const packets = [...canvasElement.querySelectorAll('.heard li')].map((item) => item.textContent ?? '')
    for (const packet of [...packets, fact(canvasElement, 'useLastPacket')]) {
      if (packet !== '–' && !packet.startsWith(name)) strangers.push(`${packet} in ${name}`)
    }
    frame = requestAnimationFrame(look)
  }
  look()
  return () => {
    cancelAnimationFrame(frame)
    return strangers
  }
}
