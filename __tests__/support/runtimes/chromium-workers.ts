/**
 * A Chromium without automation, which would keep workers alive: a page with one worker of each kind, and extensions. They
 * say what their scenes gave in requests.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireChromium } from '../../../scripts/find-chromium.mjs'
import { startWsServer } from '../servers/ws-server'
import { bundleScenes } from './programs'
import { startSceneServers, type SceneServers } from './scene-servers'
import type { SceneReport } from './scenes'
import type { WorkerStage } from './worker-stage'

/** The workers that play the scenes. */
export const WORKERS = ['dedicated worker', 'shared worker', 'service worker', 'extension'] as const

export type WorkerKind = (typeof WORKERS)[number]

/** A running browser. */
export interface ChromiumWorkers {
  /** The scenes of a worker, once it has played all of them. */
  reports(kind: WorkerKind): Promise<readonly SceneReport[]>
  /** What became of the two extensions that only stay, once three pings have come: 20 s, 40 s and 60 s after the opening. */
  readonly stay: Promise<{ pingingSockets: number; isPingingOpen: boolean; isIdleOpen: boolean }>
  close(): Promise<void>
}

const PINGS = 3

const PAGE = `<!doctype html><script>
  const at = (kind) => '/worker.js?kind=' + encodeURIComponent(kind)
  new Worker(at('dedicated worker'))
  new SharedWorker(at('shared worker'))
  navigator.serviceWorker.register(at('service worker'))
</script>`

/** Starts it. */
export async function startChromiumWorkers(): Promise<ChromiumWorkers> {
  const folder = await mkdtemp(join(tmpdir(), 'react-websocket-node-workers-'))
  const script = await bundleScenes('worker.ts', 'iife')
  const played = Object.fromEntries(WORKERS.map((kind) => [kind, deferredReports()]))
  const staying = await startStaying()
  const sceneServers: SceneServers[] = []

  const scriptOf = async (task: WorkerStage['task'], kind = ''): Promise<string> => {
    const servers = task === 'play' ? await startSceneServers() : undefined
    if (servers) sceneServers.push(servers)
    const hosts = servers?.hosts ?? { echo: staying.host, odd: '', refused: '' }
    const stage: WorkerStage = { task, hosts, report: `${origin()}/report?kind=${encodeURIComponent(kind)}` }
    return `globalThis.stage = ${JSON.stringify(stage)};\n${script}`
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const kind = searchParams.get('kind') ?? ''
    response.setHeader('access-control-allow-origin', '*')
    if (pathname === '/worker.js') {
      response.setHeader('content-type', 'text/javascript').end(await scriptOf('play', kind))
    } else if (pathname === '/report') {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      played[kind]?.add(body)
      response.end()
    } else {
      response.setHeader('content-type', 'text/html').end(PAGE)
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const extensions = await Promise.all([
    addExtension(folder, 'playing', await scriptOf('play', 'extension')),
    addExtension(folder, 'pinging', await scriptOf('stay with ping()')),
    addExtension(folder, 'idle', await scriptOf('stay without')),
  ])
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run']
  const own = [`--user-data-dir=${join(folder, 'profile')}`, `--load-extension=${extensions.join()}`]
  const browser = spawn(requireChromium(), [...flags, ...own, origin()], { stdio: 'ignore' })
  const exited = once(browser, 'exit')

  return {
    reports: (kind) => played[kind]!.all,
    stay: staying.over,
    async close() {
      browser.kill()
      await exited
      server.close()
      server.closeAllConnections()
      await Promise.all([staying.close(), ...sceneServers.map((servers) => servers.close())])
      await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

/** Reports until an empty one. */
function deferredReports(): { all: Promise<readonly SceneReport[]>; add(body: string): void } {
  const reports: SceneReport[] = []
  let resolve: (reports: readonly SceneReport[]) => void
  const all = new Promise<readonly SceneReport[]>((settle) => (resolve = settle))
  return {
    all,
    add(body) {
      if (body === '') resolve(reports)
      else reports.push(JSON.parse(body) as SceneReport)
    },
  }
}

/** The server of the two extensions that stay: it answers pings, and takes down which socket is open. */
async function startStaying() {
  let pings = 0
  let pingingSockets = 0
  const open = new Set<string>()
  let resolve: (outcome: Awaited<ChromiumWorkers['stay']>) => void
  const over: ChromiumWorkers['stay'] = new Promise((settle) => (resolve = settle))
  const server = await startWsServer({
    '/alive': (socket) => {
      pingingSockets += 1
      open.add('alive')
      socket.on('close', () => open.delete('alive'))
      socket.on('message', (message: Buffer) => {
        socket.send(String(message))
        if (++pings < PINGS) return
        resolve({ pingingSockets, isPingingOpen: open.has('alive'), isIdleOpen: open.has('idle') })
      })
    },
    '/idle': (socket) => {
      open.add('idle')
      socket.on('close', () => open.delete('idle'))
    },
  })
  return { host: server.host, over, close: () => server.close() }
}

/** An extension whose service worker is the script (manifest version 3). */
async function addExtension(folder: string, name: string, script: string): Promise<string> {
  const own = join(folder, name)
  await mkdir(own)
  const manifest = {
    manifest_version: 3,
    name,
    version: '1',
    background: { service_worker: 'worker.js' },
    host_permissions: ['http://127.0.0.1/*'],
  }
  await writeFile(join(own, 'manifest.json'), JSON.stringify(manifest))
  await writeFile(join(own, 'worker.js'), script)
  return own
}
