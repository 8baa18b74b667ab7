/**
 * A development server as a program of its own.
 */
import { spawn } from 'node:child_process'

export interface DevServer {
  readonly origin: string
  stop(): Promise<void>
}

/**
 * Starts Node in `cwd`; resolves when the program has printed its address.
 * @throws Error with what it printed, if it ends before that
 */
export function startServer(cwd: string, ...args: string[]): Promise<DevServer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: {
        ...process.env,
        NODE_ENV: undefined,
        NODE_OPTIONS: undefined,
        NO_COLOR: '1',
        NEXT_TELEMETRY_DISABLED: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: servers have children, which end with it.
      detached: true,
    })
    const ended = new Promise<void>((done) => child.on('close', () => done()))
    let output = ''
    const look = (chunk: Buffer) => {
      output += chunk.toString()
      const origin = /http:\/\/(localhost|127\.0\.0\.1):\d+/.exec(output)?.[0]
      if (!origin) return
      resolve({
        origin,
        stop() {
          if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
          return ended
        },
      })
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.on('error', reject)
    void ended.then(() => reject(new Error(`${args.join(' ')} ended:\n${output}`)))
  })
}
