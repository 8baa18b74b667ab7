/**
 * Requests in flight, and how each of them ends: answered, refused, timed out, aborted, cut.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { backoff, useWebSocketNode } from '../src/index.js'
import { FlightList } from './requests/FlightList.js'
import { answers } from './requests/protocol.js'
import { useFlights } from './requests/useFlights.js'
import { canClose, canConnect } from './support/can.js'
import { eventually, expectFact, expectStatus, press, region, turnServer } from './support/play.js'
import { plays } from './support/plays.js'
import { HOST, USE_WSS } from './support/server.js'
import { SwitchPanel } from './switch/SwitchPanel.js'
import { useServerSwitch } from './switch/useServerSwitch.js'
import { Button } from './ui/Button.js'
import { Facts } from './ui/Facts.js'
import { Columns, Panel } from './ui/Panel.js'
import { StateBadge } from './ui/StateBadge.js'

interface Args {
  /** Seconds from the call to the answer; 0 waits for ever. */
  timeout: number
  /** Asks again on the next connection. */
  resend: boolean
}

/** How late each of three answers is, in milliseconds: they come in another order than they were asked in. */
const LATE = [600, 400, 200]

function InFlight({ timeout, resend }: Args) {
  const server = useServerSwitch('questions')
  const [state, node] = useWebSocketNode({
    host: HOST,
    useWSS: USE_WSS,
    route: server.route,
    format: answers,
    autoconnectMode: 'self-ready',
    reconnect: backoff({ minDelay: 0.2, maxDelay: 1 }),
  })
  const { flights, ask } = useFlights(node, { timeout, resend })

  return (
    <Columns>
      <div className="stack">
        <Panel title="Ask" aside={<StateBadge state={state} />}>
          <div className="row">
            <Button kind="primary" onClick={() => ask({ ask: 'at once', after: 0 })}>
              At once
            </Button>
            <Button onClick={() => LATE.forEach((after) => ask({ ask: `after ${after} ms`, after }))}>
              Three, late
            </Button>
            <Button onClick={() => ask({ ask: 'never', after: null })}>Never answered</Button>
            <Button onClick={() => ask({ ask: 'refused', after: 0, refuse: true })}>Refused</Button>
          </div>
          <div className="row">
            <Button kind="small" disabled={!canConnect(state)} onClick={() => node.connect()}>
              Connect
            </Button>
            <Button kind="small" disabled={!canClose(state)} onClick={() => node.close()}>
              Close
            </Button>
          </div>
          <Facts
            of={{
              'in flight': flights.filter(({ outcome }) => outcome === 'in flight').length,
              'read by the server': server.report?.texts.length,
            }}
          />
        </Panel>
        <Panel title="Requests">
          <FlightList of={flights} />
        </Panel>
      </div>
      <SwitchPanel of={server} />
    </Columns>
  )
}

const meta = {
  title: 'Requests',
  component: InFlight,
  args: { timeout: 10, resend: false },
  argTypes: {
    timeout: {
      control: { type: 'range', min: 0, max: 300, step: 0.5 },
      description: 'Seconds from the call to the answer, the wait for a connection included. 0 waits for ever.',
      table: { category: 'ask()', defaultValue: { summary: '10' } },
    },
    resend: {
      control: 'boolean',
      description: 'Asks again on the next connection where one ends before the answer.',
      table: { category: 'ask()', defaultValue: { summary: 'false' } },
    },
  },
  parameters: {
    docs: {
      description: {
        component: `A request is a message and its answer, as a promise. Ask, and let the server answer at once, late, never
or with an error; cut it, freeze it, or abort. Each request settles once, and none with another’s answer.

\`\`\`tsx
const questions = requests(format, {
  message: (body, id) => ({ ...body, id }),
  idOf: (packet) => packet.id,
  errorOf: (packet) => packet.error,
  resultOf: (packet) => packet.answer,
})
const answer = await questions.ask(node, { ask: 'the time' }, { timeout: 10, signal, resend: false })
\`\`\`

| it ends as | when |
|---|---|
| answered | the answer with its id came |
| \`'rejected'\` | the answer says what was wrong: \`error.cause\` |
| \`'timeout'\` | \`timeout\` seconds after the call |
| aborted | the signal aborted; a late answer is nobody’s |
| \`'disconnected'\` | the connection ended after the question was sent; with \`resend\` it is asked again |
| \`'not-sent'\` | the node is closed, so that there is nobody to ask |`,
      },
    },
  },
} satisfies Meta<typeof InFlight>

export default meta
type Story = StoryObj<typeof meta>

/** One is answered at once, three late and in another order: each has its own answer. */
export const Answered: Story = {
  parameters: {
    tryThis: 'Press “Three, late”: they are answered in another order.',
    strip: [{ blue: 'in flight' }, { green: 'answered' }],
  },
  play: plays(async ({ canvasElement }) => {
    await ready(canvasElement)
    await press(region(canvasElement, 'Ask'), 'At once')
    await press(region(canvasElement, 'Ask'), 'Three, late')
    await expectOutcomes(canvasElement, ['answered', 'answered', 'answered', 'answered'])
    const asked = [...lines(canvasElement)].map((line) => line.querySelector('.title')?.textContent)
    const details = [...lines(canvasElement)].map((line) => line.querySelector('.detail')?.textContent)
    await expect(details).toEqual(asked.map((ask) => `${ask}, answered`))
    await expectFact(canvasElement, 'in flight', '0')
  }),
}

