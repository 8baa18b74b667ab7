/**
 * Finds out, once a page, which server the stories talk to, and simulates one where there is none.
 */
import { HEALTH_PATH } from './behaviours.js'

/** `'live'`: over the wire; `'simulated'`: inside the page. */
export type ServerKind = 'live' | 'simulated'

let kind: ServerKind | undefined

/** Asks for a live server, and puts a simulated one in its place if none answers. */
export async function findServer(): Promise<void> {
  if (kind) return
  kind = (await isLive()) ? 'live' : 'simulated'
  if (kind === 'live') return
  const { simulateServer } = await import('./simulated.js')
  simulateServer(hosts())
}

/** Which server was found. */
export function serverKind(): ServerKind {
  if (!kind) throw new Error('findServer has not finished')
  return kind
}

async function isLive(): Promise<boolean> {
  try {
    const response = await fetch(HEALTH_PATH, { signal: AbortSignal.timeout(5000) })
    const health: unknown = await response.json()
    return typeof health === 'object' && health !== null && 'server' in health && health.server === 'live'
  } catch {
    // No network, no such path, or a page of HTML in its place.
    return false
  }
}

/** A live server is reached under several names of its machine; so is the simulated one. */
function hosts(): string[] {
  const { host, port } = window.location
  return [...new Set([host, ...['localhost', '127.0.0.1'].map((name) => (port ? `${name}:${port}` : name))])]
}
