/**
 * Starts the server in a process of its own.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Serving {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string
  close(): Promise<void>
}

/** Runs `program`, the bundled `server.ts`, on the scripts of that folder. */
export async function serve(program: string, scripts: string): Promise<Serving> {
  // It ends with its standard input, so also when this process dies.
  const child = spawn(process.execPath, [program, scripts], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const [port] = (await Promise.race([
    once(child.stdout, 'data'),
    exited.then(() => Promise.reject(new Error('the server of the benchmark did not start'))),
  ])) as [Buffer]
  return {
    origin: `http://127.0.0.1:${String(port).trim()}`,
    async close() {
      child.stdin.end()
      await exited
    },
  }
}
