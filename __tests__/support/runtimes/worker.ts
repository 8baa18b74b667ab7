/**
 * The scenes in a worker of whatever kind: dedicated, shared, service, or an extension's. The script before this one says
 * where the servers are, and where to say what the scenes gave.
 */
import { createWebSocketNode, ping, text } from 'react-websocket-node/core'
import { playScenes } from './scenes'
import type { WorkerStage } from './worker-stage'

declare const stage: WorkerStage

/** A node that stays; its pings, where it has some, are answered. */
function stay(route: string, heartbeat?: ReturnType<typeof ping>): void {
  const node = createWebSocketNode({ host: stage.hosts.echo, route, useWSS: false, format: text, heartbeat })
  node.connect()
}

if (stage.task === 'play') {
  void playScenes(stage.hosts, (report) => {
    void fetch(stage.report, { method: 'POST', body: JSON.stringify(report) })
  }).then(() => fetch(stage.report, { method: 'POST', body: '' }))
}
if (stage.task === 'stay with ping()') stay('/alive', ping({ message: 'ping', interval: 20 }))
if (stage.task === 'stay without') stay('/idle')
