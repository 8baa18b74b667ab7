/**
 * `npx react-websocket-node codemod <paths>`.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { diff } from './diff.js'
import { GUIDE, MARKS } from './ids.js'
import { run, type FileResult } from './run.js'

const USAGE = `Usage: react-websocket-node codemod <files or folders> [--dry-run] [--report=json]

Moves components from react-use-websocket to react-websocket-node. What it cannot move it leaves as it is, below a
comment that says why; ${GUIDE} has each of them.

  --dry-run      writes nothing, and prints a diff
  --report=json  prints the result as JSON
  --help         prints this
  --version      prints the version of the package

Exit code: 0 all is moved, 1 something is marked, 2 a file failed and was left untouched, or wrong usage.
`

/** Set by the build. */
declare const PACKAGE_VERSION: string

const SOURCE = /\.[mc]?[jt]sx?$/
const OPTIONS = ['--dry-run', '--report=json']

/** Runs the command; gives its exit code. */
export function main(args: readonly string[], print: (text: string) => void, complain: (text: string) => void): number {
  const [command, ...rest] = args
  const flags = rest.filter((arg) => arg.startsWith('-'))
  const paths = rest.filter((arg) => !arg.startsWith('-'))
  if (args.includes('--help') || args.includes('-h')) {
    print(USAGE)
    return 0
  }
  if (args.includes('--version') || args.includes('-v')) {
    print(`${PACKAGE_VERSION}\n`)
    return 0
  }
  const unknown = flags.find((flag) => !OPTIONS.includes(flag))
  if (command !== 'codemod' || paths.length === 0 || unknown) {
    complain(
      unknown
        ? `Unknown option ${unknown}; there are ${OPTIONS.join(' and ')}.\n`
        : command === 'codemod'
          ? 'The codemod takes files or folders; got none.\n'
          : `The one command is codemod; got ${command ?? 'none'}.\n`,
    )
    complain(`\n${USAGE}`)
    return 2
  }
  const isDry = flags.includes('--dry-run')
  const { sources, failed } = readSources(paths)
  const { files, shared } = run(sources)
  const results = [...files]
  if (!isDry) {
    for (const [index, { path, code, changed }] of files.entries()) {
      if (!changed) continue
      try {
        writeFileSync(path, code)
      } catch (error) {
        results[index] = { ...files[index]!, changed: false, marks: [], error: messageOf(error) }
      }
    }
  }
  results.push(...failed)
  const shown = results.filter(({ changed, marks, error }) => changed || marks.length > 0 || error !== undefined)
  if (flags.includes('--report=json')) {
    const report = {
      version: 1,
      dryRun: isDry,
      files: shown.map(({ path, changed, marks, error }) => ({
        path,
        changed,
        marks: marks.map(({ id, line }) => ({ id, line, sentence: MARKS[id] })),
        ...(error === undefined ? {} : { error }),
        ...(isDry && changed ? { diff: diff(path, sources.get(path)!, codeOf(files, path)) } : {}),
      })),
      shared,
    }
    print(`${JSON.stringify(report, null, 2)}\n`)
  } else {
    for (const { path, changed, marks, error } of shown) {
      if (isDry && changed) print(diff(path, sources.get(path)!, codeOf(files, path)))
      if (error !== undefined) complain(`${path}: left untouched: ${error}\n`)
      for (const { id, line } of marks) complain(`${path}:${line} ${id}: ${MARKS[id]}. ${GUIDE}#${id}\n`)
    }
    const count = (some: readonly FileResult[]) => `${some.length} ${some.length === 1 ? 'file' : 'files'}`
    const marks = results.reduce((sum, result) => sum + result.marks.length, 0)
    complain(
      `${count(results.filter(({ changed }) => changed))} ${isDry ? 'would change' : 'changed'}, ${marks} marks, ${count(results.filter(({ error }) => error !== undefined))} failed.\n`,
    )
  }
  if (results.some(({ error }) => error !== undefined)) return 2
  return results.some(({ marks }) => marks.length > 0) ? 1 : 0
}

const codeOf = (files: readonly FileResult[], path: string) => files.find((file) => file.path === path)!.code
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

function readSources(paths: readonly string[]): { sources: Map<string, string>; failed: FileResult[] } {
  const sources = new Map<string, string>()
  const failed: FileResult[] = []
  // A byte that is no UTF-8 would be written as another one.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  for (const path of paths) visit(path, true)
  return { sources, failed }

  function visit(path: string, isNamed: boolean): void {
    const name = (relative('.', path) || '.').split(sep).join('/')
    try {
      if (statSync(path).isDirectory()) {
        for (const entry of readdirSync(path, { withFileTypes: true })) {
          if (entry.isSymbolicLink() || entry.name === 'node_modules' || entry.name.startsWith('.')) continue
          if (entry.isDirectory() || isSource(entry.name)) visit(join(path, entry.name), false)
        }
      } else if (isNamed || isSource(path)) sources.set(name, decoder.decode(readFileSync(path)))
    } catch (error) {
      failed.push({ path: name, code: '', changed: false, marks: [], error: messageOf(error) })
    }
  }
}

const isSource = (name: string) => SOURCE.test(name) && !/\.d\.[mc]?ts$/.test(name)
