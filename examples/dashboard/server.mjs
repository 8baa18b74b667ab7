// `npm start`: the dashboard with its pages on http://localhost:8082, or the PORT of the environment, and invented
// metrics, until it is stopped.
import { setInterval } from 'node:timers'
import sirv from 'sirv'
import { createMetricsServer } from './metrics-server.mjs'

const REGIONS = ['europe', 'america', 'asia']
/** Each metric and the middle of its values. */
const MIDDLES = {
  requests: 900,
  errors: 0.8,
  median: 60,
  p99: 600,
  cpu: 55,
  memory: 70,
  disk: 40,
  network: 300,
  sessions: 2200,
  jobs: 80,
  cache: 90,
  replicas: 120,
}
const INCIDENTS = /** @type {const} */ ([
  ['info', 'Deployed the shop'],
  ['info', 'Rotated the certificates'],
  ['error', 'A database replica does not answer'],
  ['error', 'A job failed for the third time'],
  ['info', 'Added two machines'],
])

const server = createMetricsServer(console.log, sirv('dist', { etag: true }))
let lastId = 0

for (const region of REGIONS) {
  const values = new Map(Object.entries(MIDDLES))
  setInterval(() => {
    for (const [name, middle] of Object.entries(MIDDLES)) {
      // A walk that goes back to the middle.
      const before = values.get(name) ?? middle
      const value = Math.max(0, before + (middle - before) * 0.1 + (Math.random() - 0.5) * middle * 0.1)
      values.set(name, value)
      server.publish(region, { type: 'metric', name, value })
    }
    const incident = INCIDENTS[Math.floor(Math.random() * 100)]
    if (!incident) return
    const [level, text] = incident
    server.publish(region, { type: 'incident', id: (lastId += 1), level, text, at: Date.now() })
  }, 200)
}

const port = await server.start(Number(process.env.PORT ?? 8082))
console.log(`The dashboard is on http://localhost:${port}/, and its 10,000 rows on http://localhost:${port}/rows/`)
