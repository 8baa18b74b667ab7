/**
 * Other programs, run to their end.
 */
import { join } from 'node:path'
import { run } from '../../../scripts/examples.mjs'

export { runNpm } from '../../../scripts/examples.mjs'

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
