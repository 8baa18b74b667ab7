// Where this machine has a Chromium: the tests in a real browser and the checks before them all ask here.
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from './find-program.mjs'

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
]

const MAC_APPS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

const WINDOWS_PROGRAMS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]

/** What to tell somebody whose machine has none. */
export const NO_CHROMIUM =
  'The tests need a Chromium and found none: not in CHROMIUM_PATH, not in PATH, not where it is usually installed. ' +
  'Install Chromium or Chrome, or set CHROMIUM_PATH to the path of its executable.'

/**
 * The path of a Chromium: the one that CHROMIUM_PATH names, else one in PATH, else one where it is usually installed,
 * else the one that playwright-core downloaded.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} undefined where there is none
 * @throws Error when CHROMIUM_PATH names no program
 */
export function findChromium(env = process.env) {
  return findProgram('CHROMIUM_PATH', COMMANDS, [...usualPlaces(env), ...downloaded()], env)
}

/**
 * As `findChromium`, for those that can't go on without one.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
export function requireChromium(env = process.env) {
  const path = findChromium(env)
  if (!path) throw new Error(NO_CHROMIUM)
  return path
}

/** @param {NodeJS.ProcessEnv} env */
function usualPlaces(env) {
  if (process.platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      MAC_APPS.map((app) => join(folder, app)),
    )
  }
  if (process.platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
    return folders.flatMap((folder) => (folder ? WINDOWS_PROGRAMS.map((program) => join(folder, program)) : []))
  }
  return ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/usr/lib/chromium'].flatMap((folder) =>
    COMMANDS.map((command) => join(folder, command)),
  )
}

/** Nothing where playwright-core is not installed yet, or has no browser for this platform. */
function downloaded() {
  try {
    const require = createRequire(join(process.cwd(), 'package.json'))
    const { chromium } = /** @type {typeof import('playwright-core')} */ (require('playwright-core'))
    return [chromium.executablePath()]
  } catch {
    return []
  }
}
