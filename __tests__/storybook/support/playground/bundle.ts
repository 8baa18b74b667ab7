/**
 * The pages of the playground's test: the playground, and the code that it gave, each as one script.
 */
import { build, type BuildOptions, type Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '../storybook-bin.js'

/** As Vite's `?raw`: the text of a file. */
const raw: Plugin = {
  name: 'raw',
  setup(build) {
    build.onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.slice(0, -'?raw'.length)),
      namespace: 'raw',
    }))
    build.onLoad({ filter: /.*/, namespace: 'raw' }, async ({ path }) => ({
      contents: await readFile(path, 'utf8'),
      loader: 'text',
    }))
  },
}

const common = {
  bundle: true,
  write: false as const,
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  outdir: '/',
  define: { 'process.env.NODE_ENV': '"development"' },
  alias: { 'react-websocket-node': join(projectRoot, 'src/index.ts') },
  plugins: [raw],
  logLevel: 'silent',
} satisfies BuildOptions & { write: false }

/** The playground as script and style sheet. */
export async function bundlePlayground(): Promise<{ readonly script: string; readonly styles: string }> {
  const { outputFiles } = await build({ ...common, entryPoints: [join(__dirname, 'page.tsx')] })
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  return { script: textOf('.js'), styles: textOf('.css') }
}

/** An app whose module is `code`, mounted as it would be pasted. */
export async function bundleApp(code: string): Promise<string> {
  const app: Plugin = {
    name: 'app',
    setup(build) {
      build.onResolve({ filter: /^the-app$/ }, () => ({ path: 'App.tsx', namespace: 'app' }))
      build.onLoad({ filter: /.*/, namespace: 'app' }, () => ({
        contents: code,
        loader: 'tsx',
        resolveDir: projectRoot,
      }))
    },
  }
  const contents = `
    import { createRoot } from 'react-dom/client'
    import App from 'the-app'
    createRoot(document.getElementById('root')).render(<App />)
  `
  const { outputFiles } = await build({
    ...common,
    stdin: { contents, loader: 'tsx', resolveDir: projectRoot },
    plugins: [app],
  })
  return outputFiles[0]!.text
}
