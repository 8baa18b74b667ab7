// Compiles one file after another with the TypeScript that the first argument names, and prints the errors in them and in
// the package as JSON, a list for each file. Errors in other packages are not looked for, which saves most of the time.
const ts = require(process.argv[2])
/** @type {{ file: string, options: Record<string, unknown> }[]} */
const jobs = JSON.parse(process.argv[3])

/** Parsed once for all jobs: the libraries, which no option changes. */
const libraries = new Map()

/** @param {(typeof jobs)[number]} job */
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
  if (ours.length < 10) found.push({ messageText: `the package was not found: ${ours.map((one) => one.fileName)}` })
  return found.map((one) => `${one.file?.fileName ?? ''} ${ts.flattenDiagnosticMessageText(one.messageText, '\n')}`)
}

console.log(JSON.stringify(jobs.map(errorsOf)))
