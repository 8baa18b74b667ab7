/**
 * Code of the docs, or that a tool has written, compiled against the sources as strictly as a user's project may.
 */
import { join } from 'node:path'
import ts from 'typescript'
import { ROOT } from './readme.js'

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.ReactJSX,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['jest'],
  skipLibCheck: true,
  noEmit: true,
  paths: {
    'react-websocket-node': [join(ROOT, 'src', 'index.ts')],
    'react-websocket-node/core': [join(ROOT, 'src', 'core', 'index.ts')],
    'react-websocket-node/inspector': [join(ROOT, 'src', 'inspector', 'index.ts')],
  },
}

/** What the compiler says, and the line that it says it of, counted from 1. */
export interface Problem {
  readonly line: number
  readonly message: string
}

/** What the compiler says about each file, which are all in memory and import as if they stood where their paths say. */
export function compile(files: ReadonlyMap<string, string>, more: ts.CompilerOptions = {}): Map<string, string[]> {
  return new Map(
    [...diagnose(files, more)].map(([path, problems]) => [path, problems.map(({ message }) => message)] as const),
  )
}

/** The same, with the lines. */
export function diagnose(files: ReadonlyMap<string, string>, more: ts.CompilerOptions = {}): Map<string, Problem[]> {
  const options = { ...OPTIONS, ...more }
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile } = host
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.readFile = (path) => files.get(path) ?? readFile(path)
  host.getSourceFile = (path, target, ...rest) => {
    const text = files.get(path)
    return text === undefined ? getSourceFile(path, target, ...rest) : ts.createSourceFile(path, text, target)
  }
  const program = ts.createProgram([...files.keys()], options, host)
  return new Map(
    [...files.keys()].map((path) => [
      path,
      [
        ...program.getSyntacticDiagnostics(program.getSourceFile(path)),
        ...program.getSemanticDiagnostics(program.getSourceFile(path)),
      ].map(({ messageText, file, start }) => ({
        line: file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 1,
        message: ts.flattenDiagnosticMessageText(messageText, '\n'),
      })),
    ]),
  )
}

/** What the compiler says about modules that stand beside the README, each with the module's name. */
export function problemsOf(codes: ReadonlyMap<string, string>): string[] {
  const said = compile(new Map([...codes].map(([name, code]) => [join(ROOT, name), code])))
  return [...said].flatMap(([path, problems]) => problems.map((problem) => `${path.slice(ROOT.length)}: ${problem}`))
}
