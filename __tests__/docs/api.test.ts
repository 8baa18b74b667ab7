/**
 * @jest-environment node
 *
 * The committed pages of the API reference are those that the docstrings give.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../support/readme.js'

const committed = join(ROOT, 'docs', 'api')
let generated: string
beforeAll(() => {
  generated = mkdtempSync(join(tmpdir(), 'docs-api-'))
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'api.mjs'), generated], { stdio: 'pipe' })
})
afterAll(() => rmSync(generated, { recursive: true, force: true }))

it('there is a page for each entry, and an index', () => {
  expect(readdirSync(committed).sort()).toEqual(['core.md', 'index.md', 'inspector.md', 'main.md'])
  expect(readdirSync(generated).sort()).toEqual(readdirSync(committed).sort())
})

it.each(readdirSync(committed))('docs/api/%s is what `npm run docs:api` writes', (page) => {
  const isCurrent = readFileSync(join(committed, page), 'utf8') === readFileSync(join(generated, page), 'utf8')
  if (!isCurrent) throw new Error(`docs/api/${page} is not what the docstrings say: run npm run docs:api and commit it`)
})

it.each([
  ['main.md', 'src/index.ts'],
  ['core.md', 'src/core/index.ts'],
  ['inspector.md', 'src/inspector/index.ts'],
])('%s has an anchor for each export of %s', (page, entry) => {
  const source = readFileSync(join(ROOT, entry), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '')
  const exported = [...source.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, names]) =>
    names!.split(',').flatMap((name) => /\w+$/.exec(name.trim())?.[0] ?? []),
  )
  const markdown = readFileSync(join(committed, page), 'utf8')
  expect(exported.length).toBeGreaterThan(5)
  expect(exported.filter((name) => !markdown.includes(`<a id="${name}"></a>`))).toEqual([])
})
