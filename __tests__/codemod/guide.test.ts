/** @jest-environment node */
/**
 * The guide: what it shows as before and after is what the codemod does.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { KNOWN_OPTIONS } from '../../codemod/options.js'
import { FIELDS } from '../../codemod/calls.js'
import { run } from '../../codemod/run.js'
import { isCode, readFences } from '../support/fences.js'
import { ROOT } from '../support/readme.js'

const guide = readFileSync(join(ROOT, 'docs', 'migration.md'), 'utf8')
const blocks = readFences(guide).filter(isCode)
const isOld = (code: string) => code.includes("from 'react-use-websocket'")

/** Each block of old code, and the block that follows it. */
const pairs = blocks.flatMap(({ code, heading }, index) =>
  isOld(code) ? [[heading, code, blocks[index + 1]!.code] as const] : [],
)

it('has more than one before and after', () => {
  expect(pairs.length).toBeGreaterThan(1)
})

/** What is shared is moved by hand. */
const byHand = ([heading]: (typeof pairs)[number]) => heading === 'Sharing by hand'

it.each(pairs.filter(byHand))('%s: the codemod leaves it, and refers to this section', (heading, before, after) => {
  const [file] = run(new Map([['Before.tsx', before]])).files
  expect(file!.marks.map(({ id }) => id)).toEqual(['share', 'share'])
  expect(after).toContain("from 'react-websocket-node'")
  expect(guide).toContain(`[sharing by hand](#${heading.toLowerCase().replaceAll(' ', '-')})`)
})

it.each(pairs.filter((pair) => !byHand(pair)))('%s: the codemod writes what stands there', (_, before, after) => {
  const [file] = run(new Map([['Before.tsx', before]])).files
  expect(file).toMatchObject({ code: after, marks: [] })
})

it.each([...KNOWN_OPTIONS].filter((name) => name !== 'fromSocketIO'))('has a row for the option %s', (name) => {
  expect(guide).toMatch(new RegExp(`^\\|[^|]*\`${name}[\`:]`, 'm'))
})

it.each(FIELDS)('has a row for %s', (name) => {
  expect(guide).toMatch(new RegExp(`^\\| \`${name}`, 'm'))
})
