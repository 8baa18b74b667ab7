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

/** The ids of all stories. */
export const storyIds: readonly string[] = sources
  .filter((path) => path.endsWith('.stories.tsx'))
  .flatMap((path) => {
    const source = read(path)
    return [...source.matchAll(/^export const (\w+): Story = /gm)].map(
      ([, name]) => `${slug(titleOf(source))}--${slug(words(name ?? ''))}`,
    )
  })

/** The ids of all documentation pages: one for each file of stories, and those written by hand. */
export const docsIds: readonly string[] = sources
  .filter((path) => path.endsWith('.stories.tsx') || path.endsWith('.mdx'))
  .map((path) => `${slug(titleOf(read(path)))}--docs`)

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
