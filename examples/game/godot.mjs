// Where Godot 4 is on this machine: the program that GODOT names, else `godot` or `godot4` in PATH.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** What GODOT may say instead of a program: that the recording shall be played. */
export const NONE = 'none'

/** @returns {string | undefined} */
export function findGodot() {
  const named = process.env.GODOT
  if (named === NONE) return undefined
  return (named ? [named] : ['godot', 'godot4']).find((program) => {
    const { status, stdout } = spawnSync(program, ['--headless', '--version'], { encoding: 'utf8', timeout: 20_000 })
    return status === 0 && stdout.startsWith('4.')
  })
}

/**
 * Starts the server of the game, which ends with this program.
 *
 * @param {string} program
 * @param {number} port 0 for any free one
 * @returns {Promise<{ port: number, words: string, stop: () => void }>}
 */
export function startGodot(program, port) {
  const project = join(import.meta.dirname, 'godot')
  const godot = spawn(program, ['--headless', '--path', project, '--script', 'server.gd'], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () => void godot.kill()
  process.once('exit', stop)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit())
  return new Promise((resolve, reject) => {
    let output = ''
    godot.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text
      const [words, taken] = /Godot .*localhost:(\d+)/.exec(output) ?? []
      if (words !== undefined) resolve({ port: Number(taken), words, stop })
    })
    godot.once('error', reject)
    godot.once('exit', (code) => reject(new Error(`Godot ended with ${code}:\n${output}`)))
  })
}
