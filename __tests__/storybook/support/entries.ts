/**
 * The stories and pages, read from their sources, so that each can have a test of its own before anything is built.
 * That the list is what Storybook itself finds is a test, too.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './storybook-bin.js'

const folder = join(projectRoot, 'stories')
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
const read = (path: string) => readFileSync(join(folder, path), 'utf8')

const files = sources.filter((path) => path.endsWith('.stories.tsx'))

/** The source of each story, by its id. */
const stories: ReadonlyMap<string, string> = new Map(
  files.flatMap((path) => {
    const source = read(path)
    return [...source.matchAll(/^export const (\w+): Story = ([\s\S]*?)^\}$/gm)].map(
      ([, name, body]) => [`${slug(titleOf(source))}--${slug(words(name ?? ''))}`, body ?? ''] as const,
    )
  }),
)

/** The ids of all stories. */
export const storyIds: readonly string[] = [...stories.keys()]

/** The ids of stories that have a play function, and each of the stories as `{ play, tryThis, strip }` in words. */
export const playedStories: readonly (readonly [id: string, story: PlayedStory])[] = [...stories]
  .filter(([, body]) => body.includes('  play: '))
  .map(([id, body]) => [
    id,
    {
      play: /^ {2}play: (\w+)/m.exec(body)?.[1],
      hasLine: /^ {4}tryThis: *\n? *['"`]/m.test(body),
      hasStrip: /^ {4}strip: \[/m.test(body),
    },
  ])

export interface PlayedStory {
  /** The first word of the play function. */
  readonly play: string | undefined
  readonly hasLine: boolean
  readonly hasStrip: boolean
}

/** The names of the files in `stories/code` that the pages need. */
export const codeFiles: readonly string[] = files.filter(hasPage).map((path) => `${slug(titleOf(read(path)))}.tsx`)

/** The ids of all documentation pages: one for each file of stories, and those written by hand. */
export const docsIds: readonly string[] = sources
  .filter((path) => (path.endsWith('.stories.tsx') && hasPage(path)) || path.endsWith('.mdx'))
  .map((path) => `${slug(titleOf(read(path)))}--docs`)

/** The ids of the pages of the guides and of the API reference, by their Markdown files. */
export const guides: ReadonlyMap<string, string> = new Map(
  ['README.md', ...markdownIn('docs'), ...markdownIn('docs/api')].map((file) => [file, guideIdOf(file)]),
)

function markdownIn(path: string): string[] {
  return readdirSync(join(projectRoot, path))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${path}/${name}`)
}

/** The title of a guide is in the list of all guides. */
function guideIdOf(file: string): string {
  if (file === 'README.md') return 'guides-readme--docs'
  const [, page = ''] = /^docs\/(.*)\.md$/.exec(file) ?? []
  if (page.startsWith('api/')) return `${slug(page)}--docs`
  const list = readFileSync(join(projectRoot, 'docs', '.vitepress', 'pages.ts'), 'utf8')
  const [, , title = ''] = new RegExp(`guide\\('${page}', (['"])(.+?)\\1\\)`).exec(list) ?? []
  return `guides-${slug(title)}--docs`
}

function hasPage(path: string): boolean {
  return !read(path).includes("'!autodocs'")
}

function titleOf(source: string): string {
  const title = /^ {2}title: '(.+)',$/m.exec(source)?.[1] ?? /<Meta title="(.+)" \/>/.exec(source)?.[1]
  if (!title) throw new Error('a file of stories has no title')
  return title
}

/** As Storybook splits the name of an export: at capitals and digits. */
function words(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]+/g, '-')
}
