/** @jest-environment node */
/**
 * Whole components, as they were and as they become.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../codemod/run.js'
import { MARK_START } from '../../codemod/ids.js'
import { diagnose } from '../support/compile.js'

const FOLDER = join(__dirname, 'fixtures')
const names = readdirSync(FOLDER)
const read = (name: string, file: string) => readFileSync(join(FOLDER, name, file), 'utf8')
const convertOne = (source: string) => run(new Map([['before.tsx', source]])).files[0]!

it('are at least 25', () => {
  expect(names.length).toBeGreaterThanOrEqual(25)
})

it.each(names)('%s becomes what is expected', (name) => {
  expect(convertOne(read(name, 'before.tsx')).code).toBe(read(name, 'after.tsx'))
})

it.each(names)('%s is not changed by a second run', (name) => {
  const result = convertOne(read(name, 'after.tsx'))
  expect(result).toMatchObject({ changed: false, code: read(name, 'after.tsx') })
})

it.each(names)('%s with CRLF becomes the same with CRLF', (name) => {
  const crlf = (text: string) => text.replace(/\n/g, '\r\n')
  expect(convertOne(crlf(read(name, 'before.tsx'))).code).toBe(crlf(read(name, 'after.tsx')))
})

/** What may be marked in the fixtures: shares, sockets by themselves, other protocols, wrappers, options from elsewhere. */
const MAY_BE_MARKED = ['sharedBadges', 'otherProtocols', 'wrapperHook', 'lateAddress']

it.each(names.filter((name) => !MAY_BE_MARKED.includes(name)))('%s converts without a mark', (name) => {
  expect(convertOne(read(name, 'before.tsx')).marks).toEqual([])
  expect(read(name, 'after.tsx')).not.toContain('react-use-websocket/')
})

/** What Vite's template for React and TypeScript asks of a new app. */
const TEMPLATE = { erasableSyntaxOnly: true, noUnusedParameters: true, noUnusedLocals: true }

function problemsOf(version: 'before' | 'after') {
  const files = new Map(names.map((name) => [join(FOLDER, name, `${version}.tsx`), read(name, `${version}.tsx`)]))
  return [...diagnose(files, TEMPLATE)].map(([path, problems], index) => ({
    name: names[index]!,
    lines: files.get(path)!.split('\n'),
    problems,
  }))
}

it('compile with the options of a new Vite app, but where a mark stands at the line or above it', () => {
  // What was unused before may stay so.
  const before = new Set(
    problemsOf('before').flatMap(({ name, problems }) => problems.map(({ message }) => `${name} ${message}`)),
  )
  const unmarked = problemsOf('after').flatMap(({ name, lines, problems }) => {
    const isMarked = (line: number) => [line - 1, line - 2].some((index) => lines[index]?.includes(MARK_START))
    return problems
      .filter(({ line, message }) => !isMarked(line) && !before.has(`${name} ${message}`))
      .map(({ line, message }) => `${name}:${line} ${message}`)
  })
  expect(unmarked).toEqual([])
})
