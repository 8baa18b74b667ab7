import { useLastPacket } from 'react-websocket-node'
import { useFeed } from './feed.js'
import { Meter } from './Meter.js'
import type { FromServer, Metric, MetricInfo } from './protocol.js'

/** The last value of one metric; renders for that metric alone. */
export function Tile(info: MetricInfo) {
  const isMine = (packet: FromServer): packet is Metric => packet.type === 'metric' && packet.name === info.name
  const metric = useLastPacket(useFeed(), isMine)
  return <Meter {...info} value={metric?.value} />
}