/** The server answers with an error: the promise rejects, and the error has it as its cause. */
export const Refused: Story = {
  parameters: {
    tryThis: 'Press “Refused”, and read the cause of the error.',
    strip: [{ blue: 'in flight' }, { red: 'rejected' }],
  },
  play: plays(async ({ canvasElement }) => {
    await ready(canvasElement)
    await press(region(canvasElement, 'Ask'), 'Refused')
    await expectOutcomes(canvasElement, ['rejected'])
    await expect(lines(canvasElement)[0]).toHaveTextContent('{"why":"not allowed"}')
  }),
}

/** No answer comes, and the time is over. */
export const TimedOut: Story = {
  args: { timeout: 0.5 },
  parameters: {
    tryThis: 'Press “Never answered”, and wait for half a second.',
    strip: [{ blue: 'in flight' }, { red: 'timeout' }],
  },
  play: plays(async ({ canvasElement }) => {
    await ready(canvasElement)
    await press(region(canvasElement, 'Ask'), 'Never answered')
    await expectOutcomes(canvasElement, ['timeout'])
    await expectFact(canvasElement, 'read by the server', '1')
  }),
}

/** One of two is aborted; the other goes on waiting. */
export const Aborted: Story = {
  args: { timeout: 0 },
  parameters: {
    tryThis: 'Press “Never answered” twice, and abort one of them.',
    strip: [{ blue: 'in flight' }, { grey: 'aborted' }],
  },
  play: plays(async ({ canvasElement, user }) => {
    await ready(canvasElement)
    await press(region(canvasElement, 'Ask'), 'Never answered')
    await press(region(canvasElement, 'Ask'), 'Never answered')
    await expectOutcomes(canvasElement, ['in flight', 'in flight'])
    const [newest] = region(canvasElement, 'Requests').getAllByRole('button', { name: /^Abort \d+$/ })
    await user.click(newest!)
    await expectOutcomes(canvasElement, ['aborted', 'in flight'])
    await expect(lines(canvasElement)[0]).toHaveTextContent('enough')
  }),
}

/** The connection is cut while a request is in flight: nobody knows whether the server has done what it was asked. */
export const Cut: Story = {
  parameters: {
    tryThis: 'Press “Never answered”, and kill the server.',
    strip: [{ blue: 'in flight' }, { red: 'server killed' }, { amber: 'disconnected' }],
  },
  play: plays(async ({ canvasElement }) => {
    await ready(canvasElement)
    await press(region(canvasElement, 'Ask'), 'Never answered')
    await expectFact(canvasElement, 'read by the server', '1')
    await turnServer(canvasElement, 'Killed')
    await expectOutcomes(canvasElement, ['disconnected'])
  }),
}

/** Asked while there is no connection, it waits for the next. */
export const AskedInBetween: Story = {
  parameters: {
    tryThis: 'Kill the server, press “At once”, and put the server up again.',
    strip: [{ red: 'server killed' }, { blue: 'in flight' }, { green: 'server up' }, { green: 'answered' }],
  },
  play: plays(async ({ canvasElement }) => {
    await ready(canvasElement)
    await turnServer(canvasElement, 'Killed')
    await expectStatus(region(canvasElement, 'Ask'), 'reconnecting')
    await press(region(canvasElement, 'Ask'), 'At once')
    await expectOutcomes(canvasElement, ['in flight'])
    await turnServer(canvasElement, 'Up')
    await expectOutcomes(canvasElement, ['answered'])
  }),
}

/** With `resend` it is asked again on the next connection, for what may be asked twice. */
export const AskedAgain: Story = {
  args: { resend: true },
  parameters: {
    tryThis: 'Freeze the server, press “At once”, kill it, and put it up.',
    strip: [
      { blue: 'in flight' },
      { red: 'server killed' },
      { blue: 'in flight' },
      { green: 'server up' },
      { green: 'answered' },
    ],
  },
  play: plays(async ({ canvasElement }) => {
    await ready(canvasElement)
    await turnServer(canvasElement, 'Frozen')
    await press(region(canvasElement, 'Ask'), 'At once')
    await expectOutcomes(canvasElement, ['in flight'])
    await turnServer(canvasElement, 'Killed')
    await expectStatus(region(canvasElement, 'Ask'), 'reconnecting')
    await expectOutcomes(canvasElement, ['in flight'])
    await turnServer(canvasElement, 'Up')
    await expectOutcomes(canvasElement, ['answered'])
  }),
}

/** The node is closed: there is nobody to ask, and the promise says so at once. */
export const NotSent: Story = {
  parameters: {
    tryThis: 'Press “Close”, and then “At once”: there is nobody to ask.',
    strip: ['open', 'closed 1000', { red: 'not-sent' }],
  },
  play: plays(async ({ canvasElement }) => {
    await ready(canvasElement)
    await press(region(canvasElement, 'Ask'), 'Close')
    await expectStatus(region(canvasElement, 'Ask'), 'closed')
    await press(region(canvasElement, 'Ask'), 'At once')
    await expectOutcomes(canvasElement, ['not-sent'])
    await expectFact(canvasElement, 'read by the server', '0')
  }),
}

async function ready(canvasElement: HTMLElement): Promise<void> {
  await expectStatus(region(canvasElement, 'Ask'), 'open')
}

function lines(canvasElement: HTMLElement): readonly HTMLElement[] {
  return [...canvasElement.querySelectorAll<HTMLElement>('[data-outcome]')]
}

/** Waits until the requests stand so, newest first. */
async function expectOutcomes(canvasElement: HTMLElement, outcomes: readonly string[]): Promise<void> {
  await eventually(() => expect(lines(canvasElement).map((line) => line.dataset['outcome'])).toEqual(outcomes))
}
