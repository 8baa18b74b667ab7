/**
 * A server that talks all the time, and cuts off clients that are silent themselves.
 */
import { useReducer } from 'react'
import { ping, text, useWebSocketNode } from '../../src/index.js'
import { HOST, USE_WSS } from '../support/server.js'
import { Numbers } from '../ui/Facts.js'
import { Columns, Panel } from '../ui/Panel.js'
import { SignalLog } from '../ui/SignalLog.js'
import { StateBadge } from '../ui/StateBadge.js'
import { useRoundTrip } from './useRoundTrip.js'

interface TalkerProps {
  interval: number
  timeout: number
  always: boolean
}

const increase = (count: number) => count + 1

export function Talker({ interval, timeout, always }: TalkerProps) {
  const [pings, countPing] = useReducer(increase, 0)
  const [packets, countPacket] = useReducer(increase, 0)
  const [state, node] = useWebSocketNode({
    host: HOST,
    useWSS: USE_WSS,
    route: '/ws/talker?ms=100&silence=2000',
    format: text,
    autoconnectMode: 'self-ready',
    heartbeat: ping({
      interval,
      timeout,
      always,
      message: () => {
        countPing()
        return 'ping'
      },
      isReply: (wire) => wire === 'pong',
    }),
    onPacket: countPacket,
  })
  const roundTrip = useRoundTrip(node)

  return (
    <Columns>
      <Panel title="Talker" aside={<StateBadge state={state} />}>
        <p className="soft small">
          It sends something every 100 ms, and closes with 4408 whoever says nothing for two seconds. With{' '}
          <code>always: {String(always)}</code>
          {always ? ' it is pinged all the same.' : ' its packets are signs of life, so no ping goes out.'}
        </p>
        <Numbers of={{ pings, 'packets received': packets, 'node.roundTrip': roundTrip }} />
      </Panel>
      <SignalLog node={node} />
    </Columns>
  )
}
