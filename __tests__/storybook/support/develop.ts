/**
 * Starts Storybook's development server as `npm start` does, on a free port of the loopback interface.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { storybookBin, storybookEnv } from './storybook-bin.js'

export interface RunningStorybook {
  readonly origin: string
  stop(): Promise<void>
}

/** @throws Error with what Storybook printed, if it ends before it answers */
export async function startStorybook(): Promise<RunningStorybook> {
  const port = await freePort()
  const child = spawn(
    process.execPath,
    [storybookBin, 'dev', '-p', String(port), '--host', '127.0.0.1', '--exact-port', '--ci', '--no-open'],
    { env: storybookEnv, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const ended = once(child, 'close')
  let printed = ''
  const collect = (chunk: Buffer) => (printed += String(chunk))
  child.stderr.on('data', collect)
  const origin = `http://127.0.0.1:${port}`
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      collect(chunk)
      // Storybook prints its address when it is ready, and not before.
      if (printed.includes(`127.0.0.1:${port}`)) resolve()
    })
    child.on('close', (code) => reject(new Error(`storybook dev ended with ${code}:\n${printed}`)))
  })
  return {
    origin,
    async stop() {
      child.kill()
      await ended
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
