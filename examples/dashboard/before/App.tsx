// The same dashboard with an effect and a WebSocket, as one writes it first.
import { useEffect, useState } from 'react'
import { IncidentList } from '../IncidentList.js'
import { Meter } from '../Meter.js'
import { METRICS, REGIONS, type FromServer, type Incident, type Region } from '../protocol.js'
import { Toolbar, type ErrorCounts } from '../Toolbar.js'

export function App({ host }: { host: string }) {
  const [region, setRegion] = useState<Region>(REGIONS[0])
  const [isLive, setIsLive] = useState(true)
  const [status, setStatus] = useState('Connecting …')
  const [values, setValues] = useState<Readonly<Record<string, number>>>({})
  const [incidents, setIncidents] = useState<readonly Incident[]>([])
  const [errors, setErrors] = useState<ErrorCounts>({})

  useEffect(() => {
    if (!isLive) return
    let socket: WebSocket

    function connect() {
      socket = new WebSocket(`ws://${host}/regions/${region}`)
      socket.onopen = () => setStatus('Connected')
      socket.onmessage = (event: MessageEvent<string>) => {
        const packet = JSON.parse(event.data) as FromServer
        if (packet.type === 'metric') {
          setValues((before) => ({ ...before, [packet.name]: packet.value }))
          return
        }
        setIncidents((before) => [...before, packet].slice(-50))
        if (packet.level === 'error') setErrors((before) => ({ ...before, [region]: (before[region] ?? 0) + 1 }))
      }
      socket.onclose = () => {
        setStatus('No connection')
        setTimeout(connect, 1000)
      }
    }

    connect()
    return () => socket.close()
  }, [host, region, isLive])

  function show(next: Region) {
    setValues({})
    setIncidents([])
    setRegion(next)
  }

  return (
    <>
      <Toolbar
        region={region}
        errors={errors}
        isLive={isLive}
        status={
          <p className="status" role="status" data-status={status === 'Connected' ? 'open' : undefined}>
            {status}
          </p>
        }
        onRegion={show}
        onLive={setIsLive}
      />
      <main>
        <ul className="tiles" aria-label="Metrics">
          {METRICS.map((metric) => (
            <Meter key={metric.name} {...metric} value={values[metric.name]} />
          ))}
        </ul>
        <IncidentList incidents={incidents} />
      </main>
    </>
  )
}
