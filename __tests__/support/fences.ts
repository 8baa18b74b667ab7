/**
 * The code of the documentation: the fences of a Markdown file, and the regions of files that they show. A fence of `ts`
 * or `tsx` says `from=docs/code/page.tsx#region` (without `#region` it is the whole file), or `not-run="reason"`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { ROOT } from './readme.js'

/** A block of code of a Markdown file. */
export interface Fence {
  /** Of the line with the opening backticks, from 1. */
  readonly line: number
  /** The heading that it stands below. */
  readonly heading: string
  /** The first word after the backticks; empty where there is none. */
  readonly language: string
  /** Everything after the language. */
  readonly info: string
  /** What stands in it, each line with its end. */
  readonly code: string
  /** The file, from the root of the repository, and the region in it. */
  readonly from?: { readonly file: string; readonly region?: string }
  /** Why it is not run. */
  readonly notRun?: string
}

/** Every fence, in order. */
export function readFences(markdown: string): Fence[] {
  const fences: Fence[] = []
  let heading = ''
  for (const match of markdown.matchAll(/^#+ (.*)$|^( *)(```+)([\w-]*)(.*)\n([^]*?)^\2\3$/gm)) {
    const [, title, indentation, , language, info, code] = match
    if (title !== undefined) {
      heading = title
      continue
    }
    fences.push({
      line: markdown.slice(0, match.index).split('\n').length,
      heading,
      language: language!,
      info: info!.trim(),
      code: code!.replaceAll(new RegExp(`^${indentation}`, 'gm'), ''),
      ...readInfo(info!),
    })
  }
  return fences
}

function readInfo(info: string): Pick<Fence, 'from' | 'notRun'> {
  const [, file, region] = /(?:^|\s)from=([^\s#]+)(?:#(\S+))?/.exec(info) ?? []
  const [, notRun] = /(?:^|\s)not-run="([^"]+)"/.exec(info) ?? []
  return {
    ...(file !== undefined && { from: { file, ...(region !== undefined && { region }) } }),
    ...(notRun !== undefined && { notRun }),
  }
}

/** Those that have to say where they are from. */
export const isCode = ({ language }: Fence): boolean => language === 'ts' || language === 'tsx'

const MARK = /^\s*(?:\/\/|\{\/\*) #(?:region (\S+)|endregion).*$/

/** The regions of a source by name: their lines without common indentation and without the marks of inner regions. */
export function readRegions(source: string): Map<string, string> {
  const regions = new Map<string, string>()
  const open: { readonly name: string; readonly lines: string[] }[] = []
  for (const line of source.split('\n')) {
    const mark = MARK.exec(line)
    if (mark === null) open.forEach(({ lines }) => lines.push(line))
    else if (mark[1] === undefined) {
      const region = open.pop()
      if (region === undefined) throw new Error('an #endregion without a #region')
      regions.set(region.name, dedent(region.lines))
    } else {
      if (regions.has(mark[1])) throw new Error(`two regions are called ${mark[1]}`)
      open.push({ name: mark[1], lines: [] })
    }
  }
  if (open.length > 0) throw new Error(`the region ${open[0]!.name} has no end`)
  return regions
}

function dedent(lines: readonly string[]): string {
  const indentation = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return lines.map((line) => `${line.slice(indentation)}\n`).join('')
}

/** What a fence has to show: the region, or the whole file. */
export function readSource({ file, region }: NonNullable<Fence['from']>): string {
  const path = join(ROOT, file)
  if (!existsSync(path)) throw new Error(`there is no ${file}`)
  const source = readFileSync(path, 'utf8')
  if (region === undefined) return source
  const code = readRegions(source).get(region)
  if (code === undefined) throw new Error(`${file} has no region ${region}`)
  return code
}

/** The pages whose code is held: README.md and docs/*.md, from the root of the repository. */
export const PAGES: readonly string[] = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** The files of a folder and of those in it, from the root of the repository; none where there is no such folder. */
export function filesIn(folder: string, pattern: RegExp): string[] {
  if (!existsSync(join(ROOT, folder))) return []
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name) && !name.includes('node_modules'))
    .map((name) => `${folder}/${name}`)
}

/** The files that the tests, and what they are made of, import, without extension. */
export function importedByTests(): ReadonlySet<string> {
  const imported = new Set<string>()
  for (const file of filesIn('__tests__', /\.tsx?$/)) {
    const source = readFileSync(join(ROOT, file), 'utf8')
    for (const [, path] of source.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      imported.add(withoutExtension(relative(ROOT, normalize(join(ROOT, dirname(file), path!)))))
    }
    // A program of its own is started, not imported.
    for (const [, path] of source.matchAll(/'(docs\/[^']+)\.mjs'/g)) imported.add(path!)
  }
  return imported
}

/** `docs/code/page.tsx` and `docs/code/page.js` are docs/code/page. */
export const withoutExtension = (path: string): string => path.replace(/\.m?[jt]sx?$/, '')
