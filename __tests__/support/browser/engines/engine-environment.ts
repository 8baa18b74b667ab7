/**
 * Jest's environment for the tests in an engine: names the engine, and takes out what `leftOut.ts` says that it can't
 * show, before the tests are counted.
 */
import type { Circus } from '@jest/types'
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment'
import { TestEnvironment } from 'jest-environment-node'
import { relative, sep } from 'node:path'
import type { EngineName } from './engine'
import { DIFFERENCES } from './differences'
import { LEFT_OUT } from './leftOut'

export default class EngineEnvironment extends TestEnvironment {
  readonly #engine: EngineName
  readonly #file: string

  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context)
    const { engine } = config.projectConfig.testEnvironmentOptions as { engine: EngineName }
    this.#engine = engine
    this.#file = relative(`${config.projectConfig.rootDir}/__tests__/browser`, context.testPath)
      .split(sep)
      .join('/')
      .replace(/\.test\.tsx?$/, '')
    Object.assign(this.global, { ENGINE: engine })
  }

  handleTestEvent(event: Circus.Event, state: Circus.State): void {
    if (event.name !== 'run_start') return
    const rows = LEFT_OUT.filter(
      ({ file, engines }) => file === this.#file && (engines as string[]).includes(this.#engine),
    )
    for (const { test, reason } of rows) {
      const count = takeOut(state.rootDescribeBlock, test)
      if (count === 0) throw new Error(`leftOut.ts names a test that ${this.#file} does not have: ${test}`)
      console.log(`left out in ${this.#engine}: ${count} of ${this.#file}, "${test}": ${reason}`)
    }
    for (const { file, engine, test } of DIFFERENCES) {
      if (file !== this.#file || engine !== this.#engine || hasTest(state.rootDescribeBlock, test)) continue
      throw new Error(`differences.ts names a test that ${this.#file} does not have: ${test}`)
    }
  }
}

function hasTest(block: Circus.DescribeBlock, fullName: string, prefix = ''): boolean {
  return block.children.some((child) => {
    const name = `${prefix}${child.name}`
    return child.type === 'describeBlock' ? hasTest(child, fullName, `${name} `) : name === fullName
  })
}

/** Takes the tests whose full name begins so out of a block; says how many there were. */
function takeOut(block: Circus.DescribeBlock, beginning: string, prefix = ''): number {
  let count = 0
  block.children = block.children.filter((child) => {
    const name = `${prefix}${child.name}`
    if (child.type === 'describeBlock') {
      count += takeOut(child, beginning, `${name} `)
      return child.children.length > 0
    }
    const isOut = name.startsWith(beginning)
    if (isOut) count += 1
    return !isOut
  })
  return count
}
