/**
 * What the pages load: this package as it is published, and for each contestant a script with all scenarios.
 */
import { build, type BuildOptions } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'

/** Which React a page has, and whether its code can be read in a profile. */
export type Mode = 'production' | 'development' | 'readable'

/** The folders of a run. */
export interface Folders {
  readonly root: string
  /** The built package. */
  readonly dist: string
  /** The scripts of the pages. */
  readonly scripts: string
}

/** The names of all contestants: of their files. */
export function contestantNames(root: string): string[] {
  return readdirSync(join(root, 'bench', 'contestants'))
    .filter((file) => extname(file) === '.tsx')
    .map((file) => basename(file, '.tsx'))
}

/** Compiles `src/` as `npm run build` does, but elsewhere, so that a run disturbs nobody who uses dist/. */
export function buildPackage({ root, dist }: Folders): void {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const args = [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', dist, '--declaration', 'false']
  const { status, stdout } = spawnSync(process.execPath, [...args, '--declarationMap', 'false'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`src/ does not compile:\n${stdout}`)
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify({ type: 'module', sideEffects: false })}\n`)
}

/** The name of a contestant's script. */
export function scriptName(contestant: string, mode: Mode): string {
  return `${contestant}.${mode}.js`
}

/** Makes the script of one contestant. */
export async function buildPage(folders: Folders, contestant: string, mode: Mode): Promise<void> {
  mkdirSync(folders.scripts, { recursive: true })
  await build({
    ...optionsFor(folders, mode),
    stdin: {
      contents: `import contestant from './contestants/${contestant}'
        import { expose } from './page/expose'
        expose(contestant)`,
      resolveDir: join(folders.root, 'bench'),
      loader: 'ts',
    },
    outfile: join(folders.scripts, scriptName(contestant, mode)),
  })
}

/** How an app's bundler would do it. */
export function optionsFor({ root, dist }: Folders, mode: Mode): BuildOptions {
  const isReadable = mode !== 'production'
  return {
    bundle: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    minify: !isReadable,
    keepNames: isReadable,
    define: { 'process.env.NODE_ENV': mode === 'development' ? '"development"' : '"production"' },
    alias: {
      'react-websocket-node': join(dist, 'index.js'),
      'react-websocket-node/inspector/production': join(dist, 'inspector', 'index.js'),
    },
    nodePaths: [join(root, 'node_modules')],
    logLevel: 'error',
  }
}
