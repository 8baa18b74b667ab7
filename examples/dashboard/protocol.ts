// What the server of the dashboard sends, as JSON. A region is a path: ws://host/regions/europe. The client sends `ping`,
// as text, where it hears nothing, and the server answers `pong`.

export const REGIONS = ['europe', 'america', 'asia'] as const
export type Region = (typeof REGIONS)[number]

export interface Metric {
  type: 'metric'
  name: string
  value: number
}

export interface Incident {
  type: 'incident'
  id: number
  level: 'info' | 'error'
  text: string
  /** Milliseconds since 1970. */
  at: number
}

/** After a handshake the server sends the present value of each metric, and then whatever happens. */
export type FromServer = Metric | Incident

export interface MetricInfo {
  name: string
  label: string
  unit: string
  /** What fills the meter. */
  max: number
}

export const METRICS: readonly MetricInfo[] = [
  { name: 'requests', label: 'Requests', unit: '/s', max: 2000 },
  { name: 'errors', label: 'Error rate', unit: '%', max: 5 },
  { name: 'median', label: 'Latency, median', unit: 'ms', max: 200 },
  { name: 'p99', label: 'Latency, p99', unit: 'ms', max: 2000 },
  { name: 'cpu', label: 'CPU', unit: '%', max: 100 },
  { name: 'memory', label: 'Memory', unit: '%', max: 100 },
  { name: 'disk', label: 'Disk', unit: '%', max: 100 },
  { name: 'network', label: 'Network', unit: 'MB/s', max: 1000 },
  { name: 'sessions', label: 'Sessions', unit: '', max: 5000 },
  { name: 'jobs', label: 'Jobs waiting', unit: '', max: 500 },
  { name: 'cache', label: 'Cache hits', unit: '%', max: 100 },
  { name: 'replicas', label: 'Replica lag', unit: 'ms', max: 1000 },
]
