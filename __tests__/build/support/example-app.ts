/**
 * An example of examples/ as its user has it: packed, copied, installed by its lockfile and built in a folder of its own,
 * and its server as a program of its own.
 */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { copyExample, installExample } from '../../../scripts/examples.mjs'
import { startServerWith, type DevServer } from '../../support/bundlers/startServer.js'
import { ROOT, runNpm } from './run.js'

/** The most that an installation may take where nothing has been downloaded yet; nothing waits for it. */
const INSTALL_SECONDS = 600

export interface ExampleApp {
  /** Where it was installed. */
  readonly folder: string
  /** Starts what its `npm start` runs; it ends with the test, unless it has before. */
  start(env?: Readonly<Record<string, string>>): Promise<DevServer>
}

/** To be called at the top of a test file; what it gives can be used in tests. */
export function useExampleApp(name: string): ExampleApp {
  let folder: string | undefined
  const running: DevServer[] = []

  beforeAll(async () => {
    folder = await copyExample(ROOT, name)
    await installExample(folder)
    await runNpm(folder, 'run', 'build')
  }, INSTALL_SECONDS * 1000)
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()))
  })
  afterAll(async () => {
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  const installed = (): string => {
    if (!folder) throw new Error('the example is installed in tests only')
    return folder
  }
  return {
    get folder() {
      return installed()
    },
    async start(env = { PORT: '0' }) {
      const { scripts } = JSON.parse(await readFile(join(installed(), 'package.json'), 'utf8')) as {
        scripts: { start: string }
      }
      const server = await startServerWith(env, installed(), scripts.start.replace(/^node /, ''))
      running.push(server)
      return server
    },
  }
}
