// `npm test`: every check of the repository, one after another; `node scripts/test.mjs NAME …` does those steps only. A
// step that fails does not stop the others; the last line counts what passed and what failed, and nothing follows it.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { hasEngine, missing } from './find-engines.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

/** A step that hangs is ended then and has failed: a server or timer that a test left behind keeps jest alive. */
const STEP_LIMIT_MS = 40 * 60_000

const IS_CI = !['', 'false', '0', undefined].includes(process.env.CI)

/** Colours as if nobody stood between. */
const ENV = process.stdout.isTTY ? { FORCE_COLOR: '1', ...process.env } : process.env

/** Tests that measure, or load the machine as far as it goes: nothing runs beside them. */
const ALONE = 'browser/(bench|leaks|mixups|soak)\\.test'

/** @typedef {import('./find-engines.mjs').OtherEngine} OtherEngine */
/** @typedef {{ passed: number, failed: number, note?: string }} Count */

/** How a step runs Node. */
class Runner {
  /** All that was printed. */
  output = ''
  #isHeld

  /** @param {boolean} isHeld whether what is printed is kept for later: two steps run side by side */
  constructor(isHeld) {
    this.#isHeld = isHeld
  }

  /** @param {string} text */
  print(text) {
    this.output += text
    if (!this.#isHeld) process.stdout.write(text)
  }

  /**
   * The exit code; null if it was ended.
   *
   * @param {string[]} args
   * @returns {Promise<number | null>}
   */
  node(...args) {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: STEP_LIMIT_MS, env: ENV })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => this.print(text))
    return new Promise((resolve, reject) => {
      child.once('error', reject).once('close', resolve)
      // What a test left running may hold the pipes open.
      child.once('exit', (code) => after(1000).then(() => resolve(code)))
    })
  }

  /**
   * A tool that says yes or no counts as one test.
   *
   * @param {string} bin its path in node_modules
   * @param {string[]} args
   */
  async check(bin, ...args) {
    return countOf((await this.node(join('node_modules', bin), ...args)) === 0)
  }

  /**
   * @param {string[]} projects
   * @param {string[]} args
   * @returns {Promise<Count>}
   */
  async jest(projects, ...args) {
    const file = join(results, `${projects.join('-')}-${(files += 1)}.json`)
    const status = await this.node(
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
   * An engine that is not installed is not counted, but where nobody would see that.
   *
   * @param {OtherEngine} engine
   * @returns {Promise<Count>}
   */
  async engine(engine) {
    if (!hasEngine(engine)) {
      this.print(`${missing(engine)}\n`)
      return { ...(IS_CI ? countOf(false) : NOTHING), note: ', not installed' }
    }
    const count = await this.jest([engine], '--maxWorkers', '2')
    // One line for each of them is printed by the environment of the tests, with the reason.
    const leftOut = [...this.output.matchAll(/left out in \w+: (\d+) of /g)].reduce((sum, [, n]) => sum + Number(n), 0)
    return { ...count, note: `, ${leftOut} left out that ${engine} can't show: the lines "left out" say why` }
  }
}

/** @typedef {(runner: Runner) => Promise<Count>} Body */

/** @type {Count} */
const NOTHING = { passed: 0, failed: 0 }

let files = 0

/** Those of one group run side by side. @type {[name: string, body: Body][][]} */
const groups = [
  [
    ['types', (runner) => runner.check('typescript/bin/tsc', '-p', 'tsconfig.json')],
    ['lint', (runner) => runner.check('eslint/bin/eslint.js', '.', '--max-warnings', '0')],
    ['format', (runner) => runner.check('prettier/bin/prettier.cjs', '--check', '.')],
    ['unused', (runner) => runner.check('knip/bin/knip.js', '--no-progress')],
  ],
  [['build', async (runner) => countOf((await runner.node('scripts/build.mjs')) === 0)]],
  [['unit', (runner) => runner.jest(['unit', 'compiled'], '--maxWorkers', '2')]],
  [['server', (runner) => runner.jest(['server'], '--maxWorkers', '2')]],
  [['browser', (runner) => runner.jest(['browser'], '--maxWorkers', '2', '--testPathIgnorePatterns', ALONE)]],
  [['alone', (runner) => runner.jest(['browser'], '--runInBand', '--testPathPatterns', ALONE)]],
  [
    ['firefox', (runner) => runner.engine('firefox')],
    ['webkit', (runner) => runner.engine('webkit')],
  ],
  [
    ['package', (runner) => runner.jest(['build'], '--runInBand')],
    ['platforms', (runner) => runner.jest(['platforms'], '--runInBand')],
  ],
]

const wanted = process.argv.slice(2)
const names = groups.flat().map(([name]) => name)
for (const name of wanted) {
  if (names.includes(name)) continue
  console.error(`There is no step "${name}". There are: ${names.join(', ')}.`)
  process.exit(1)
}

/** Where jest writes its counts to. */
const results = mkdtempSync(join(tmpdir(), 'react-websocket-node-test-'))

/** @type {(Count & { name: string, time: string })[]} */
const outcomes = []
for (const group of groups) {
  const steps = group.filter(([name]) => wanted.length === 0 || wanted.includes(name))
  await Promise.all(steps.map(([name, body]) => step(name, body, steps.length > 1)))
}
rmSync(results, { recursive: true, force: true })

console.log('')
for (const { name, passed, failed, time, note = '' } of outcomes) {
  console.log(`${failed ? 'FAIL' : 'ok  '} ${name}: ${passed} passed, ${failed} failed (${time})${note}`)
}
const total = outcomes.reduce((sum, count) => add(sum, count), NOTHING)
if (total.failed) process.exitCode = 1
console.log(`${total.passed} passed, ${total.failed} failed`)

/**
 * @param {string} name
 * @param {Body} body
 * @param {boolean} isHeld
 */
async function step(name, body, isHeld) {
  const title = `\n── ${name} ──`
  if (!isHeld) console.log(title)
  const runner = new Runner(isHeld)
  const start = Date.now()
  const count = await body(runner).catch((error) => {
    runner.print(`${error}\n`)
    return countOf(false)
  })
  const time = minutes(Date.now() - start)
  outcomes.push({ name, ...count, time })
  if (isHeld) console.log(`${title}\n${runner.output}`)
  console.log(`── ${name}: ${count.failed ? 'failed' : 'passed'} (${time}) ──`)
}

/** @param {number} milliseconds */
function minutes(milliseconds) {
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`
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
