/**
 * Storybook's pages of the guides: a page for the README, for each file of docs/*.md, and for each page of the API
 * reference. The pages are written into a folder that is not committed; the words in them are the files' own.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toId } from 'storybook/internal/csf'
import { API, groups } from '../docs/.vitepress/pages.js'

const folder = join(import.meta.dirname, 'guides')

interface GuidePage {
  /** The Markdown file, from the root of the repository. */
  readonly file: string
  /** The place in Storybook's sidebar. */
  readonly title: string
}

const PAGES: readonly GuidePage[] = [
  { file: 'README.md', title: 'Guides/README' },
  ...groups
    .flatMap(({ guides }) => guides)
    .map(({ page, title }) => ({ file: `docs/${page}.md`, title: `Guides/${title}` })),
  ...API.map(({ page }) => ({ file: `docs/${page}.md`, title: `API/${page.slice('api/'.length)}` })),
]

/** Storybook's ids of the pages, by file. */
const guideIds: Readonly<Record<string, string>> = Object.fromEntries(
  PAGES.map(({ file, title }) => [file, toId(title, 'docs')]),
)

/** Writes the pages. A file that is right already stays untouched: another Storybook may be reading it. */
export function writeGuides(): void {
  const files = new Map([
    ['ids.json', JSON.stringify(guideIds)],
    // Storybook lists pages in the order of their files.
    ...PAGES.map((page, index) => [`${String(index).padStart(2, '0')}.mdx`, mdxOf(page)] as const),
  ])
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(join(folder, name))
  for (const [name, text] of files) {
    const path = join(folder, name)
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text)
  }
}

function mdxOf({ file, title }: GuidePage): string {
  return `import { Meta } from '@storybook/addon-docs/blocks'
import { Guide } from '../docs/Guide.tsx'
import text from '../../${file}?raw'
import ids from './ids.json'

<Meta title=${JSON.stringify(title)} />

<Guide file="${file}" ids={ids}>{text}</Guide>
`
}
