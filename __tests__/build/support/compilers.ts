/**
 * TypeScript over files of an app that installed the package, in the versions that users have.
 */
import type { Consumer } from './consumer.js'
import { runBin, type Outcome } from './run.js'

/** Each by the folder that it is installed in. */
export const COMPILERS = [
  ['6.0', 'typescript'],
  ['5.9', 'typescript-5.9'],
  ['5.4', 'typescript-5.4'],
] as const

export type Compiler = (typeof COMPILERS)[number][1]

/** As strict as can be; the package's own declarations are checked, too. */
const OPTIONS = {
  strict: true,
  noEmit: true,
  jsx: 'react-jsx',
  target: 'ES2022',
  lib: ['ES2022', 'DOM'],
  module: 'ESNext',
  moduleResolution: 'bundler',
  types: [] as string[],
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
}

/** Writes the files into the app and compiles them, with these options over the usual ones. */
export async function compile(
  consumer: Consumer,
  compiler: Compiler,
  files: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>> = {},
): Promise<Outcome> {
  for (const [name, text] of Object.entries(files)) await consumer.write(name, text)
  const compilerOptions = { ...OPTIONS, ...options }
  await consumer.write('tsconfig.json', JSON.stringify({ compilerOptions, files: Object.keys(files) }))
  return runBin(consumer.folder, `${compiler}/bin/tsc`, '-p', '.', '--pretty', 'false')
}
