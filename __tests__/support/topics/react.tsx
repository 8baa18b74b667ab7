/**
 * A component's node on a scripted wire, for components that read its topics.
 */
import { act, render } from '@testing-library/react'
import { useEffect } from 'react'
import { text, useWebSocketNode, type ReactWebSocketNodeOptions, type WebSocketNodeHandle } from '../../../src/index.js'
import { HERE } from '../react/network.js'
import { scriptSockets } from '../react/scripted-socket.js'

export type TextNode = WebSocketNodeHandle<typeof text>

/** An open node, and what is sent on its newest connection. */
export function renderNode(options: ReactWebSocketNodeOptions<typeof text> = {}) {
  const { createSocket, sockets } = scriptSockets()
  let held: TextNode | undefined
  let taken = 0
  const Owner = () => {
    const [, node] = useWebSocketNode({ ...HERE, format: text, flush: 'sync', createSocket, ...options })
    useEffect(() => {
      held = node
    }, [node])
    return null
  }
  const { unmount } = render(<Owner />)
  act(() => void held!.connect())
  act(() => sockets[0]!.opens())
  return {
    node: held!,
    sockets,
    unmount,
    say: (...packets: string[]) => act(() => packets.forEach((packet) => sockets.at(-1)!.delivers(packet))),
    /** Packets arrive, and React is not told to wait for anything. */
    speak: (...packets: string[]) => packets.forEach((packet) => sockets.at(-1)!.delivers(packet)),
    takeSent() {
      const sent = sockets.at(-1)!.sent.slice(taken)
      taken += sent.length
      return sent
    },
  }
}
