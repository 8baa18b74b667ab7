/**
 * An app that installed the packed package: what is published, where a user would have it, and nothing of this
 * repository but copies of the packages that a user would bring along.
 */
import { cp, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packPackage } from '../../../scripts/examples.mjs'
import { ROOT, runNpm } from './run.js'

/** What an app has beside the package: each by the folder that it is copied from. */
const BROUGHT_ALONG = {
  'react 19': { react: 'react', 'react-dom': 'react-dom', scheduler: 'scheduler' },
  'react 18': { react: 'react-18', 'react-dom': 'react-dom-18' },
} as const

const FOR_ALL = ['ws', '@types/react', '@types/react-dom', '@types/node', '@types/ws', 'csstype', 'undici-types']

export type ReactVersion = keyof typeof BROUGHT_ALONG

export interface Consumer {
  /** The app's folder. */
  readonly folder: string
  /** The tarball that it installed. */
  readonly tarball: string
  /** Writes a file of the app. */
  write(name: string, text: string): Promise<void>
  remove(): Promise<void>
}

/** Packs dist/ as it is, and installs the tarball into a new folder, without a network. */
export async function createConsumer(react: ReactVersion = 'react 19'): Promise<Consumer> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'react-websocket-node-consumer-')))
  const remove = () => rm(folder, { recursive: true, force: true })
  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  try {
    const packed = await packPackage(ROOT, folder)
    await write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
    // The peer is brought along below, so that nothing is asked of a registry.
    await runNpm(folder, 'install', '--offline', '--legacy-peer-deps', '--ignore-scripts', `./${packed}`)
    const brought = { ...BROUGHT_ALONG[react], ...Object.fromEntries(FOR_ALL.map((name) => [name, name])) }
    for (const [name, from] of Object.entries(brought)) {
      await cp(join(ROOT, 'node_modules', from), join(folder, 'node_modules', name), { recursive: true })
    }
    return { folder, tarball: join(folder, packed), write, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** The example in the consumer's folder, as somebody would start from it. */
export async function addExample({ folder }: Consumer): Promise<void> {
  const example = join(ROOT, 'examples', 'minimal')
  for (const name of await readdir(example)) {
    if (name === 'package.json' || name === 'node_modules' || name === 'dist') continue
    await cp(join(example, name), join(folder, name))
  }
}
