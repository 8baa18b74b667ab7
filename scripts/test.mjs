// `npm test`: every check of the repository, one after another. A step that fails does not stop the others; the last
// line counts what passed and what failed, and nothing follows it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)
const results = mkdtempSync(join(tmpdir(), 'react-websocket-node-test-'))

/** A step that hangs is ended then and has failed: a server or timer that a test left behind keeps jest alive. */
const STEP_LIMIT_MS = 40 * 60_000

/** @typedef {{ passed: number, failed: number }} Count */
/** @type {(Count & { name: string, seconds: number })[]} */
const outcomes = []

step('types', () => check('typescript/bin/tsc', '-p', 'tsconfig.json'))
step('lint', () => check('eslint/bin/eslint.js', '.', '--max-warnings', '0'))
step('format', () => check('prettier/bin/prettier.cjs', '--check', '.'))
step('build', () => countOf(node('scripts/build.mjs') === 0))
step('unit, compiled', () => jest(['unit', 'compiled'], '--maxWorkers', '2'))
// What talks to real servers and browsers has the machine to itself.
step('server', () => jest(['server'], '--runInBand'))
step('browser', () => jest(['browser'], '--runInBand'))
step('package', () => jest(['build'], '--runInBand'))
step('platforms', () => jest(['platforms'], '--runInBand'))
rmSync(results, { recursive: true, force: true })

console.log('')
for (const { name, passed, failed, seconds } of outcomes) {
  console.log(`${failed ? 'FAIL' : 'ok  '} ${name}: ${passed} passed, ${failed} failed (${seconds} s)`)
}
const total = outcomes.reduce((sum, { passed, failed }) => add(sum, { passed, failed }), { passed: 0, failed: 0 })
if (total.failed) process.exitCode = 1
console.log(`${total.passed} passed, ${total.failed} failed`)

/**
 * @param {string} name
 * @param {() => Count} body
 */
function step(name, body) {
  console.log(`\n── ${name} ──`)
  const start = Date.now()
  const count = body()
  outcomes.push({ name, ...count, seconds: Math.round((Date.now() - start) / 1000) })
  console.log(`── ${name}: ${count.failed ? 'failed' : 'passed'} ──`)
}

/**
 * A tool that says yes or no counts as one test.
 *
 * @param {string} bin its path in node_modules
 * @param {string[]} args
 */
function check(bin, ...args) {
  return countOf(node(join('node_modules', bin), ...args) === 0)
}

/**
 * @param {string[]} projects
 * @param {string[]} args
 * @returns {Count}
 */
function jest(projects, ...args) {
  const file = join(results, `${projects.join('-')}.json`)
  const status = node(
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '--ci',
    '--json',
    `--outputFile=${file}`,
    ...args,
    '--selectProjects',
    ...projects,
  )
  const count = readCount(file)
  // A run that ended badly without naming a failed test, or tested nothing, has failed as a whole.
  const died = (status !== 0 && count.failed === 0) || count.passed + count.failed === 0
  return died ? add(count, countOf(false)) : count
}

/**
 * A test that did not run has not passed; nor has a file that could not be loaded.
 *
 * @param {string} file what jest wrote
 * @returns {Count}
 */
function readCount(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(file, 'utf8'),
    )
    return {
      passed: numPassedTests,
      failed: numFailedTests + numPendingTests + numTodoTests + numRuntimeErrorTestSuites,
    }
  } catch {
    return countOf(false)
  }
}

/** @param {string[]} args */
function node(...args) {
  return spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: STEP_LIMIT_MS }).status
}

/**
 * @param {boolean} passed
 * @returns {Count}
 */
function countOf(passed) {
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/**
 * @param {Count} a
 * @param {Count} b
 * @returns {Count}
 */
function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed }
}
