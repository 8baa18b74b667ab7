/**
 * Code that a tool has written, run as a module without a file.
 */
import ts from 'typescript'

/** Code as a module that runs: what it exports, and what it calls while it is loaded. */
export function runCode(
  { code, language }: { readonly code: string; readonly language: 'ts' | 'tsx' },
  modules: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { outputText } = ts.transpileModule(code, {
    fileName: `code.${language}`,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX },
  })
  const exports: Record<string, unknown> = {}
  const require = (name: string) => {
    if (name in modules) return modules[name]
    throw new Error(`the code imports ${name}, which the test does not give it`)
  }
  const scope = { require, exports }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a tool of the repository has written it
  const run = new Function(...Object.keys(scope), outputText) as (...args: unknown[]) => void
  run(...Object.values(scope))
  return exports
}
