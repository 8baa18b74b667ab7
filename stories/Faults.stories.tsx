/**
 * How connections end: close codes, lost connections, refused handshakes, and which signals tell of them.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect } from 'storybook/test'
import { useWebSocketNode } from '../src/index.js'
import { canConnect } from './support/can.js'
import { inspector, type InspectorArgs } from './support/inspector.js'
import { eventually, expectSignals, expectStatus, fill, logged, press, region } from './support/play.js'
import { plays } from './support/plays.js'
import { Button } from './ui/Button.js'
import { Field } from './ui/Field.js'
import { Columns, Panel } from './ui/Panel.js'
import { SignalLog } from './ui/SignalLog.js'
import { StateBadge } from './ui/StateBadge.js'

function Faults(options: Pick<InspectorArgs, 'host' | 'useWSS' | 'closeTimeout'>) {
  const [code, setCode] = useState('4001')
  const [reason, setReason] = useState('Enough')
  const [thrown, setThrown] = useState('')
  const [state, node] = useWebSocketNode({ ...options, autoconnectMode: 'none' })
  const isFree = canConnect(state)
  const go = (route: string) => node.connect(options.host, route)
  const close = () => {
    setThrown('')
    try {
      node.close(Number(code), reason)
    } catch (error) {
      setThrown(String(error))
    }
  }

  return (
    <Columns>
      <Panel title="Ends" aside={<StateBadge state={state} />}>
        <div className="row">
          <Button kind="primary" disabled={!isFree} onClick={() => go('/ws/echo')}>
            Connect
          </Button>
          <Button disabled={!isFree} onClick={() => go('/ws/deaf')}>
            Connect to a deaf server
          </Button>
        </div>
        <hr className="divider" />
        <h3 className="caption">In good order</h3>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            close()
          }}
        >
          <div className="row row-end">
            <Field label="Close code" value={code} onChange={setCode} />
            <Field label="Reason" value={reason} onChange={setReason} />
          </div>
          <div className="row">
            <Button type="submit">Close with it</Button>
            <Button
              disabled={!isFree}
              onClick={() => go(`/ws/close?${new URLSearchParams({ code, reason, after: '100' }).toString()}`)}
            >
              Connect, and the server closes with it
            </Button>
          </div>
        </form>
        {thrown && (
          <p className="note" data-tone="red" role="alert">
            {thrown}
          </p>
        )}
        <hr className="divider" />
        <h3 className="caption">Faults</h3>
        <div className="row">
          <Button disabled={!isFree} onClick={() => go('/ws/drop?after=100')}>
            Connect, and the wire is cut
          </Button>
          <Button disabled={!isFree} onClick={() => go('/ws/reject?status=401')}>
            Be rejected with 401
          </Button>
          <Button disabled={!isFree} onClick={() => go('/ws/reject?status=503')}>
            Be rejected with 503
          </Button>
          <Button disabled={!isFree} onClick={() => go('/ws/no-such-path')}>
            Ask for what is not there
          </Button>
        </div>
      </Panel>
      <SignalLog node={node} />
    </Columns>
  )
}

const meta = {
  title: 'Close codes and faults',
  component: Faults,
  ...inspector('closeTimeout', 'host', 'useWSS'),
  parameters: {
    docs: {
      description: {
        component: `Connections end in different ways, and the signals tell them apart:

| what happened | signals |
|---|---|
| you close, or the server does | \`closing\`, then \`closed(code, reason)\` |
| the connection is lost | \`closed(1006)\`, without \`closing\` |
| the server never answers your close frame | \`closing\`, after \`closeTimeout\` \`closed(1006, 'Close timeout')\` |
| the handshake is refused or rejected | \`connectFailed\` with the code \`refused\` |

A page is not told why a handshake failed: 401, 503 and an unreachable server look alike to it, by design of the browsers.
Your own close codes are 1000 and 3000 to 4999; others are a \`RangeError\`.

\`\`\`tsx
node.close(4001, 'Enough') // true; false where there is nothing to end
\`\`\``,
      },
    },
  },
} satisfies Meta<typeof Faults>

export default meta
type Story = StoryObj<typeof meta>

/** The server closes in good order, with a code of its own. */
export const ServerCloses: Story = {
  parameters: {
    tryThis: 'Press “Connect, and the server closes with it”.',
    strip: ['connecting', 'open', 'closing', 'closed 4001'],
  },
  play: plays(async ({ canvasElement }) => {
    const ends = region(canvasElement, 'Ends')
    await press(ends, 'Connect, and the server closes with it')
    await expectSignals(canvasElement, ['connected', 'closing', 'closed'])
    await expect(logged(canvasElement)[2]?.detail).toBe('4001 “Enough”')
    await expectStatus(ends, 'closed')
  }),
}

