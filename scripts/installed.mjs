// Whether a folder's node_modules holds what its package-lock.json names, and `npm ci` where it does not. Uses nothing
// but Node.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The folders below platforms/: each has the pinned packages of one kind of platform, so that none shadows ours. */
export const platformFolders = () =>
  readdirSync(join(root, 'platforms'), { withFileTypes: true })
    .map(({ name }) => join(root, 'platforms', name))
    .filter((folder) => existsSync(join(folder, 'package-lock.json')))

/**
 * Installs what is missing; says whether all is there.
 *
 * @param {string} folder
 * @param {string[]} args more arguments of `npm ci`
 */
export function ensureInstalled(folder, ...args) {
  if (isInstalled(folder)) return true
  console.log(`Installing what ${join(folder.slice(root.length + 1), 'package-lock.json')} names (npm ci) ...`)
  return npm(folder, 'ci', ...args)
}

/**
 * npm notes in node_modules what it installed, in the format of the lock; an optional package may be missing, since it
 * can be for another platform.
 *
 * @param {string} folder
 */
function isInstalled(folder) {
  const installed = packagesIn(join(folder, 'node_modules', '.package-lock.json'))
  const named = packagesIn(join(folder, 'package-lock.json'))
  if (!installed || !named) return false
  return Object.entries(named).every(([path, { version, integrity, optional }]) => {
    const there = installed[path]
    if (path === '' || (optional && !there)) return true
    return there?.version === version && there?.integrity === integrity && existsSync(join(folder, path))
  })
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | undefined}
 */
function packagesIn(path) {
  if (!existsSync(path)) return undefined
  return JSON.parse(readFileSync(path, 'utf8')).packages
}

/**
 * @param {string} folder
 * @param {string[]} args
 */
function npm(folder, ...args) {
  const cli = process.env.npm_execpath
  const status = cli
    ? run(folder, process.execPath, cli, ...args)
    : run(folder, process.platform === 'win32' ? 'npm.cmd' : 'npm', ...args)
  if (status !== 0) console.error(`npm ${args.join(' ')} failed in ${folder}.`)
  return status === 0
}

/**
 * Runs a program in a folder; says how it ended.
 *
 * @param {string} folder
 * @param {string} command
 * @param {string[]} args
 */
export function run(folder, command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: 'inherit', shell: command.endsWith('.cmd') })
  if (error) console.error(error.message)
  return status
}
