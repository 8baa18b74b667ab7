/**
 * Runs in the page: what browser tests need of the package, built from the sources, as the global `kit`.
 */
import type { CreateSocket } from '../../../../src/core/index'
import { watch as watchNode, type Watched } from '../../watch'

export { backoff, bytes, createWebSocketNode, json, text, WebSocketNodeError } from '../../../../src/core/index'
export { messageAt } from '../../messages'
export { deferred, retryOnce, stateOf, tell, wire, type Watched } from '../../watch'
export { collect, collections } from './collect'

/** The nodes of this page, in the order in which they were watched. */
export const watched: Watched[] = []

/** As the `watch` of `support/watch`, and keeps what it made. */
export function watch(options: Parameters<typeof watchNode>[0]): Watched {
  const pair = watchNode(options)
  watched.push(pair)
  return pair
}

/** How long a page without frames waits for one before it goes on (contract, `flush`). */
const FRAME_TIMEOUT_MS = 100

/**
 * From now on no frame comes, and no timer stands in for one, so that a batch of `flush: 'frame'` is done by other causes
 * only, however slow the machine is.
 */
export function stopFrames(): void {
  const { setTimeout } = window
  window.requestAnimationFrame = () => 0
  window.setTimeout = ((handler: () => void, milliseconds?: number) =>
    milliseconds === FRAME_TIMEOUT_MS ? 0 : setTimeout(handler, milliseconds)) as typeof setTimeout
}

/** A `createSocket` that calls `afterMessage` when the node has taken a packet in. */
export function socketWith(afterMessage: () => void): CreateSocket {
  return (url, protocols) => {
    const socket = new WebSocket(url, protocols)
    // A listener that comes after the node's own is called after it.
    queueMicrotask(() => socket.addEventListener('message', afterMessage))
    return socket
  }
}

/** A whole native conversation with an echo server: whatever was on its way to this page before has arrived after it. */
export function roundTrip(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.onopen = () => socket.send('')
    socket.onmessage = () => socket.close()
    socket.onclose = ({ wasClean }) =>
      wasClean ? setTimeout(resolve) : reject(new Error(`the round trip to ${url} failed`))
  })
}
