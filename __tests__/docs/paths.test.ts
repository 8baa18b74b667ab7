/**
 * @jest-environment node
 *
 * The files that the README, CONTRIBUTING.md and the guides name exist: those of links, and those of paths in code.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '../support/readme.js'

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
]

/** Folders of the repository. Another `src/…` is that of a reader's app. */
const FOLDER =
  /^(src\/(core|formats|inspector|policies|react|requests|topics)|__tests__|bench|codemod|docs|examples|platforms|scripts|stories|\.storybook|\.github|\.changeset|\.ci)\//

/** Files of the root that are made, or that a reader's project may have, too: for these, only CONTRIBUTING.md counts. */
const ROOT_FILE = /^\.?[\w-]+(\.[\w-]+)*\.(jsonc?|md|mjs|ts)$/

function withoutFences(markdown: string): string {
  return markdown.replace(/^```[^]*?^```$/gm, '')
}

function pathsIn(page: string): string[] {
  const markdown = readFileSync(join(ROOT, page), 'utf8')
  const text = withoutFences(markdown)
  const links = [...text.matchAll(/\]\(([^)\s#]+)(#[^)]*)?\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target))
  const codes = [...text.matchAll(/`([^`\s]+)`/g)].map(([, code]) => code!)
  const named = codes.filter(
    (code) => !/[<>{}…]/.test(code) && (FOLDER.test(code) || (page === 'CONTRIBUTING.md' && ROOT_FILE.test(code))),
  )
  const drawn = [...markdown.matchAll(/\["(src\/[\w./]+)/g)].map(([, path]) => path!)
  return [...new Set([...links, ...named, ...drawn])]
}

/** Whether there is such a file or folder; a star is a part of one name. */
function isThere(path: string): boolean {
  if (!path.includes('*')) return existsSync(join(ROOT, path))
  const [folder, name] = [dirname(path), path.slice(dirname(path).length + 1)]
  const pattern = new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
  return existsSync(join(ROOT, folder)) && readdirSync(join(ROOT, folder)).some((file) => pattern.test(file))
}

it.each(PAGES)('%s names files that are there', (page) => {
  expect(pathsIn(page).filter((path) => !isThere(path.replace(/\/$/, '')))).toEqual([])
})

it('finds the paths of a page', () => {
  expect(pathsIn('CONTRIBUTING.md')).toEqual(
    expect.arrayContaining(['README.md', 'src/core/wire/link.ts', 'bench/contestants/', 'knip.jsonc', 'src/formats']),
  )
})

it('the four files through which a packet travels are the ones of the picture, and each imports or is imported by the next', () => {
  const [, list] = /### How a packet travels\n([^]*?)\nFrom there/.exec(
    readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8'),
  )!
  const files = [...list!.matchAll(/^\d\. `([^`]+)`/gm)].map(([, path]) => path!)
  expect(files).toHaveLength(4)
  const source = (path: string) => readFileSync(join(ROOT, path), 'utf8')
  const name = (path: string) => path.split('/').at(-1)!.replace('.ts', '.js')
  expect(source(files[1]!)).toContain(`/${name(files[0]!)}'`)
  expect(source(files[3]!)).toContain(`/${name(files[2]!)}'`)
})
