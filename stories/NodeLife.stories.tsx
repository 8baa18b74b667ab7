/**
 * A node from the first click to the last signal: connect, send in three ways, close.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, within } from 'storybook/test'
import { useWebSocketNode } from '../src/index.js'
import { inspector, type InspectorArgs } from './support/inspector.js'
import { expectFact, expectSignals, expectStatus, fill, logged, press, region } from './support/play.js'
import { plays } from './support/plays.js'
import { showWire } from './support/show.js'
import { Button } from './ui/Button.js'
import { Facts } from './ui/Facts.js'
import { Field } from './ui/Field.js'
import { Columns, Panel } from './ui/Panel.js'
import { SignalLog } from './ui/SignalLog.js'
import { StateBadge } from './ui/StateBadge.js'

function NodeLife(options: InspectorArgs) {
  const [message, setMessage] = useState('Hello')
  const [answer, setAnswer] = useState('')
  const [batch, setBatch] = useState({ count: 0, data: '' })
  const [lastSent, setLastSent] = useState('')
  const [state, node] = useWebSocketNode({
    ...options,
    onReceived: (data, packets) => setBatch({ count: packets.length, data: showWire(data) }),
  })
  const act = (call: string, answered: boolean) => {
    setAnswer(`${call} → ${answered}`)
    setLastSent(node.lastSent === undefined ? '' : showWire(node.lastSent))
  }

  return (
    <Columns>
      <Panel title="Node" aside={<StateBadge state={state} />}>
        <div className="row">
          <Button kind="primary" onClick={() => act('connect()', node.connect())}>
            Connect
          </Button>
          <Button onClick={() => act("close(1000, 'Done')", node.close(1000, 'Done'))}>Close</Button>
        </div>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            act('sendString(text)', node.sendString(message))
          }}
        >
          <Field label="Message" value={message} onChange={setMessage} />
          <div className="row" role="group" aria-label="Send the message">
            <Button onClick={() => act('send(bytes)', node.send(new TextEncoder().encode(message)))}>Send bytes</Button>
            <Button type="submit">Send text</Button>
            <Button onClick={() => act('sendJson(value)', node.sendJson({ message }))}>Send JSON</Button>
          </div>
        </form>
        <hr className="divider" />
        <Facts
          of={{
            url: 'url' in state ? state.url : '',
            'last answer': answer,
            lastSent,
            lastReceived: batch.data,
            receivedCount: batch.count,
          }}
        />
      </Panel>
      <SignalLog node={node} />
    </Columns>
  )
}

const meta = {
  title: 'Node life',
  component: NodeLife,
  ...inspector(
    'host',
    'route',
    'useWSS',
    'autoconnectMode',
    'receiveLimit',
    'flush',
    'connectionTimeout',
    'closeTimeout',
  ),
  parameters: {
    docs: {
      description: {
        component: `A node is where a socket lives. It has one state, it speaks through signals, and each of its methods
says at once whether it was accepted. This one talks to a server that sends back what it gets.

\`\`\`tsx
const [state, node] = useWebSocketNode({
  host: 'localhost:6006',
  route: '/ws/echo',
  useWSS: false,
  onConnected: (url) => node.sendString('Hello'),
  onPacket: (packet) => console.log(packet), // Uint8Array: bytes unless another format is said
  onClosed: (code, reason) => console.log(code, reason),
})
\`\`\`

The numbers in the log are seconds since its first line.`,
      },
    },
  },
} satisfies Meta<typeof NodeLife>

export default meta
type Story = StoryObj<typeof meta>

/** Connect, send the same words as bytes, as a text frame and as JSON, and close: every signal in its order. */
export const ConnectSendClose: Story = {
  parameters: {
    tryThis: 'Press “Connect”, send the message in three ways, and press “Close”.',
    strip: ['idle', 'connecting', 'open', 'received', 'closing', 'closed 1000'],
  },
  play: plays(async ({ canvasElement }) => {
    const node = region(canvasElement, 'Node')
    await expectStatus(node, 'idle')
    await press(node, 'Connect')
    await expectStatus(node, 'open')
    await expectSignals(canvasElement, ['connected'])

    await fill(node, 'Message', 'Hi')
    await press(node, 'Send bytes')
    await expectSignals(canvasElement, ['connected', 'received'])
    await press(node, 'Send text')
    await expectSignals(canvasElement, ['connected', 'received', 'received'])
    await press(node, 'Send JSON')
    await expectSignals(canvasElement, ['connected', 'received', 'received', 'received'])
    const [, asBytes, asText, asJson] = logged(canvasElement)
    await expect(asBytes?.detail).toBe('<48 69> “Hi”')
    await expect(asText?.detail).toBe('<48 69> “Hi”')
    await expect(asJson?.detail).toBe(showWire(new TextEncoder().encode('{"message":"Hi"}')))
    await expectFact(canvasElement, 'lastSent', '“{"message":"Hi"}”')
    await expectFact(canvasElement, 'receivedCount', '1')

    await press(node, 'Close')
    await expectStatus(node, 'closed')
    await expectSignals(canvasElement, ['connected', 'received', 'received', 'received', 'closing', 'closed'])
    await expect(logged(canvasElement).at(-1)?.detail).toBe('1000 “Done”')
  }),
}

