/**
 * What a page loads: an entry of `page/` with the sources that it imports, bundled in memory.
 */
import { build, type Plugin } from 'esbuild'
import { join } from 'node:path'

/** The entries there are. */
export type PageEntry =
  | 'kit.ts'
  | 'codemod-kit.tsx'
  | 'tree-kit.tsx'
  | 'life-kit.tsx'
  | 'mixup-kit.tsx'
  | 'frame-kit.tsx'
  | 'concurrency-kit.tsx'
  | 'inspector-kit.tsx'
  | 'docs-kit.tsx'

export interface BundleOptions {
  /** The major version of React. Default 19. */
  readonly react?: 18 | 19
  /** As an app's bundler makes it while one works, or as it is shipped. Default `development`. */
  readonly mode?: 'development' | 'production'
  /** Sources of modules that are no files, by what imports call them. Their own imports are resolved from the root. */
  readonly modules?: Readonly<Record<string, string>>
  /** The file that `docs-kit.tsx` imports as `docs-code`, from the root of the repository. */
  readonly code?: string
}

const ROOT = join(__dirname, '..', '..', '..')

const ALIASES: Readonly<Record<18 | 19, Record<string, string>>> = {
  18: { react: 'react-18', 'react-dom': 'react-dom-18' },
  19: {},
}

/** One script that puts the exports of the entry into the global `kit`. */
export async function bundle(
  entry: PageEntry,
  { react = 19, mode = 'development', modules = {}, code }: BundleOptions = {},
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'page', entry)],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'kit',
    target: 'es2022',
    jsx: 'automatic',
    minify: mode === 'production',
    // The package is its sources, by the paths of tsconfig.json.
    alias: { ...ALIASES[react], ...(code !== undefined && { 'docs-code': join(ROOT, code) }) },
    plugins: [virtual(modules)],
    // A classic script has no address of its own; TanStack Devtools look for their fonts beside it.
    define: { 'process.env.NODE_ENV': JSON.stringify(mode), 'import.meta.url': 'document.baseURI' },
    logLevel: 'silent',
  })
  const [script] = outputFiles
  if (script === undefined) throw new Error(`${entry} made no script`)
  return script.text
}

function virtual(modules: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'modules that are no files',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path }) => (path in modules ? { path, namespace: 'virtual' } : undefined))
      onLoad({ filter: /.*/, namespace: 'virtual' }, ({ path }) => ({ contents: modules[path]!, resolveDir: ROOT }))
    },
  }
}
