/**
 * A development server as a program of its own.
 */
import { spawn } from 'node:child_process'

export interface DevServer {
  readonly origin: string
  /** All that it has printed so far. */
  output(): string
  /** Ends it, and resolves when it has ended. */
  stop(): Promise<void>
  /** The same at once: it can do nothing about it. */
  kill(): Promise<void>
}

/**
 * Starts Node in `cwd`; resolves when the program has printed its address.
 * @throws Error with what it printed, if it ends before that
 */
export function startServer(cwd: string, ...args: string[]): Promise<DevServer> {
  return startServerWith({}, cwd, ...args)
}

/** The same with more in its environment. */
export function startServerWith(
  env: Readonly<Record<string, string>>,
  cwd: string,
  ...args: string[]
): Promise<DevServer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: {
        ...process.env,
        NODE_ENV: undefined,
        NODE_OPTIONS: undefined,
        NO_COLOR: '1',
        NEXT_TELEMETRY_DISABLED: '1',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: servers have children, which end with it.
      detached: true,
    })
    const ended = new Promise<void>((done) => child.on('close', () => done()))
    const end = (signal: NodeJS.Signals) => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, signal)
      return ended
    }
    let output = ''
    const look = (chunk: Buffer) => {
      output += chunk.toString()
      const origin = /http:\/\/(localhost|127\.0\.0\.1):\d+/.exec(output)?.[0]
      if (!origin) return
      resolve({ origin, output: () => output, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') })
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.on('error', reject)
    void ended.then(() => reject(new Error(`${args.join(' ')} ended:\n${output}`)))
  })
}
