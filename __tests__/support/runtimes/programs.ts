/**
 * The scenes as programs: what each runtime runs, and how it is started.
 */
import { build, type BuildOptions } from 'esbuild'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONDITION_SECONDS } from '../patience'
import { binary } from './binaries'
import { startSceneServers, type SceneHosts } from './scene-servers'
import type { SceneReport } from './scenes'

/** How a run ended: the scenes, and whether the process ended by itself. */
export interface Run {
  readonly reports: readonly SceneReport[]
  readonly exit: string
}

const root = join(__dirname, '../../..')
const core = 'react-websocket-node/core'

/** An app that has the package in its node_modules, as the build left it, and the scenes as its program. */
export interface App {
  readonly folder: string
  remove(): Promise<void>
}

/** One script of an entry, with the core bundled into it. */
export async function bundleScenes(
  entry: 'worker.ts' | 'online-worker.ts' | 'workerd.ts',
  format: 'iife' | 'esm',
): Promise<string> {
  const { outputFiles } = await bundle(entry, {
    format,
    globalName: 'kit',
    write: false,
    alias: { [core]: join(root, 'dist/esm/core/index.js') },
  })
  return outputFiles![0]!.text
}

/** Makes the app in a temporary folder. */
export async function createApp(): Promise<App> {
  const folder = await mkdtemp(join(tmpdir(), 'react-websocket-node-app-'))
  await mkdir(join(folder, 'node_modules'))
  await symlink(root, join(folder, 'node_modules/react-websocket-node'), 'dir')
  await symlink(join(root, 'node_modules/ws'), join(folder, 'node_modules/ws'), 'dir')
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  await bundle('program.ts', { format: 'esm', external: [core, 'ws'], outfile: join(folder, 'program.js') })
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** How each runtime starts the program. Deno may use the network and nothing else: no environment, no files. */
export const commands = {
  'Node 20': () => [process.execPath, 'program.js'],
  'Node 22': () => [binary('Node 22'), 'program.js'],
  'Node 24': () => [binary('Node 24'), 'program.js'],
  Bun: () => [binary('Bun'), 'program.js'],
  Deno: () => [binary('Deno'), 'run', '--no-prompt', '--no-remote', '--allow-net=127.0.0.1', 'program.js'],
} as const satisfies Readonly<Record<string, () => readonly string[]>>

/** Runs the program of an app, and waits for its end. */
export function runProgram({ folder }: App, runtime: keyof typeof commands): Promise<Run> {
  return withServers((hosts) => run([...commands[runtime](), JSON.stringify(hosts)], folder))
}

/** Runs the scenes in workerd, as a test of its own that may talk to loopback. */
export function runWorkerd({ folder }: App): Promise<Run> {
  return withServers(async (hosts) => {
    const script = await bundleScenes('workerd.ts', 'esm')
    await writeFile(join(folder, 'workerd.js'), `globalThis.hosts = ${JSON.stringify(hosts)};\n${script}`)
    await writeFile(join(folder, 'workerd.capnp'), CONFIG)
    return run([binary('workerd'), 'test', 'workerd.capnp'], folder)
  })
}

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [
  (name = "main", worker = (
    modules = [(name = "main", esModule = embed "workerd.js")],
    compatibilityDate = "2026-11-01",
  )),
  (name = "internet", network = (allow = ["private"])),
]);
`

async function withServers(use: (hosts: SceneHosts) => Promise<Run>): Promise<Run> {
  const servers = await startSceneServers()
  try {
    return await use(servers.hosts)
  } finally {
    await servers.close()
  }
}

/** Nothing but the program ends the process, unless it has become a matter of patience. */
function run([command, ...args]: readonly string[], folder: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, DENO_DIR: join(folder, '.deno'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' }
    const child = spawn(command!, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const guard = setTimeout(() => child.kill('SIGKILL'), 2 * CONDITION_SECONDS * 1000)
    let said = ''
    let complaints = ''
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    child.stderr.on('data', (chunk) => (complaints += String(chunk)))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(guard)
      const lines = said.split('\n').filter((line) => line !== '')
      const exit = code === 0 ? 'by itself' : `with ${signal ?? code}:\n${complaints}`
      resolve({ exit, reports: lines.map((line) => JSON.parse(line) as SceneReport) })
    })
  })
}

function bundle(entry: string, options: BuildOptions) {
  return build({
    entryPoints: [join(__dirname, entry)],
    bundle: true,
    target: 'es2022',
    logLevel: 'silent',
    ...options,
  })
}
