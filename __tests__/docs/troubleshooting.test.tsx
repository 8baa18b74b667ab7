/**
 * What docs/troubleshooting.md quotes is what the package says when an app has that symptom.
 */
import { act, fireEvent, render, screen } from '@testing-library/react'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text, useWebSocketNode, type ReactWebSocketNodeOptions } from '../../src/index.js'
import { mockNetwork, pass, takeComplaints } from '../support/react/network.js'
import { ROOT } from '../support/readme.js'

const network = mockNetwork()
const CHAT = 'wss://chat.example/room'
const quotes = readFileSync(join(ROOT, 'docs', 'troubleshooting.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('> '))
  // Outside of code, Markdown takes an element's name for HTML.
  .map((line) => line.slice(2).replaceAll('\\<', '<'))

type Options = ReactWebSocketNodeOptions<typeof text>

/** A component as a user writes it. */
function Chat(options: Options) {
  const [, node] = useWebSocketNode({ ...options, format: text })
  return (
    <>
      <button onClick={() => node.send('hello')}>send</button>
      <button onClick={() => node.close()}>close</button>
    </>
  )
}

const click = (name: string) => void fireEvent.click(screen.getByText(name))

/** A mistake, and how long it takes until it is said. */
const MISTAKES: Readonly<Record<string, () => Promise<void>>> = {
  'no mode': async () => {
    render(<Chat url={CHAT} />)
    await pass(5000)
  },
  'no address': async () => {
    render(<Chat url={undefined} autoconnectMode="none" />)
    await pass()
  },
  'sent when closed': async () => {
    network.serve(CHAT)
    render(<Chat url={CHAT} autoconnectMode="self-ready" />)
    await pass()
    click('close')
    await pass()
    click('send')
  },
  'sent too early without a queue': async () => {
    network.serve(CHAT)
    render(<Chat url={CHAT} autoconnectMode="self-ready" sendQueue={0} />)
    await act(() => jest.advanceTimersByTimeAsync(1))
    click('send')
    await pass()
  },
  'sent when logged out': async () => {
    network.serve(CHAT)
    const { rerender } = render(<Chat url={CHAT} autoconnectMode="self-ready" />)
    await pass()
    rerender(<Chat url={null} autoconnectMode="self-ready" />)
    await pass()
    click('send')
  },
  'queued in a node that nobody connects': async () => {
    render(<Chat url={CHAT} autoconnectMode="none" onSendFailed={() => undefined} />)
    click('send')
    await pass()
  },
  'queued, and then gone': async () => {
    const { rerender } = render(<Chat url={CHAT} autoconnectMode="self-ready" />)
    click('send')
    rerender(<Chat url={null} autoconnectMode="self-ready" />)
    await pass()
  },
  "another library's option": async () => {
    render(<Chat url={CHAT} autoconnectMode="none" {...({ onMessage: () => undefined } as Options)} />)
    await pass()
  },
  'a name without a provider': async () => {
    render(<Chat url={CHAT} autoconnectMode="none" name="chat" />)
    await pass()
  },
  'a secure address on this machine': async () => {
    render(
      <Chat
        host="127.0.0.1:1"
        autoconnectMode="self-ready"
        onConnectFailed={({ message }) => console.error(message)}
      />,
    )
    await pass()
  },
}

const said = new Map<string, string>()

it.each(Object.keys(MISTAKES))('%s: the console says what the page quotes', async (name) => {
  await MISTAKES[name]!()
  const complaints = takeComplaints().join('\n')
  const quoted = quotes.filter((quote) => complaints.includes(quote))
  expect({ complaints, quoted }).toEqual({ complaints, quoted: [expect.any(String)] })
  said.set(quoted[0]!, name)
})

it('every quote is said by one of these mistakes', () => {
  expect(quotes.filter((quote) => !said.has(quote))).toEqual([])
})
