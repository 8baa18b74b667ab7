/**
 * React 18 on a server warns about layout effects: the package has none there, although nothing tells a server from a
 * React Native app without a document.
 */
import { createElement, useLayoutEffect } from 'react'
import {
  text,
  useLastPacket,
  useReceivedLog,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
} from '../../../src/index.js'

jest.mock('react', () => jest.requireActual<object>('react-18'))
jest.mock('react/jsx-runtime', () => jest.requireActual<object>('react-18/jsx-runtime'))

const { renderToString } = jest.requireActual<typeof import('react-dom/server')>('react-dom-18/server')

function Hook() {
  const [state, node] = useWebSocketNode({ host: 'h', format: text, autoconnectMode: 'self-ready' })
  return (
    <p>
      {state.status}
      {useLastPacket(node)}
      {useReceivedLog(node).length}
    </p>
  )
}

test('nothing is printed', () => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => {})
  const html = renderToString(
    <WebSocketProvider>
      <WebSocketNode host="h" autoconnectMode="self-ready">
        <Hook />
      </WebSocketNode>
    </WebSocketProvider>,
  )
  expect(html).toContain('idle')
  expect(printed).not.toHaveBeenCalled()

  function Layout() {
    useLayoutEffect(() => {})
    return null
  }
  renderToString(createElement(Layout))
  expect(printed.mock.calls).toEqual([
    [expect.stringContaining('useLayoutEffect does nothing on the server'), expect.anything()],
  ])
  printed.mockRestore()
})
