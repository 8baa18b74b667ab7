/**
 * Next's edge runtime: both entries are imported there, a page is rendered, and a node speaks with a server. Next refuses
 * some globals in there, and code made out of strings.
 */
import { build } from 'esbuild'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { useServers } from '../../support/servers/use-servers'

const servers = useServers()
const root = join(__dirname, '../../..')

/** What the platforms' folders have of its kind, since their packages are not the project's own. */
const requireFrom = (folder: string) => createRequire(join(root, 'platforms', folder, 'package.json'))

interface EdgeVM {
  readonly context: Record<string, unknown>
  evaluate<T>(code: string): T
}

const { EdgeVM } = requireFrom('runtimes')('@edge-runtime/vm') as { EdgeVM: new () => EdgeVM }

/** Next's own list of what its edge runtime lacks: its build warns where a package names one of them. */
const { EDGE_UNSUPPORTED_NODE_APIS: unsupported } = requireFrom('bundlers')('next/dist/shared/lib/constants.js') as {
  EDGE_UNSUPPORTED_NODE_APIS: readonly string[]
}

/** The built package; React with it, or outside. */
async function bundle(options: { entry: string; external?: string[]; define?: Record<string, string> }) {
  const { entry, ...more } = options
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'app',
    target: 'es2022',
    jsx: 'automatic',
    conditions: ['edge-light', 'import'],
    mainFields: ['module', 'main'],
    alias: {
      'react-websocket-node/core': join(root, 'dist/esm/core/index.js'),
      'react-websocket-node': join(root, 'dist/esm/index.js'),
    },
    logLevel: 'silent',
    ...more,
  })
  return outputFiles[0]!.text
}

test('both entries are imported in the edge runtime, a page with a node is rendered, and a node opens and echoes', async () => {
  const script = await bundle({
    entry: '__tests__/support/runtimes/edge.tsx',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const vm = new EdgeVM()
  for (const name of unsupported) {
    Object.defineProperty(vm.context, name, {
      get() {
        throw new Error(`${name} is not there in the edge runtime`)
      },
    })
  }
  expect(() => vm.evaluate('eval("1")')).toThrow(/code generation/i)
  vm.evaluate(`${script};globalThis.app = app`)
  expect(vm.evaluate('app.html()')).toBe('<p>idle</p>')
  const { host } = await servers.ws()
  expect(await vm.evaluate(`app.echo(${JSON.stringify(host)})`)).toBe('hello')
})

test.each(['dist/esm/index.js', 'dist/esm/core/index.js'])(
  '%s names nothing that Next refuses there',
  async (entry) => {
    const mark = (name: string): [string, string] => [name, `REFUSED_${name}`]
    const refused = [...unsupported, 'eval', 'Function', 'process.nextTick', 'Buffer', 'require']
    const script = await bundle({
      entry,
      external: ['react'],
      define: { 'process.env.NODE_ENV': '"development"', ...Object.fromEntries(refused.map(mark)) },
    })
    expect(script.match(/REFUSED_\w+/g) ?? []).toEqual([])
  },
)
