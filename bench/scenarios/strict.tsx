/**
 * What StrictMode makes of one mount: in development, React runs every effect twice.
 */
import { StrictMode } from 'react'
import { createStage, sleep } from '../page/stage'
import { Tally } from '../page/tally'
import type { Scenario } from '../scenario'

/** Milliseconds in which whatever was begun arrives at the server. */
const SETTLING = 500

let runs = 0

const scenario: Scenario<Record<string, never>> = {
  id: 'strict',
  title: 'StrictMode',
  about:
    'One component is mounted in development. Sockets are those that the page made, handshakes what the server saw.',
  mode: 'development',
  columns: [
    { figure: 'sockets', title: 'sockets made', digits: 0 },
    { figure: 'handshakes', title: 'handshakes', digits: 0 },
  ],
  variants: [{ id: 'mount', title: 'One mount', params: {}, quick: {}, mostRounds: 1 }],
  supports: ({ Counter, isAnotherWay }) => Counter !== undefined && !isAnotherWay,
  async start({ Counter }, _params, origin) {
    if (!Counter) throw new Error('this contestant does not count')
    const key = `${performance.timeOrigin}-${(runs += 1)}`
    const stage = createStage()
    let sockets = 0
    const Native = WebSocket
    globalThis.WebSocket = class extends Native {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        sockets += 1
      }
    }
    const url = `${origin}/quiet?key=${key}`
    stage.render(
      <StrictMode>
        <Counter url={url} kind="text" wantsBuffers={false} tally={new Tally()} />
      </StrictMode>,
    )
    await sleep(SETTLING)
    const response = await fetch(`/handshakes?key=${key}`)
    const handshakes = Number(await response.text())
    return {
      finish() {
        globalThis.WebSocket = Native
        stage.clear()
        return Promise.resolve({ sent: 1, sockets, handshakes })
      },
    }
  },
}

export default scenario
