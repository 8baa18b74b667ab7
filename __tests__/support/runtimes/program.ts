/**
 * The scenes as a program: for Node, Bun and Deno. It writes a line for each scene, and ends when its nodes are done: it
 * never calls `process.exit`.
 */
import { playScenes } from './scenes'
import type { SceneHosts } from './scene-servers'

// Node has a WebSocket of its own from 22 on.
const createSocket =
  typeof WebSocket === 'undefined'
    ? await import('ws').then((ws) => (url: string, protocols?: string | string[]) => new ws.WebSocket(url, protocols))
    : undefined

await playScenes(
  JSON.parse(process.argv[2] ?? '') as SceneHosts,
  (report) => console.log(JSON.stringify(report)),
  createSocket,
)
