// Compiles one file after another with the TypeScript that the first argument names, and prints the errors in them and in
// the package as JSON, a list for each file. Errors in other packages are not looked for, which saves most of the time.
import { createRequire } from 'node:module'

const [typescript = '', jobs = ''] = process.argv.slice(2)
/** @type {typeof import('typescript')} */
const ts = createRequire(import.meta.url)(typescript)

/**
 * Parsed once for all jobs: the libraries, which no option changes.
 *
 * @type {Map<string, import('typescript').SourceFile | undefined>}
 */
const libraries = new Map()

/** @param {{ file: string, options: Record<string, unknown> }} job */
function errorsOf({ file, options: json }) {
  const { options, errors } = ts.convertCompilerOptionsFromJson(json, process.cwd())
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, ...rest) => {
    if (!/lib\.[\w.]+\.d\.ts$/.test(name)) return getSourceFile.call(host, name, ...rest)
    const library = libraries.get(name) ?? getSourceFile.call(host, name, ...rest)
    libraries.set(name, library)
    return library
  }
  const program = ts.createProgram([file], options, host)
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.endsWith(file) || fileName.includes('/react-websocket-node/'))
  const found = [
    ...errors,
    ...program.getOptionsDiagnostics(),
    ...ours.flatMap((source) => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
      ...(options.declaration ? program.getDeclarationDiagnostics(source) : []),
    ]),
  ]
  const texts = found.map(
    (one) => `${one.file?.fileName ?? ''} ${ts.flattenDiagnosticMessageText(one.messageText, '\n')}`,
  )
  return ours.length < 10 ? [...texts, 'the package was not found'] : texts
}

console.log(JSON.stringify(JSON.parse(jobs).map(errorsOf)))