/** A server that restarts says 1012, one that goes away 1001. */
export const ServerRestarts: Story = {
  parameters: {
    tryThis: 'Write 1012 into “Close code”, and let the server close with it.',
    strip: ['connecting', 'open', 'closing', 'closed 1012'],
  },
  play: plays(async ({ canvasElement }) => {
    const ends = region(canvasElement, 'Ends')
    await fill(ends, 'Close code', '1012')
    await fill(ends, 'Reason', 'Back in a minute')
    await press(ends, 'Connect, and the server closes with it')
    await expectSignals(canvasElement, ['connected', 'closing', 'closed'])
    await expect(logged(canvasElement)[2]?.detail).toBe('1012 “Back in a minute”')
  }),
}

/** A connection that is lost: no `closing`, since nobody meant it. */
export const ConnectionLost: Story = {
  parameters: {
    tryThis: 'Press “Connect, and the wire is cut”: there is no “closing”.',
    strip: ['connecting', 'open', 'closed 1006'],
  },
  play: plays(async ({ canvasElement }) => {
    await press(region(canvasElement, 'Ends'), 'Connect, and the wire is cut')
    await expectSignals(canvasElement, ['connected', 'closed'])
    await expect(logged(canvasElement)[1]?.detail).toBe('1006')
  }),
}

/** A handshake that the server rejects is a failed attempt, not a closed connection. */
export const HandshakeRejected: Story = {
  parameters: {
    tryThis: 'Be rejected with 401, then with 503, and compare what the page is told.',
    strip: ['idle', 'connecting', 'failed: refused'],
  },
  play: plays(async ({ canvasElement }) => {
    const ends = region(canvasElement, 'Ends')
    await press(ends, 'Be rejected with 401')
    await expectStatus(ends, 'failed')
    await expectSignals(canvasElement, ['connectFailed'])
    await press(ends, 'Be rejected with 503')
    await expectSignals(canvasElement, ['connectFailed', 'connectFailed'])
    await press(ends, 'Ask for what is not there')
    await expectSignals(canvasElement, ['connectFailed', 'connectFailed', 'connectFailed'])
    for (const { detail } of logged(canvasElement)) await expect(detail).toMatch(/^refused: /)
  }),
}

/** Close with a code of your own: the server answers with the same. */
export const YouClose: Story = {
  parameters: {
    tryThis: 'Press “Connect”, write a code of your own, and press Enter.',
    strip: ['open', 'closing', 'closed 4321'],
  },
  play: plays(async ({ canvasElement }) => {
    const ends = region(canvasElement, 'Ends')
    await press(ends, 'Connect')
    await expectStatus(ends, 'open')
    await fill(ends, 'Close code', '4321')
    await press(ends, 'Close with it')
    await expectSignals(canvasElement, ['connected', 'closing', 'closed'])
    await expect(logged(canvasElement)[2]?.detail).toBe('4321 “Enough”')
  }),
}

/** Codes that a page may not send are refused at once, in every state, and nothing is closed. */
export const CodesThatAreNotYours: Story = {
  parameters: {
    tryThis: 'Press “Connect”, and try to close with 1001, 1006, 2999 or 5000.',
    strip: ['open', { red: 'RangeError' }, 'open'],
  },
  play: plays(async ({ canvasElement }) => {
    const ends = region(canvasElement, 'Ends')
    await press(ends, 'Connect')
    await expectStatus(ends, 'open')
    for (const code of ['1001', '1006', '2999', '5000']) {
      await fill(ends, 'Close code', code)
      await press(ends, 'Close with it')
      await eventually(() => expect(ends.getByText(/^RangeError: /)).toHaveTextContent(code))
    }
    await fill(ends, 'Close code', '1000')
    await fill(ends, 'Reason', 'x'.repeat(124))
    await press(ends, 'Close with it')
    await eventually(() => expect(ends.getByText(/^RangeError: .*123 bytes/)).toBeVisible())
    await expectStatus(ends, 'open')
    await expectSignals(canvasElement, ['connected'])
  }),
}

/** A server that has stopped reading never answers a close frame. A browser would wait for a minute; a node does not. */
export const DeafServer: Story = {
  args: { closeTimeout: 1 },
  parameters: {
    tryThis: 'Press “Connect to a deaf server”, and then “Close with it”.',
    strip: ['open', 'closing', 'closed 1006'],
  },
  play: plays(async ({ canvasElement }) => {
    const ends = region(canvasElement, 'Ends')
    await press(ends, 'Connect to a deaf server')
    await expectStatus(ends, 'open')
    await press(ends, 'Close with it')
    await expectStatus(ends, 'closed')
    await expectSignals(canvasElement, ['connected', 'closing', 'closed'])
    await expect(logged(canvasElement)[2]?.detail).toBe('1006 “Close timeout”')
  }),
}
