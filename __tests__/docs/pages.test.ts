/**
 * @jest-environment node
 *
 * The list of guides, from which the site and Storybook make their sidebars, has every file of docs/*.md, once.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../support/readme.js'

it('every guide is in the list of docs/.vitepress/pages.ts', () => {
  const list = readFileSync(join(ROOT, 'docs', '.vitepress', 'pages.ts'), 'utf8')
  const listed = [...list.matchAll(/^ {6}guide\('([\w-]+)'|guides: \[guide\('([\w-]+)'|\), guide\('([\w-]+)'/gm)].map(
    ([, a, b, c]) => a ?? b ?? c,
  )
  const pages = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))
  expect(pages.map((name) => name.slice(0, -3)).filter((page) => !listed.includes(page))).toEqual([])
  expect(listed).toHaveLength(new Set(listed).size)
})
