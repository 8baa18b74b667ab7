/**
 * The same packets, read by different formats.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, within } from 'storybook/test'
import { LINES } from '../.storybook/live-server/lines.js'
import { bytes, json, text, useWebSocketNode, wire, type AnyFormat, type Format } from '../src/index.js'
import { Stream } from './formats/Stream.js'
import { canSend } from './support/can.js'
import { inspector, type InspectorArgs } from './support/inspector.js'
import { eventually, expectFact, expectFactAtLeast, expectStatus, fact, press, region } from './support/play.js'
import { plays } from './support/plays.js'
import { valibotMove, zodMove, type Move } from './support/schemas.js'
import { Button } from './ui/Button.js'
import { Packets, type ReadPacket } from './ui/Packets.js'
import { Panel } from './ui/Panel.js'
import { StateBadge } from './ui/StateBadge.js'

interface FormatsProps extends Pick<InspectorArgs, 'host' | 'useWSS'> {
  format: AnyFormat
}

function Formats({ format, ...options }: FormatsProps) {
  const [read, setRead] = useState<readonly ReadPacket[]>([])
  const [state, node] = useWebSocketNode({
    ...options,
    format,
    route: '/ws/mix',
    autoconnectMode: 'self-ready',
    onPacket: (value) => setRead((all) => [...all, { value }].slice(-50)),
    onReceiveFailed: (error, wire) => setRead((all) => [...all, { error, wire }].slice(-50)),
  })

  return (
    <Panel title="Packets" aside={<StateBadge state={state} />}>
      <div className="row">
        <Button kind="primary" disabled={!canSend(state)} onClick={() => node.sendString('again')}>
          Send them again
        </Button>
        <Button onClick={() => setRead([])}>Clear</Button>
      </div>
      <Packets read={read} />
    </Panel>
  )
}

/** A format of one's own: a move in a few bytes on the wire, a point in the program. */
const point: Format<{ x: number; y: number }, readonly { x: number; y: number }[], { x: number; y: number }> = {
  name: 'point',
  decode(wire) {
    const move = /"x":(-?\d+),"y":(-?\d+)/.exec(typeof wire === 'string' ? wire : new TextDecoder().decode(wire))
    if (!move) throw new Error('there is no point in it')
    return { x: Number(move[1]), y: Number(move[2]) }
  },
  join: (points) => points,
  encode: ({ x, y }) => `{"kind":"move","x":${x},"y":${y}}`,
}

const FORMATS: Record<string, AnyFormat> = {
  bytes,
  text,
  wire,
  'json<Move>()': json<Move>(),
  'json(zod schema)': json(zodMove),
  'json(valibot schema)': json(valibotMove),
  custom: point,
}

const { args, argTypes } = inspector('host', 'useWSS')

const meta = {
  title: 'Formats',
  component: Formats,
  args: { ...args, format: bytes },
  argTypes: {
    format: {
      control: 'select',
      options: Object.keys(FORMATS),
      mapping: FORMATS,
      description: 'How packets are read and messages written.',
      table: { category: 'Format', type: { summary: 'Format' } },
    },
    ...argTypes,
  },
  // A node keeps what it has read; another format begins with a new one.
  render: (props) => <Formats key={props.format.name} {...props} />,
  parameters: {
    docs: {
      description: {
        component: `A format is a value that you import, so you ship only what you use. It decodes each packet, joins those of
a batch, and encodes what you send; types follow from it. Bytes of a batch are joined into one; everything else is an array. A
packet that it refuses goes to \`onReceiveFailed\`, and the others go on.

\`\`\`tsx
import { json, useWebSocketNode } from 'react-websocket-node'
import { z } from 'zod' // or any other validator with the Standard Schema interface

const move = z.object({ kind: z.literal('move'), x: z.number(), y: z.number() })

const [, node] = useWebSocketNode({
  format: json(move),
  onPacket: ({ x, y }) => place(x, y), // numbers, by the schema
  onReceiveFailed: (error, wire) => console.warn(error.message, wire),
})
\`\`\`

The server sends the same seven packets to each format: good JSON as text, JSON cut short, JSON of the wrong shape, good JSON
as bytes, a word, bytes that are no text, and good JSON again.`,
      },
    },
  },
} satisfies Meta<typeof Formats>

export default meta
type Story = StoryObj<typeof meta>

