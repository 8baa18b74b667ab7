// An example as its own user has it: the packed package and the example's files in a folder outside of this repository,
// installed by the example's own lockfile. scripts/example.mjs and the tests of the examples both begin here.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { cp, mkdtemp, readdir, realpath, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** What the lockfiles call the packed package. */
const TARBALL = 'react-websocket-node.tgz'

/** What an example's folder may hold that is made from the rest. */
const MADE = ['node_modules', 'dist', '.next']

/**
 * The examples that can be installed: the folders of examples/ with a lockfile.
 *
 * @param {string} root the repository's folder
 */
export function exampleNames(root) {
  const names = readdirSync(join(root, 'examples'))
  return names.filter((name) => existsSync(join(root, 'examples', name, 'package-lock.json')))
}

/**
 * Packs dist/ as it is into a folder.
 *
 * @param {string} root the repository's folder
 * @param {string} folder
 * @returns {Promise<string>} the name of the tarball in the folder
 */
export async function packPackage(root, folder) {
  await runNpm(root, 'pack', '--ignore-scripts', '--pack-destination', folder)
  const packed = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (!packed) throw new Error('npm pack made no tarball')
  return packed
}

/**
 * A new temporary folder with the files of an example and the packed package beside them; nothing is installed yet.
 *
 * @param {string} root the repository's folder
 * @param {string} name of the example
 * @returns {Promise<string>} the folder
 */
export async function copyExample(root, name) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `react-websocket-node-${name}-`)))
  try {
    await cp(join(root, 'examples', name), folder, {
      recursive: true,
      filter: (path) => !MADE.includes(basename(path)),
    })
    await rename(join(folder, await packPackage(root, folder)), join(folder, TARBALL))
    return folder
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/**
 * Installs what the example's lockfile names, without install scripts.
 *
 * @param {string} folder of `copyExample`
 */
export const installExample = (folder) => runNpm(folder, 'ci', '--ignore-scripts', '--prefer-offline')

/**
 * Runs npm in a folder.
 *
 * @param {string} folder
 * @param {string[]} args
 * @returns {Promise<string>} what it printed
 * @throws Error with what it printed, where it fails
 */
export async function runNpm(folder, ...args) {
  const cli = process.env.npm_execpath
  const { code, output } = await (cli?.endsWith('.js')
    ? run(folder, process.execPath, [cli, ...args])
    : run(folder, process.platform === 'win32' ? 'npm.cmd' : 'npm', args))
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code}:\n${output}`)
  return output
}

/**
 * Runs a program to its end, without what a test runner or npm has set for itself.
 *
 * @param {string} cwd
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number | null, output: string }>} its exit code, null if it was killed; and both streams
 */
export function run(cwd, command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: ownEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: command.endsWith('.cmd'),
    })
    let output = ''
    /** @param {Buffer} chunk */
    const add = (chunk) => (output += chunk.toString())
    child.stdout.on('data', add)
    child.stderr.on('data', add)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

/**
 * Runs a server, a program of Node, until it ends by itself or is stopped.
 *
 * @param {string} folder
 * @param {readonly string[]} args of Node
 * @param {Promise<unknown>} isOver when to stop it
 * @returns {Promise<number>} 0 where it was stopped; its exit code where it ended by itself, such as when its port is taken
 */
export async function runServer(folder, args, isOver) {
  const server = spawn(process.execPath, args, { cwd: folder, stdio: 'inherit' })
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    server.once('exit', (code) => resolve(code ?? 1)).once('error', reject)
  })
  let isStopped = false
  const stopped = isOver.then(() => {
    isStopped = true
    server.kill()
    return ended
  })
  const code = await Promise.race([ended, stopped])
  return isStopped ? 0 : code
}

/** @returns {NodeJS.ProcessEnv} */
function ownEnv() {
  const { NODE_ENV: _mode, NODE_OPTIONS: _options, FORCE_COLOR: _color, JEST_WORKER_ID: _worker, ...env } = process.env
  return { ...env, NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1' }
}
