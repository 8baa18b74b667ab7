// `npm run build`: makes dist/, which is what the package ships. TypeScript alone writes it, once as ES modules and once
// as CommonJS, one file a module, so that 'use client' stays where it is written and bundlers drop what is not imported. The codemod is
// a program and no module: one bundled file.
import { spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleCodemod } from './bundle-codemod.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

const dist = join(root, 'dist')
// As deep as dist/, since source maps name their sources from there. What uses dist/ meanwhile finds it whole.
const next = join(root, `.dist-${process.pid}`)

build('esm', 'module')
build('cjs', 'commonjs', '--module', 'commonjs', '--verbatimModuleSyntax', 'false')
await bundleCodemod(join(next, 'codemod.cjs'))
rmSync(dist, { recursive: true, force: true })
renameSync(next, dist)

/**
 * @param {string} folder
 * @param {'module' | 'commonjs'} type
 * @param {string[]} args
 */
function build(folder, type, ...args) {
  const outDir = join(next, folder)
  const { status } = spawnSync(
    process.execPath,
    [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', outDir, ...args],
    { stdio: 'inherit' },
  )
  if (status !== 0) {
    rmSync(next, { recursive: true, force: true })
    process.exit(status ?? 1)
  }
  mkdirSync(outDir, { recursive: true })
  // The nearest package.json to a file is the one that Node and bundlers ask, so sideEffects is said again.
  writeFileSync(join(outDir, 'package.json'), `${JSON.stringify({ type, sideEffects: false }, null, 2)}\n`)
}
