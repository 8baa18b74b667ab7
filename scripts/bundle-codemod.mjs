// Bundles the codemod with all that it uses into one file that runs wherever Node does, and puts the licences of what is
// inside at its end.
import { build } from 'esbuild'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const { version } = /** @type {{ version: string }} */ (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))

const OPTIONS = /** @satisfies {import('esbuild').BuildOptions} */ ({
  entryPoints: [join(root, 'codemod', 'bin.ts')],
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  metafile: true,
  legalComments: 'none',
  define: { PACKAGE_VERSION: JSON.stringify(version) },
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
})

/** The names of the packages that are bundled. */
export async function bundledPackages() {
  const { metafile } = await build({ ...OPTIONS, write: false, outfile: 'codemod.cjs' })
  return packagesOf(metafile)
}

/**
 * Writes the file, and gives the names of the packages in it.
 *
 * @param {string} outfile
 */
export async function bundleCodemod(outfile) {
  const { metafile } = await build({ ...OPTIONS, outfile })
  const packages = packagesOf(metafile)
  const licences = packages.map(licenceOf)
  const comment = licences.join('\n').replaceAll('*/', '* /')
  writeFileSync(
    outfile,
    `${readFileSync(outfile, 'utf8')}/*! What is bundled here, and its licences:\n\n${comment}*/\n`,
  )
  return packages
}

/** @param {import('esbuild').Metafile} metafile */
function packagesOf({ inputs }) {
  const names = Object.keys(inputs).flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
  return [...new Set(names)].sort()
}

/** @param {string} name */
function licenceOf(name) {
  const folder = join(root, 'node_modules', name)
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  if (!file) throw new Error(`${name} is bundled and has no licence file`)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
}
