/**
 * What a page loads: an entry of `page/` with the sources that it imports, bundled in memory.
 */
import { build } from 'esbuild'
import { join } from 'node:path'

/** The entries there are. */
export type PageEntry =
  | 'kit.ts'
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
  /** The file that `docs-kit.tsx` imports as `docs-code`, from the root of the repository. */
  readonly code?: string
}

const ROOT = join(__dirname, '..', '..', '..')

const ALIASES: Readonly<Record<18 | 19, Record<string, string>>> = {
  18: { react: 'react-18', 'react-dom': 'react-dom-18' },
  19: {},
}

/** One script that puts the exports of the entry into the global `kit`, made for development as an app's bundler would. */
export async function bundle(entry: PageEntry, { react = 19, code }: BundleOptions = {}): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'page', entry)],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'kit',
    target: 'es2022',
    jsx: 'automatic',
    // The package is its sources, by the paths of tsconfig.json.
    alias: { ...ALIASES[react], ...(code !== undefined && { 'docs-code': join(ROOT, code) }) },
    // A classic script has no address of its own; TanStack Devtools look for their fonts beside it.
    define: { 'process.env.NODE_ENV': '"development"', 'import.meta.url': 'document.baseURI' },
    logLevel: 'silent',
  })
  const [script] = outputFiles
  if (script === undefined) throw new Error(`${entry} made no script`)
  return script.text
}
