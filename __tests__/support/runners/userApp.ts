/**
 * A user's app with tests of its own: the packed package, and beside it React, Testing Library and mock-socket, where
 * each runner finds them.
 */
import { mkdir, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { createConsumer, type Consumer } from '../../build/support/consumer'
import { ROOT } from '../../build/support/run'

/** Links and no copies, so that all of them find the same React. */
const OURS = ['react', 'react-dom', 'react-test-renderer', '@testing-library/react', 'mock-socket']

const RUNNERS = join(ROOT, 'platforms', 'runners')

export async function createUserApp(): Promise<Consumer> {
  const app = await createConsumer()
  const link = async (name: string, from: string) => {
    const place = join(app.folder, 'node_modules', name)
    await rm(place, { recursive: true, force: true })
    await mkdir(dirname(place), { recursive: true })
    await symlink(join(from, 'node_modules', name), place)
  }
  for (const name of OURS) await link(name, ROOT)
  for (const name of ['jsdom', 'happy-dom']) await link(name, RUNNERS)
  return app
}

/**
 * Writes a file of tests, made of files of `user/`.
 *
 * @param name where in the app; what ends in `.mjs` is a module
 * @param code imports from `user/`
 * @param comment what the runner reads at its beginning
 */
export async function writeSuite(app: Consumer, name: string, code: string, comment = ''): Promise<void> {
  await build({
    stdin: { contents: code, resolveDir: join(__dirname, 'user'), loader: 'ts' },
    outfile: join(app.folder, name),
    bundle: true,
    packages: 'external',
    format: name.endsWith('.mjs') ? 'esm' : 'cjs',
    platform: 'node',
    jsx: 'automatic',
    // Not the repository's, whose paths lead to the sources.
    tsconfigRaw: {},
    banner: { js: comment },
    // The repository's package.json says that no file has side effects: those of src/.
    ignoreAnnotations: true,
    logLevel: 'silent',
  })
}
