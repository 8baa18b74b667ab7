/**
 * A server of the story's own, with a switch.
 */
import { useState } from 'react'
import type { SwitchReport, Turn } from '../../.storybook/live-server/switches.js'
import { backoff, json, useLastReceived, useWebSocketNode } from '../../src/index.js'
import { HOST, USE_WSS } from '../support/server.js'

const orders = json<SwitchReport, Turn>()
const comeBack = backoff({ minDelay: 0.2, maxDelay: 1 })

export interface ServerSwitch {
  /** The route of the server that is switched. */
  readonly route: string
  /** What the server says of itself; undefined until it does. */
  readonly report: SwitchReport | undefined
  turn(to: Turn['turn']): void
}

/** @param path which server: one that echoes, one of topics, or one that answers questions */
export function useServerSwitch(path: 'switch' | 'topics' | 'questions' = 'switch'): ServerSwitch {
  const [room] = useState(() => Math.random().toString(36).slice(2))
  const [, control] = useWebSocketNode({
    host: HOST,
    useWSS: USE_WSS,
    route: `/ws/${path}-control?room=${room}`,
    format: orders,
    autoconnectMode: 'self-ready',
    reconnect: comeBack,
  })
  return {
    route: `/ws/${path}?room=${room}`,
    report: useLastReceived(control)?.at(-1),
    turn: (turn) => void control.send({ turn }),
  }
}
