// Runs before `npm start`, `npm test` and the other commands that the README names, so that each works on a fresh clone:
// installs what package-lock.json names unless it is there, with --platforms what the folders below platforms/ name, too,
// and with --browser makes sure that there is a Chromium. Uses nothing but Node.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium, NO_CHROMIUM } from './find-chromium.mjs'
import { ensureInstalled, platformFolders, run } from './installed.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

if (!ensureInstalled(root, '--include=dev')) process.exit(1)

if (process.argv.includes('--platforms')) {
  for (const folder of platformFolders()) if (!ensureInstalled(folder, '--ignore-scripts')) process.exit(1)
}

if (process.argv.includes('--browser') && !hasChromium()) {
  console.log('No Chromium found; asking playwright-core to download one ...')
  run(root, process.execPath, join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium')
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
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message)
  process.exit(1)
}
