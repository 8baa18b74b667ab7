// `npm run release:version`: makes the next version of the changesets in .changeset/. Changesets write package.json and
// CHANGELOG.md; the lockfile and the version that the code knows are written here.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules', '@changesets', 'cli', 'bin.js'), 'version'],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
if (status !== 0) process.exit(status ?? 1)

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
replace(join('src', 'core', 'shared.ts'), /(?<=^export const VERSION = ')[^']*(?=')/m)
// The first two are of the package itself: of the file, and of its root.
replace('package-lock.json', /(?<=^\{\n {2}"name": "react-websocket-node",\n {2}"version": ")[^"]*/)
replace('package-lock.json', /(?<="": \{\n {6}"name": "react-websocket-node",\n {6}"version": ")[^"]*/)
console.log(`The version is ${version}.`)

/**
 * @param {string} file
 * @param {RegExp} place
 */
function replace(file, place) {
  const path = join(root, file)
  const text = readFileSync(path, 'utf8')
  if (!place.test(text)) throw new Error(`${file} does not say its version where it did`)
  writeFileSync(path, text.replace(place, version))
}
