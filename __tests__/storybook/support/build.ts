/**
 * Builds Storybook as a user would, into a folder of its own.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storybookBin, storybookEnv } from './storybook-bin.js'

export interface BuiltStorybook {
  readonly folder: string
  /** Removes the folder. */
  remove(): Promise<void>
}

/** @throws Error with what Storybook printed, if it does not build */
export async function buildStorybook(): Promise<BuiltStorybook> {
  const folder = await mkdtemp(join(tmpdir(), 'storybook-static-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const child = spawn(process.execPath, [storybookBin, 'build', '-o', folder, '--quiet'], { env: storybookEnv })
  let printed = ''
  child.stdout.on('data', (chunk) => (printed += String(chunk)))
  child.stderr.on('data', (chunk) => (printed += String(chunk)))
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve))
  if (exitCode === 0) return { folder, remove }
  await remove()
  throw new Error(`storybook build failed with ${exitCode}:\n${printed}`)
}
