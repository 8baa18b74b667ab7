/**
 * The site that `npm run docs` builds into docs-static: the README, the guides and the API reference, with a search that
 * runs in the page. It loads nothing from elsewhere, so any server of files will do.
 */
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { defineConfig, type MarkdownOptions } from 'vitepress'
import { FILES, linkOnSite } from './links.js'
import { API, groups } from './pages.js'
import { slugOf } from './slug.js'

const root = join(import.meta.dirname, '..', '..')
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }

/** Where the Storybook is: `npm start` serves it there, unless said otherwise. */
const storybook = process.env['DOCS_STORYBOOK'] ?? 'http://localhost:6006/'
const inStorybook = (path: string) => `${storybook}?path=${path}`

/** What is in a folder besides some of its entries, as patterns. */
async function othersIn(folder: string, kept: readonly string[]): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  return entries
    .filter(({ name }) => !kept.includes(name))
    .map((entry) => posix.join(folder, entry.isDirectory() ? `${entry.name}/**` : entry.name))
}

const foldersOfDocs = await othersIn('docs', ['api'])

const linked = { files: new Set<string>() }

type MarkdownIt = Parameters<NonNullable<MarkdownOptions['config']>>[0]

export default defineConfig({
  srcDir: '..',
  outDir: '../docs-static',
  cacheDir: '../node_modules/.cache/vitepress',
  srcExclude: [
    ...(await othersIn('', ['README.md', 'docs'])),
    ...foldersOfDocs.filter((path) => !path.endsWith('.md')),
  ],
  rewrites: (page) => page.replace(/^README\.md$/, 'index.md').replace(/^docs\//, ''),
  title: 'react-websocket-node',
  titleTemplate: ':title — react-websocket-node',
  description: 'A WebSocket hook and element for React that render when the state changes, not once a message.',
  lang: 'en',
  // The README names the address of its own Storybook.
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    anchor: { slugify: slugOf },
    toc: { slugify: slugOf },
    headers: { slugify: slugOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: adapt,
  },
  themeConfig: {
    siteTitle: `react-websocket-node ${version}`,
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    nav: [
      { text: 'Guides', link: '/start', activeMatch: '^/(?!api/)' },
      { text: 'API', link: '/api/index', activeMatch: '^/api/' },
      { text: 'Playground', link: inStorybook('/story/playground--one-node') },
    ],
    sidebar: [
      { text: 'README', link: '/index' },
      ...groups.map(({ title, guides }) => ({
        text: title,
        items: guides.map(({ page, title }) => ({ text: title, link: `/${page}` })),
      })),
      { text: 'API reference', items: API.map(({ page, title }) => ({ text: title, link: `/${page}` })) },
      {
        text: 'Try it live',
        items: [
          { text: 'Playground', link: inStorybook('/story/playground--one-node') },
          { text: 'Scene tree', link: inStorybook('/story/scene-tree--build-run-and-step') },
          { text: 'All stories', link: inStorybook('/docs/introduction--docs') },
        ],
      },
    ],
  },
  async buildEnd({ outDir }) {
    for (const file of linked.files) {
      const copy = join(outDir, FILES, `${file}.txt`)
      await mkdir(dirname(copy), { recursive: true })
      await copyFile(join(root, file), copy)
    }
  },
})

/** What the files of the repository need beyond VitePress's own rules. */
function adapt(md: MarkdownIt): void {
  md.core.ruler.push('repository', ({ tokens, env }) => {
    // The file itself: `relativePath` is the rewritten one.
    const page = (env as { realPath?: string; path: string }).realPath ?? (env as { path: string }).path
    const file = page.slice(root.length + 1)
    for (const [index, token] of tokens.entries()) {
      // The empty corner of a table is a cell, and no heading.
      if (token.type === 'th_open' && tokens[index + 1]?.content === '') token.tag = tokens[index + 2]!.tag = 'td'
      // Of `tsx from=docs/code/receiving.tsx#burst` the language is for the reader.
      if (token.type === 'fence') token.info = token.info.split(' ')[0] ?? ''
      // A table that is wider than the page scrolls, by keys too.
      if (token.type === 'table_open') token.attrSet('tabindex', '0')
      for (const child of token.children ?? []) {
        // Braces are text here, and no expression of Vue.
        if (child.type === 'code_inline') child.attrSet('v-pre', '')
        const href = child.type === 'link_open' ? child.attrGet('href') : null
        if (href !== null) child.attrSet('href', linkOnSite(href, file, root, linked))
      }
    }
  })
}
