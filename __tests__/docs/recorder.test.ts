/**
 * The recorder of docs/inspector.md gives a file of what React's nodes did, without the token that it masks.
 */
import { render } from '@testing-library/react'
import { createElement } from 'react'
import { lastMinute, tape } from '../../docs/code/recorder.js'
import { text, useWebSocketNode } from '../../src/index.js'
import { mockNetwork, pass } from '../support/react/network.js'

const network = mockNetwork()

it('keeps what happened, and hides what its mask names', async () => {
  const server = network.serve('wss://chat.example/room')
  const Chat = () => {
    useWebSocketNode({ url: 'wss://chat.example/room', autoconnectMode: 'self-ready', format: text })
    return null
  }
  render(createElement(Chat))
  await pass()
  server.send('{"token":"secret","text":"hello"}')
  await pass()
  const lines = lastMinute()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines[0]).toMatchObject({ format: 'react-websocket-node', version: 1 })
  expect(lines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['attempt', 'opened', 'packets']))
  expect(lastMinute()).toContain('hello')
  expect(lastMinute()).not.toContain('secret')
  tape.stop()
})
