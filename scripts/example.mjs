// `npm run example NAME`: packs the package, copies the example to a temporary folder, installs it there by its lockfile,
// builds it, and starts its server until Ctrl+C; a server that fails gives its exit code. `npm run example NAME -- --test` runs its test instead, which does the
// same and uses the example, in Chromium where it has pages; `-- --lock` writes its lockfile anew. Without a name it
// lists the examples.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyExample, exampleNames, installExample, runNpm, runServer } from './examples.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const args = process.argv.slice(2)
const name = args.find((arg) => !arg.startsWith('--'))
const unknown = args.filter((arg) => arg !== name && !['--test', '--lock'].includes(arg))

if (unknown.length > 0) fail(`There is no ${unknown.join(' ')}. There are --test and --lock.`)
// One without a lockfile gets its first by --lock.
const isThere =
  name !== undefined &&
  (args.includes('--lock') ? existsSync(join(root, 'examples', name)) : exampleNames(root).includes(name))
if (!isThere) {
  fail(`${name ? `There is no example "${name}". ` : ''}npm run example NAME, of ${exampleNames(root).join(', ')}.`)
}

if (args.includes('--lock')) await writeLock(name)
else if (runNode('scripts/build.mjs') !== 0) process.exitCode = 1
else if (args.includes('--test')) {
  process.exitCode = runNode(
    'node_modules/jest/bin/jest.js',
    ...['--selectProjects', 'build', '--runInBand', '--testPathPatterns', `examples/${name}\\.test`],
  )
} else await start(name)

/** @param {string} example */
async function start(example) {
  const folder = await copyExample(root, example)
  /** @type {Promise<unknown>} */
  const isOver = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
  try {
    console.log(`Installing ${example} in ${folder} ...`)
    await installExample(folder)
    console.log('Building it ...')
    console.log(await runNpm(folder, 'run', 'build'))
    // What `npm start` would run, without npm between: it would end before its child does.
    const { scripts } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    process.exitCode = await runServer(folder, scripts.start.split(' ').slice(1), isOver)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The lockfile names no host, and not the content of the tarball, which is another after each build.
 *
 * @param {string} example
 */
async function writeLock(example) {
  const folder = await copyExample(root, example)
  try {
    const lock = join(folder, 'package-lock.json')
    await rm(lock, { force: true })
    await runNpm(folder, 'install', '--package-lock-only', '--ignore-scripts')
    const content = JSON.parse(await readFile(lock, 'utf8'))
    delete content.packages['node_modules/react-websocket-node'].integrity
    await writeFile(lock, `${JSON.stringify(content, null, 2)}\n`)
    await cp(lock, join(root, 'examples', example, 'package-lock.json'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @param {string[]} nodeArgs */
function runNode(...nodeArgs) {
  return spawnSync(process.execPath, nodeArgs, { cwd: root, stdio: 'inherit' }).status ?? 1
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message)
  process.exit(1)
}
