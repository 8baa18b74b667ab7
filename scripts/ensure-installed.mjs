// Runs before `npm start` and `npm test`, so that both work on a fresh clone: installs what package-lock.json names
// unless it is there, and with --browser makes sure that there is a Chromium. Uses nothing but Node.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium, NO_CHROMIUM } from './find-chromium.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

if (!isInstalled()) {
  console.log('Installing what package-lock.json names (npm ci) ...')
  npm('ci', '--include=dev')
}

if (process.argv.includes('--browser') && !hasChromium()) {
  console.log('No Chromium found; asking playwright-core to download one ...')
  run(process.execPath, join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium')
  if (!hasChromium()) fail(NO_CHROMIUM)
}

/** Whether there is a Chromium; where CHROMIUM_PATH is wrong, none other is looked for. */
function hasChromium() {
  try {
    return findChromium() !== undefined
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

/**
 * Whether node_modules holds what the lock names. npm notes there what it installed, in the format of the lock; an
 * optional package may be missing, since it can be for another platform.
 */
function isInstalled() {
  const installed = packagesIn(join('node_modules', '.package-lock.json'))
  const named = packagesIn('package-lock.json')
  if (!installed || !named) return false
  return Object.entries(named).every(([path, { version, integrity, optional }]) => {
    const there = installed[path]
    if (path === '' || (optional && !there)) return true
    return there?.version === version && there?.integrity === integrity && existsSync(path)
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

/** @param {string[]} args */
function npm(...args) {
  const cli = process.env.npm_execpath
  const status = cli
    ? run(process.execPath, cli, ...args)
    : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ...args)
  if (status !== 0) fail(`npm ${args.join(' ')} failed.`)
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell: command.endsWith('.cmd') })
  if (error) console.error(error.message)
  return status
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message)
  process.exit(1)
}