const FIRST = '{"kind":"move","x":3,"y":4}'
const FROM_BYTES = '{"kind":"move","x":-1,"y":0}'
const LAST = '{"kind":"move","x":5,"y":6}'
const CUT_SHORT = '“{"kind":"move","x":”'
const WRONG_SHAPE = '“{"kind":"move","x":"left","y":4}”'
const WORD = '“hello”'
const NO_TEXT = '<ff fe 00 80>'

/** The default: bytes in and out. A text frame is read as its UTF-8, so nothing is refused. */
export const Bytes: Story = {
  args: { format: bytes },
  parameters: {
    tryThis: 'Press “Send them again”: none of the seven is refused.',
    strip: [{ blue: '7 frames' }, 'received', { green: '<ff fe 00 80>' }],
  },
  play: plays(async ({ canvasElement }) => {
    const { received, refused } = await readAll(canvasElement)
    await expect(received).toHaveLength(7)
    await expect(received[4]).toBe('<68 65 6c 6c 6f> “hello”')
    await expect(received[5]).toBe('<ff fe 00 80>')
    await expect(refused).toEqual([])
  }),
}

/** Strings in and out. Bytes are decoded; those that are not UTF-8 are refused. */
export const Text: Story = {
  args: { format: text },
  parameters: {
    tryThis: 'Press “Send them again”, and find the packet that is no text.',
    strip: [{ blue: '7 frames' }, 'received', 'receiveFailed'],
  },
  play: plays(async ({ canvasElement }) => {
    const { received, refused } = await readAll(canvasElement)
    await expect(received).toHaveLength(6)
    await expect(received[4]).toBe('“hello”')
    await expect(refused.map(({ wire }) => wire)).toEqual([NO_TEXT])
  }),
}

/** Each packet as it came, so that text and bytes can be told apart: a server that sends JSON and pictures, say. */
export const AsItCame: Story = {
  args: { format: wire },
  parameters: {
    tryThis: 'Press “Send them again”: texts are in quotes, bytes in hexadecimal.',
    strip: [{ blue: '7 frames' }, { blue: '“hello”' }, { green: '<ff fe 00 80>' }],
  },
  play: plays(async ({ canvasElement }) => {
    const { received, refused } = await readAll(canvasElement)
    await expect(received).toHaveLength(7)
    await expect(received[0]).toBe(`“${FIRST}”`)
    await expect(received[3]).toMatch(/^<7b 22 /)
    await expect(received[4]).toBe(WORD)
    await expect(received[5]).toBe(NO_TEXT)
    await expect(refused).toEqual([])
  }),
}

/** Any JSON: its type is asserted, so the move with a word for a number passes. */
export const JsonAsserted: Story = {
  args: { format: json<Move>() },
  parameters: {
    tryThis: 'Press “Send them again”, and find the move with a word for a number.',
    strip: [{ blue: '7 frames' }, 'receiveFailed', 'received'],
  },
  play: plays(async ({ canvasElement }) => {
    const { received, refused } = await readAll(canvasElement)
    await expect(received).toEqual([FIRST, '{"kind":"move","x":"left","y":4}', FROM_BYTES, LAST])
    await expect(refused.map(({ wire }) => wire)).toEqual([CUT_SHORT, WORD, NO_TEXT])
  }),
}

/** JSON that a zod schema accepts: the move with a word for a number is refused, and the error says where. */
export const JsonCheckedByZod: Story = {
  args: { format: json(zodMove) },
  parameters: {
    tryThis: 'Press “Send them again”, and read where the wrong move is wrong.',
    strip: [{ blue: '7 frames' }, 'receiveFailed', 'received'],
  },
  play: plays(async ({ canvasElement }) => {
    const { received, refused } = await readAll(canvasElement)
    await expect(received).toEqual([FIRST, FROM_BYTES, LAST])
    await expect(refused.map(({ wire }) => wire)).toEqual([CUT_SHORT, WRONG_SHAPE, WORD, NO_TEXT])
    await expect(refused[1]?.error).toMatch(/x: .*expected number/)
  }),
}

/** The same with valibot: any synchronous validator with the Standard Schema interface will do. */
export const JsonCheckedByValibot: Story = {
  args: { format: json(valibotMove) },
  parameters: {
    tryThis: 'Press “Send them again”, and compare the error with zod’s.',
    strip: [{ blue: '7 frames' }, 'receiveFailed', 'received'],
  },
  play: plays(async ({ canvasElement }) => {
    const { received, refused } = await readAll(canvasElement)
    await expect(received).toEqual([FIRST, FROM_BYTES, LAST])
    await expect(refused.map(({ wire }) => wire)).toEqual([CUT_SHORT, WRONG_SHAPE, WORD, NO_TEXT])
    await expect(refused[1]?.error).toMatch(/x: .*[Ee]xpected number/)
  }),
}

