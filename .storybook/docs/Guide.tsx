/**
 * A Markdown file of the repository as a page of Storybook. Its links lead to the other pages, and its pictures are there.
 */
import { AnchorMdx, Markdown } from '@storybook/addon-docs/blocks'
import { useMemo, type ComponentProps, type ReactNode } from 'react'
import { slugOf } from '../../docs/.vitepress/slug.js'
import { OPTIONS } from './Words.js'

const pictures = import.meta.glob<string>('../../docs/*.{png,svg}', { query: '?url', import: 'default', eager: true })

interface GuideProps {
  /** The Markdown file, from the root of the repository. */
  readonly file: string
  /** Storybook's ids of the Markdown files that have a page, by file. */
  readonly ids: Readonly<Record<string, string>>
  /** What stands in the file. */
  readonly children: string
}

export function Guide({ file, ids, children }: GuideProps) {
  const options = useMemo(() => {
    const a = ({ href, id: anchor, children: label }: ComponentProps<'a'>) => {
      // `<a id="…"></a>` is a place that links lead to.
      if (href === undefined) return <span id={anchor} />
      if (isElsewhere(href)) return link(href, label)
      const [path = '', hash] = pathOf(file, href).split('#')
      const id = ids[path]
      // A file that is no page is for readers of the repository: its name says where it is.
      if (id === undefined) return <span title={path}>{label}</span>
      return link(`?path=/docs/${id}${hash === undefined ? '' : `#${hash}`}`, label)
    }
    const img = ({ src = '', alt = '', ...props }: ComponentProps<'img'>) => (
      <img src={pictures[`../../${pathOf(file, src)}`] ?? src} alt={alt} style={{ maxWidth: '100%' }} {...props} />
    )
    return { ...OPTIONS, slugify: slugOf, overrides: { ...OPTIONS.overrides, a, img } }
  }, [file, ids])
  // Of `tsx from=docs/code/receiving.tsx#burst` the language is for the reader.
  const text = useMemo(() => children.replace(/^( *```+\w+) .*$/gm, '$1'), [children])
  return <Markdown options={options}>{text}</Markdown>
}

/** A link as Storybook's own: within its frame it changes the page. */
function link(href: string, label: ReactNode) {
  return (
    <AnchorMdx href={href} target="_self">
      {label}
    </AnchorMdx>
  )
}

function isElsewhere(href: string): boolean {
  return href.startsWith('#') || /^[a-z]+:/i.test(href)
}

/** A relative link of a file, from the root of the repository. */
function pathOf(file: string, href: string): string {
  const { pathname, hash } = new URL(href, `file:///${file}`)
  return decodeURIComponent(pathname.slice(1)) + hash
}
