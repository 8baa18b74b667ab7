/**
 * What docs/migration.md shows as before and after does the same: the same handshakes, and the same page.
 */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { type ComponentType, useEffect, useState } from 'react'
import useWebSocket from 'react-use-websocket'
import * as chatAfter from '../../docs/code/migration/chatAfter.js'
import * as chatBefore from '../../docs/code/migration/chatBefore.js'
import { useFeed } from '../../docs/code/migration/hookAfter.js'
import * as parentAfter from '../../docs/code/migration/parentAfter.js'
import * as parentBefore from '../../docs/code/migration/parentBefore.js'
import * as statusAfter from '../../docs/code/migration/statusAfter.js'
import * as statusBefore from '../../docs/code/migration/statusBefore.js'
import { mockNetwork, pass } from '../support/react/network.js'

const network = mockNetwork()

describe.each([
  ['before', chatBefore.Chat, statusBefore.Status],
  ['after', chatAfter.Chat, statusAfter.Status],
])('%s', (_, Chat: ComponentType, Status: ComponentType) => {
  it('the chat shows each line, one after another', async () => {
    const server = network.serve('wss://example.org/chat')
    const { container } = render(<Chat />)
    await pass()
    for (const line of ['one', 'two', 'two']) {
      server.send(line)
      await pass()
    }
    expect([container.textContent, server.handshakes]).toEqual(['one\ntwo\ntwo', 1])
  })

  it('the status is off while the server is away, and three seconds after it is back, on', async () => {
    const server = network.serve('wss://example.org')
    const { container } = render(<Status />)
    await pass()
    expect(container.textContent).toBe('on')
    server.close(1011, '')
    await pass()
    expect([container.textContent, server.handshakes]).toEqual(['off', 1])
    await pass(3000)
    expect([container.textContent, server.handshakes]).toEqual(['on', 2])
    cleanup()
    // The hook from before leaves a timer behind; ours leaves none, as the network checks elsewhere.
    jest.clearAllTimers()
  })
})

it('a burst is complete with the new code alone', async () => {
  const texts = Array.from({ length: 300 }, (_, index) => String(index))
  const server = network.serve('wss://example.org/chat')
  const { container } = render(<chatAfter.Chat />)
  await pass()
  server.send(...texts)
  await pass()
  expect(container.textContent).toBe(texts.join('\n'))
})

it.each([
  ['before', parentBefore.Page],
  ['after', parentAfter.Page],
])('%s: components below one parent share a connection, send, and list what comes', async (_, Page: ComponentType) => {
  const server = network.serve('wss://example.org/feed')
  const { container } = render(<Page />)
  const button = screen.getByRole<HTMLButtonElement>('button')
  expect(button.disabled).toBe(true)
  await pass()
  expect(button.disabled).toBe(false)
  fireEvent.click(button)
  await pass()
  for (const line of ['one', 'two', 'two']) {
    server.send(line)
    await pass()
  }
  expect(container.querySelector('pre')!.textContent).toBe('one\ntwo\ntwo')
  expect([server.messages, server.handshakes, server.clients.length]).toEqual([['refresh'], 1, 1])
  server.close(1000, '')
  await pass()
  expect(button.disabled).toBe(true)
  cleanup()
  jest.clearAllTimers()
})

/** A hook as it was: it gathers the messages itself. */
function useFeedBefore(url: string): readonly string[] {
  const [lines, setLines] = useState<string[]>([])
  const { lastMessage } = useWebSocket<string>(url)
  useEffect(() => {
    if (lastMessage !== null) setLines((before) => [...before, String(lastMessage.data)])
  }, [lastMessage])
  return lines
}

it.each([
  ['before', useFeedBefore],
  ['after', useFeed],
])('%s: the hook gives its component the same list', async (_, useLines) => {
  const Feed = ({ url }: { url: string }) => <pre>{useLines(url).join('\n')}</pre>
  const server = network.serve('wss://example.org/feed')
  const { container } = render(<Feed url="wss://example.org/feed" />)
  await pass()
  for (const line of ['one', 'two', 'two']) {
    server.send(line)
    await pass()
  }
  expect([container.textContent, server.handshakes]).toEqual(['one\ntwo\ntwo', 1])
  cleanup()
  jest.clearAllTimers()
})

it('the list of the new hook is empty again when the address changes', async () => {
  const Feed = ({ url }: { url: string }) => <pre>{useFeed(url).join('\n')}</pre>
  const server = network.serve('wss://example.org/feed')
  network.serve('wss://example.org/other')
  const { container, rerender } = render(<Feed url="wss://example.org/feed" />)
  await pass()
  server.send('one')
  await pass()
  expect(container.textContent).toBe('one')
  rerender(<Feed url="wss://example.org/other" />)
  await pass()
  expect(container.textContent).toBe('')
})