/** A format of one's own: `{ name, decode, join, encode }`. What `decode` throws refuses the packet. */
export const Custom: Story = {
  args: { format: point },
  parameters: {
    tryThis: 'Press “Send them again”: only what has a point in it is received.',
    strip: [{ blue: '7 frames' }, 'receiveFailed', 'received'],
  },
  play: plays(async ({ canvasElement }) => {
    const { received, refused } = await readAll(canvasElement)
    await expect(received).toEqual(['{"x":3,"y":4}', '{"x":-1,"y":0}', '{"x":5,"y":6}'])
    await expect(refused.map(({ wire }) => wire)).toEqual([CUT_SHORT, WRONG_SHAPE, WORD, NO_TEXT])
    await expect(refused[2]?.error).toMatch(/there is no point in it/)
  }),
}

/** Refused packets stop nothing: the node stays open, and reads the next ones. */
export const TheOthersGoOn: Story = {
  args: { format: json(zodMove) },
  parameters: {
    tryThis: 'Press “Send them again”: refused packets stop nothing.',
    strip: ['received', 'receiveFailed', 'received', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    await readAll(canvasElement)
    await press(region(canvasElement, 'Packets'), 'Send them again')
    await eventually(() => expect(within(canvasElement).getAllByRole('listitem')).toHaveLength(14))
    await expectStatus(region(canvasElement, 'Packets'), 'open')
  }),
}

/**
 * JSON lines in frames of seven bytes, which end in the middle of lines and of characters: `open()` makes a decoder for each
 * connection, which keeps what is not whole yet. The half line at the end is a `receiveFailed`, told before `closed`.
 */
export const AStream: Story = {
  render: ({ host, useWSS }) => <Stream host={host} useWSS={useWSS} cut={7} />,
  parameters: {
    controls: { include: ['host', 'useWSS'] },
    tryThis: 'Press “Send half a line, and close”: what is not whole is told at the end.',
    strip: [
      { blue: '14 frames' },
      { green: '3 packets' },
      'closing',
      { red: 'the last line has no end' },
      'closed 1000',
    ],
  },
  play: plays(async ({ canvasElement }) => {
    const panel = region(canvasElement, 'Packets')
    await eventually(() => expect(panel.getAllByRole('listitem')).toHaveLength(LINES.length))
    await expect(shown(canvasElement).map(({ words: [value] }) => value)).toEqual(LINES)
    await expectFactAtLeast(canvasElement, 'frames', 2 * LINES.length)
    await press(panel, 'Send half a line, and close')
    await expectStatus(panel, 'closed')
    await eventually(() => expect(panel.getAllByRole('listitem')).toHaveLength(LINES.length + 1))
    const last = shown(canvasElement).at(-1)
    await expect(last?.isRead).toBe(false)
    await expect(last?.words[0]).toMatch(/the last line has no end: {"city":"Bo/)
  }),
}

/** All lines in one frame: many packets of it. */
export const ManyInAFrame: Story = {
  render: ({ host, useWSS }) => <Stream host={host} useWSS={useWSS} cut={65_536} />,
  parameters: {
    controls: { include: ['host', 'useWSS'] },
    tryThis: 'Press “Send them again”: three packets come in one frame.',
    strip: [{ blue: '1 frame' }, 'received'],
  },
  play: plays(async ({ canvasElement }) => {
    await expectFact(canvasElement, 'packets', String(LINES.length))
    await expect(fact(canvasElement, 'frames')).toBe('1')
  }),
}

/** The seven packets as they are shown, once they are all there: the good ones and the bad ones, each in their order. */
async function readAll(canvasElement: HTMLElement) {
  const items = () => within(canvasElement).getAllByRole('listitem')
  await eventually(() => expect(items()).toHaveLength(7))
  const packets = shown(canvasElement)
  return {
    received: packets.flatMap(({ isRead, words: [value = ''] }) => (isRead ? [value] : [])),
    refused: packets.flatMap(({ isRead, words: [error = '', frame = ''] }) => (isRead ? [] : [{ error, wire: frame }])),
  }
}

/** The packets that stand there, each with its words. */
function shown(canvasElement: HTMLElement): { isRead: boolean; words: string[] }[] {
  return [...canvasElement.querySelectorAll<HTMLElement>('.packets > li')].map((item) => ({
    isRead: item.dataset['read'] === 'true',
    words: [...item.querySelectorAll('.mono')].map((part) => part.textContent ?? ''),
  }))
}
