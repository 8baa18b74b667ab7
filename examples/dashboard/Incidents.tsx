import { useReceivedLog } from 'react-websocket-node'
import { useFeed } from './feed.js'
import { IncidentList } from './IncidentList.js'
import type { FromServer, Incident } from './protocol.js'

const isIncident = (packet: FromServer): packet is Incident => packet.type === 'incident'

/** The last incidents of the region. */
export function Incidents() {
  const incidents = useReceivedLog(useFeed(), { limit: 50, accept: isIncident })
  return <IncidentList incidents={incidents} />
}
