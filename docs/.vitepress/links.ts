/**
 * The links of the Markdown files, which are written for a reader of the repository, as the site has them: the README is
 * its first page, and a file that is no page of the site is a copy beside the pages.
 */
import { existsSync } from 'node:fs'
import { posix } from 'node:path'

/** Where the copies of source files are on the site. */
export const FILES = 'files'

const SCHEME = /^[a-z][a-z\d+.-]*:|^\/\//i

/** The files of the repository that pages link to, from its root. */
interface Linked {
  readonly files: Set<string>
}

/**
 * @param href as it is written
 * @param page the file that it is written in, from the root of the repository
 * @returns the link on the site, from its root
 * @throws Error for a file that is not there
 */
export function linkOnSite(href: string, page: string, root: string, linked: Linked): string {
  if (SCHEME.test(href) || href.startsWith('#')) return href
  const [path = '', ...rest] = href.split('#')
  const hash = rest.length > 0 ? `#${rest.join('#')}` : ''
  const file = posix.join(posix.dirname(page), decodeURIComponent(path))
  if (!existsSync(posix.join(root, file))) throw new Error(`${page} links to ${href}, which is not there`)
  const name = pageOf(file)
  if (name !== undefined) return `/${name}${hash}`
  linked.files.add(file)
  return `/${FILES}/${file}.txt`
}

/** The address of a Markdown file that is a page of the site, without its extension; undefined for any other file. */
function pageOf(file: string): string | undefined {
  if (file === 'README.md') return 'index'
  return /^docs\/((?:api\/)?[\w-]+)\.md$/.exec(file)?.[1]
}
