/**
 * What an app ships for a contestant: bundled, minified and gzipped, React left out.
 */
import { build } from 'esbuild'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { optionsFor, type Folders } from './build'

/** Weighs what `code` imports and exports. */
export async function weigh(folders: Folders, code: string): Promise<{ minified: number; gzip: number }> {
  const { outputFiles } = await build({
    ...optionsFor(folders, 'production'),
    stdin: { contents: code, resolveDir: join(folders.root, 'bench') },
    format: 'esm',
    external: ['react', 'react-dom', 'react/jsx-runtime'],
    write: false,
  })
  const bundle = outputFiles?.[0]?.contents
  if (!bundle) throw new Error(`esbuild made nothing of ${code}`)
  return { minified: bundle.length, gzip: gzipSync(bundle, { level: 9 }).length }
}
