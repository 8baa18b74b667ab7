/**
 * @jest-environment node
 *
 * The docstrings are the reference: each export, each member of an exported interface and each parameter of an exported
 * function has one, and a default that is documented is the one in the code.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditDocstrings } from '../support/docs/docstrings.js'
import { ROOT } from '../support/readme.js'

it('leave out nothing, and say the defaults that the code has', () => {
  const { problems, ...counts } = auditDocstrings()
  expect(problems).toEqual([])
  console.info(
    `${counts.exports} exports, ${counts.members} members, ${counts.parameters} parameters, ${counts.defaults} defaults`,
  )
  expect(counts.exports).toBeGreaterThan(100)
  expect(counts.members).toBeGreaterThan(200)
  expect(counts.parameters).toBeGreaterThan(40)
  expect(counts.defaults).toBeGreaterThan(30)
})

/** Mistakes, each in one file, and what has to be said of it. */
const MISTAKES: readonly (readonly [name: string, file: string, from: string | RegExp, to: string, said: RegExp])[] = [
  [
    'a wrong default',
    'src/core/options.ts',
    'sendQueue = 100',
    'sendQueue = 200',
    /sendQueue: @defaultValue 100; the code has 200/,
  ],
  [
    'a default that went',
    'src/policies/ping.ts',
    'interval = 25',
    'interval',
    /interval: @defaultValue 25; the code has none/,
  ],
  [
    'an undocumented default',
    'src/policies/backoff.ts',
    / \*\/\n {2}minDelay\?/,
    ' */\n  other?: number | undefined\n  /** Words. */\n  minDelay?',
    /other: no @defaultValue|minDelay: no @defaultValue/,
  ],
  [
    'an export without a docstring',
    'src/formats/text.ts',
    /\/\*\*[^/]*\*\/\nexport const text/,
    'export const text',
    /text: no docstring/,
  ],
  [
    'a member without a docstring',
    'src/core/errors.ts',
    'export interface CloseDetails {',
    'export interface CloseDetails {\n  readonly other: string',
    /CloseDetails\.other: no docstring/,
  ],
  ['a parameter without a docstring', 'src/react/useNode.ts', /@param name[^\n]*\n/, '\n', /useNode: no @param name/],
]

it('a mistake is found and its place is named', () => {
  const changed = new Map<string, string>()
  for (const [name, file, from, to] of MISTAKES) {
    const source = changed.get(file) ?? readFileSync(join(ROOT, file), 'utf8')
    const mistaken = source.replace(from, to)
    if (mistaken === source) throw new Error(`${file} has no place for ${name}`)
    changed.set(file, mistaken)
  }
  const { problems } = auditDocstrings(changed)
  for (const [, file, , , said] of MISTAKES) {
    expect(problems.find((problem) => said.test(problem) && /^[\w/]+\.tsx?:\d+: /.test(problem))).toBeDefined()
    expect(file).toMatch(/^src/)
  }
})
