/**
 * Every component and hook is one that the React Compiler takes: it rewrites each without finding a rule of React broken.
 */
import { transformSync } from '@babel/core'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './support/run.js'

interface Event {
  kind: string
  fnName?: string | null
  detail?: unknown
}

/** What the compiler says about a file. */
function compile(name: string, text: string): { taken: string[]; refused: string[]; code: string } {
  const events: Event[] = []
  const result = transformSync(text, {
    filename: name,
    babelrc: false,
    configFile: false,
    parserOpts: { plugins: ['typescript', 'jsx'] },
    plugins: [
      ['babel-plugin-react-compiler', { logger: { logEvent: (_file: string, event: Event) => events.push(event) } }],
    ],
  })
  const taken = events.filter(({ kind }) => kind === 'CompileSuccess')
  return {
    taken: taken.map(({ fnName }) => fnName ?? 'unnamed'),
    refused: events
      .filter((event) => !taken.includes(event))
      .map(({ kind, fnName, detail }) => `${kind} ${fnName ?? ''} ${String(detail)}`),
    code: result?.code ?? '',
  }
}

const folder = join(ROOT, 'src', 'react')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))

/** The hooks that a file exports; what else it makes of React is a component, in a file that has JSX. */
const hooksIn = (text: string) => [...text.matchAll(/^export function (use[A-Z]\w*)/gm)].map(([, name]) => name)

it.each(files)('takes %s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8')
  const { taken, refused } = compile(join(folder, name), text)
  expect(refused).toEqual([])
  expect(taken).toEqual(expect.arrayContaining(hooksIn(text)))
  if (name.endsWith('.tsx')) expect(taken).not.toEqual([])
})

it('rewrites what it takes', () => {
  const { taken, code } = compile('good.tsx', 'export function Good({ name }) { return <p>{[name]}</p> }')
  expect(taken).toEqual(['Good'])
  expect(code).toContain('react/compiler-runtime')
})

it('would refuse what breaks the rules', () => {
  const { taken, refused } = compile(
    'bad.tsx',
    "import { useRef } from 'react'\nexport function useBad(x: number) { const r = useRef(0); r.current = x; return r.current }",
  )
  expect(taken).toEqual([])
  expect(refused).toEqual(expect.arrayContaining([expect.stringContaining('Cannot access refs during render')]))
})
