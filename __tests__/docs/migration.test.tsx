/**
 * What docs/migration.md shows as before and after does the same: the same handshakes, and the same page.
 */
import { cleanup, render } from '@testing-library/react'
import type { ComponentType } from 'react'
import * as chatAfter from '../../docs/code/migration/chatAfter.js'
import * as chatBefore from '../../docs/code/migration/chatBefore.js'
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
