/**
 * A process that uses the core ends by itself when its nodes are done: no timer, socket or message channel of theirs
 * keeps it alive. Each case is a process of its own.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import * as frames from '../support/servers/frames'
import type { Script } from '../support/servers/raw-server'
import { useServers } from '../support/servers/use-servers'

const servers = useServers()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'react-websocket-node-'))
  await build({
    entryPoints: [join(__dirname, '../support/exit-program.ts')],
    bundle: true,
    outfile: join(folder, 'program.cjs'),
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  })
})

afterAll(() => rm(folder, { recursive: true }))

/** Runs the program, and ends its input after `nudge`; resolves to how it ended and what it said. */
function run(nudge: Promise<void>, ...args: string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const program = join(folder, 'program.cjs')
    const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, said }))
    nudge.then(() => child.stdin.end(), reject)
  })
}

const answering: Script = async (peer) => {
  peer.accept(frames.textFrame('hello'))
  await peer.answerClose()
}

it.each<[name: string, server: Script, said: string]>([
  ['closed by close()', answering, 'connected, closing, closed'],
  ['closed by the server', (peer) => peer.acceptAndClose(frames.closeFrame(1001)), 'connected, closing, closed'],
  ['disposed while open', answering, 'connected'],
  ['failed', (peer) => peer.refuse(401), 'connectFailed'],
  ['timed out', () => undefined, 'connectFailed'],
  ['disposed while connecting', () => undefined, ''],
  ['disposed while reconnecting', (peer) => peer.refuse(503), 'connectFailed, reconnecting'],
])('%s', async (name, script, said) => {
  const server = await servers.raw(script)
  expect(await run(server.untilHandshakes(1), name, server.host)).toEqual({ code: 0, said })
  expect(server.handshakes).toHaveLength(1)
})
