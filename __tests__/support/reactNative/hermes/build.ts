/**
 * Bundles as React Native's tools make them for Hermes: each file through its babel preset. Metro, which joins the files,
 * is replaced by esbuild.
 */
import { transformAsync } from '@babel/core'
import { build, type Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../../../build/support/run'
import { MODULES } from '../runApp'

/** Without the configuration of whatever folder a file is in. */
const ALONE = { babelrc: false, configFile: false }

const babel: Plugin = {
  name: 'babel',
  setup({ onLoad, onResolve }) {
    // Native, and needed for blobs only.
    onResolve({ filter: /NativeBlobModule$/ }, () => ({ path: 'none', namespace: 'none' }))
    onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'export default undefined' }))
    onLoad({ filter: /\.[jt]s$/ }, async ({ path }) => {
      if (path.includes('@babel/runtime')) return undefined
      const result = await transformAsync(await readFile(path, 'utf8'), {
        filename: path,
        ...ALONE,
        presets: [[join(MODULES, '@react-native', 'babel-preset'), { disableImportExportTransform: true }]],
      })
      return { contents: result?.code ?? '' }
    })
  },
}

/** One script of an entry, with React left out. */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    external: ['react', 'react/jsx-runtime'],
    alias: { 'react-websocket-node/core': join(ROOT, 'dist', 'esm', 'core', 'index.js') },
    nodePaths: [MODULES],
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [babel],
    logLevel: 'silent',
  })
  // esbuild's own helpers count on a new variable in each turn of a loop, which Hermes does not make.
  const scoped = await transformAsync(outputFiles[0]!.text, {
    ...ALONE,
    compact: true,
    plugins: [join(MODULES, '@babel', 'plugin-transform-block-scoping')],
  })
  return scoped?.code ?? ''
}