/**
 * Each method answers at once: true if it was accepted, false if there was nothing to do it with. What is sent before there
 * is a connection waits for it.
 */
export const EachMethodAnswers: Story = {
  parameters: {
    tryThis: 'Send something before you connect, and again after you have closed: read the last answer.',
    strip: ['idle', { green: 'send() → true' }, 'open', { green: 'close() → true' }, 'closed 1000'],
  },
  play: plays(async ({ canvasElement }) => {
    const node = region(canvasElement, 'Node')
    const expectAnswer = (answer: string) => expectFact(canvasElement, 'last answer', answer)

    await press(node, 'Close')
    await expectAnswer("close(1000, 'Done') → false")
    await press(node, 'Send text')
    await expectAnswer('sendString(text) → true')
    await press(node, 'Connect')
    await expectAnswer('connect() → true')
    await expectStatus(node, 'open')
    await expectSignals(canvasElement, ['connected', 'received'])
    await press(node, 'Connect')
    await expectAnswer('connect() → false')
    await press(node, 'Send bytes')
    await expectAnswer('send(bytes) → true')
    await press(node, 'Close')
    await expectAnswer("close(1000, 'Done') → true")
    await expectStatus(node, 'closed')
    await press(node, 'Send text')
    await expectAnswer('sendString(text) → false')
    await press(node, 'Close')
    await expectAnswer("close(1000, 'Done') → false")
  }),
}

/** With `autoconnectMode: 'self-ready'` nobody has to press anything. */
export const ConnectsByItself: Story = {
  args: { autoconnectMode: 'self-ready' },
  parameters: {
    tryThis: 'Nothing to press: it is open already. Send something.',
    strip: ['idle', 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    await expectStatus(region(canvasElement, 'Node'), 'open')
    await expectSignals(canvasElement, ['connected'])
    await expect(await within(canvasElement).findByText(/^wss?:\/\/.+\/ws\/echo$/, { selector: 'dd' })).toBeVisible()
  }),
}

/** A node that was closed connects again, as often as asked. */
export const ConnectAgain: Story = {
  args: { autoconnectMode: 'self-ready' },
  parameters: {
    tryThis: 'Press “Close”, and then “Connect”.',
    strip: ['open', 'closing', 'closed 1000', 'connecting', 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const node = region(canvasElement, 'Node')
    await expectStatus(node, 'open')
    await press(node, 'Close')
    await expectStatus(node, 'closed')
    await press(node, 'Connect')
    await expectStatus(node, 'open')
    await expectSignals(canvasElement, ['connected', 'closing', 'closed', 'connected'])
  }),
}
