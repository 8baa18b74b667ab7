/**
 * For code of the documentation that runs in Node or jsdom: until the end of a test, the global `WebSocket` connects
 * `wss://*.example` to the test's server.
 */
import { WebSocket as NodeSocket } from 'ws'
import { aimedSocket, type Aim } from './aimed-socket'

/** To be called at the top of a test file; what it returns is called in a test, before the code connects. */
export function useAim(): (aim: Aim) => void {
  const platform = globalThis.WebSocket as typeof WebSocket | undefined
  const set = (socket: typeof WebSocket | undefined) => Object.assign(globalThis, { WebSocket: socket })
  afterEach(() => void set(platform))
  // Node 20 has no client of its own.
  return (aim) => void set(aimedSocket(platform ?? (NodeSocket as unknown as typeof WebSocket), aim))
}
