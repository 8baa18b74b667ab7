/**
 * What all examples have in common: `npm run example NAME` knows them, the README names them, each has a page of its own,
 * and a lockfile that names no host and no content of a tarball that is made anew each time.
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { exampleNames, runServer } from '../../../scripts/examples.mjs'
import { ROOT, runNode } from '../support/run.js'

const NAMES = exampleNames(ROOT)
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8')

it('there are five', () => {
  expect(NAMES).toEqual(['chat', 'dashboard', 'game', 'native', 'next'])
})

describe.each(NAMES)('%s', (name) => {
  it('is a row of the README, and has a page that gives the command', () => {
    const command = `npm run example ${name}`
    expect(read('README.md')).toMatch(new RegExp(`\`${command}\` +\\| [^|]+\\(\`examples/${name}\`\\)`))
    expect(read('examples', name, 'README.md')).toContain(`${command} `)
  })

  it('has a lockfile without hosts, and pins what it names', () => {
    const { packages } = JSON.parse(read('examples', name, 'package-lock.json')) as {
      packages: Record<string, { resolved?: string; integrity?: string }>
    }
    const resolved = Object.values(packages).filter((entry) => entry.resolved !== undefined)
    expect(resolved).toEqual([expect.objectContaining({ resolved: 'file:react-websocket-node.tgz' })])
    expect(packages['node_modules/react-websocket-node']).not.toHaveProperty('integrity')
    const { dependencies, devDependencies } = JSON.parse(read('examples', name, 'package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >
    for (const version of Object.values({ ...dependencies, ...devDependencies })) {
      expect(version).toMatch(/^(\d+\.\d+\.\d+|file:react-websocket-node\.tgz)$/)
    }
  })
})

it.each([
  [[], 'of chat, dashboard, game, native, next.'],
  [['shop'], 'There is no example "shop".'],
  [['chat', '--fast'], 'There is no --fast. There are --test and --lock.'],
])('the script, given %j, says what there is', async (args, words) => {
  const { code, output } = await runNode(ROOT, 'scripts/example.mjs', ...args)
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(words) as string })
})

describe('the server of an example', () => {
  const never = new Promise(() => {})

  it.each([0, 3])('that ends by itself with %i gives that exit code', async (code) => {
    expect(await runServer(ROOT, ['-e', `process.exit(${code})`], never)).toBe(code)
  })

  it('that is stopped gives 0', async () => {
    expect(await runServer(ROOT, ['-e', 'setInterval(() => {}, 1000)'], Promise.resolve())).toBe(0)
  })

  it('whose port is taken fails the command', async () => {
    const taken = createServer().listen(0, 'localhost')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const listen = `require('node:http').createServer().on('error', () => process.exit(7)).listen(${port}, 'localhost')`
    expect(await runServer(ROOT, ['-e', listen], never)).toBe(7)
    taken.close()
  })
})
