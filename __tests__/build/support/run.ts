/**
 * Other programs, run to their end.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const ROOT = join(__dirname, '..', '..', '..')

export interface Outcome {
  /** The exit code; null for a program that was killed. */
  readonly code: number | null
  /** What it printed on both streams, in the order of arrival. */
  readonly output: string
}

/** Runs Node in `cwd`. What the test runner set for itself is not passed on. */
export function runNode(cwd: string, ...args: string[]): Promise<Outcome> {
  return run(cwd, process.execPath, args)
}

/** Runs a program of an installed package: `runBin(cwd, 'vite/bin/vite.js', 'build')`. */
export function runBin(cwd: string, bin: string, ...args: string[]): Promise<Outcome> {
  return runNode(cwd, join(ROOT, 'node_modules', bin), ...args)
}

/** Runs npm in `cwd`, fails where npm does, and gives what it printed. */
export async function runNpm(cwd: string, ...args: string[]): Promise<string> {
  const cli = process.env.npm_execpath
  const { code, output } = await (cli?.endsWith('.js')
    ? runNode(cwd, cli, ...args)
    : run(cwd, process.platform === 'win32' ? 'npm.cmd' : 'npm', args))
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code}:\n${output}`)
  return output
}

function run(cwd: string, command: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: {
        ...process.env,
        NODE_ENV: undefined,
        NODE_OPTIONS: undefined,
        JEST_WORKER_ID: undefined,
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: command.endsWith('.cmd'),
    })
    let output = ''
    const add = (chunk: Buffer) => (output += chunk.toString())
    child.stdout.on('data', add)
    child.stderr.on('data', add)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
