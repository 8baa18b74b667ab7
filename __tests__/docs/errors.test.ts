/** @jest-environment node */
/**
 * docs/errors.md explains every error and warning that the sources have, each in one place, and no other; and a warning
 * names its place.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { warnOnce } from '../../src/react/development.js'
import { ANYTHING, readErrorTexts, type SourceText } from '../support/errorTexts.js'
import { ROOT } from '../support/readme.js'

interface Section {
  readonly id: string
  /** The heading of level 2 that it stands below. */
  readonly part: string
  readonly prose: string
  readonly examples: readonly string[]
}

const sections = readSections(readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8'))
// Of `bytesOf` without words, which is called with buffers alone.
const texts = readErrorTexts().filter(({ template }) => !template.startsWith('; got'))
const warnings = texts.filter(({ kind, code }) => kind === 'warning' && code)
const codes = texts.filter(({ kind }) => kind === 'WebSocketNodeError')
const idsOf = (part: string) => sections.filter((section) => section.part === part).map(({ id }) => id)

/** A section is a heading in kebab case. Groups have a heading that begins with a capital. */
function readSections(markdown: string): Section[] {
  return markdown.split(/^## /m).flatMap((chapter) => {
    const part = /^.*/.exec(chapter)![0]
    return chapter.split(/^#{3,4} (?=[a-z])/m).flatMap((body, index) => {
      if (index === 0) return []
      const [fence, examples] = /^```text\n([^]*?)\n^```$/m.exec(body) ?? ['', '']
      const prose = body.slice(body.indexOf(fence) + fence.length).replace(/^#[^]*/m, '')
      return [{ id: /^.*/.exec(body)![0], part, prose, examples: examples.split('\n') }]
    })
  })
}

function kebab(type: string): string {
  return type.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
}

/** How much of a template is fixed, if it may give this example. */
function likeness(template: string, example: string): number {
  const parts = template.split(ANYTHING)
  const pattern = new RegExp(`^${parts.map((part) => part.replace(/[^\w ]/g, '\\$&')).join('.*')}$`)
  return pattern.test(example) ? parts.join('').length + 1 : 0
}

/** The source texts of an example: those of which it has the most. */
function sourcesOf(example: string): SourceText[] {
  const best = Math.max(...texts.map(({ template }) => likeness(template, example)))
  return best > 0 ? texts.filter(({ template }) => likeness(template, example) === best) : []
}

const explained = sections.flatMap(({ id, examples }) =>
  examples.map((example) => ({ id, example, templates: sourcesOf(example) })),
)

/** The sections that explain a text. */
function sectionsOf({ template }: SourceText): string[] {
  return explained.filter(({ templates }) => templates.some((one) => one.template === template)).map(({ id }) => id)
}

it('finds the texts of the sources', () => {
  expect(texts.length).toBeGreaterThan(100)
  expect(new Set(texts.map(({ kind }) => kind))).toEqual(
    new Set(['warning', 'WebSocketNodeError', 'TypeError', 'RangeError', 'Error', 'DOMException']),
  )
})

it('no two sections have one anchor', () => {
  const ids = sections.map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

it('has a section for each code, and no other', () => {
  const source = readFileSync(join(ROOT, 'src', 'core', 'errors.ts'), 'utf8')
  const union = ts
    .createSourceFile('errors.ts', source, ts.ScriptTarget.Latest)
    .statements.filter(ts.isTypeAliasDeclaration)
    .find(({ name }) => name.text === 'WebSocketNodeErrorCode')!.type as ts.UnionTypeNode
  const all = union.types.map((type) => ((type as ts.LiteralTypeNode).literal as ts.StringLiteral).text)
  expect(idsOf('Codes').sort()).toEqual(all.sort())
  expect(new Set(codes.map(({ code }) => code))).toEqual(new Set(all))
})

it('has a section for each development warning, and no other', () => {
  expect(idsOf('Warnings').sort()).toEqual([...new Set(warnings.map(({ code }) => kebab(code!)))].sort())
})

it.each(codes.map((text) => [text.code!, text.template, text] as const))(
  'the section of the code %s has the text “%s”',
  (code, _template, text) => {
    expect(sectionsOf(text)).toContain(code)
    // Where one text is given with two codes, there are two of it.
    expect(codes.filter(({ template }) => template === text.template).map(({ code }) => code)).toEqual(
      expect.arrayContaining(sectionsOf(text)),
    )
  },
)

it.each(warnings.map((text) => [kebab(text.code!), text.template, text] as const))(
  'the section %s has the text “%s”, and no other has',
  (id, _template, text) => {
    expect(new Set(sectionsOf(text))).toEqual(new Set([id]))
  },
)

const thrown = texts.filter((text) => !warnings.includes(text) && !codes.includes(text))
it.each(thrown.map((text) => [text.template, text.kind, text] as const))(
  'one section has the text “%s”, and says that it is a %s',
  (_template, kind, text) => {
    const ids = [...new Set(sectionsOf(text))]
    expect(ids).toHaveLength(1)
    expect(sections.find(({ id }) => id === ids[0])!.prose).toContain(kind)
  },
)

it.each(explained.map(({ id, example, templates }) => [id, example, templates] as const))(
  '%s: the sources have the text “%s”',
  (_id, _example, templates) => {
    expect(templates).not.toEqual([])
  },
)

it.each(sections.map(({ id, prose }) => [id, prose]))('%s has cause and cure', (_id, prose) => {
  expect(prose).toMatch(/^- \*\*Cause\*\*: .+/m)
  expect(prose).toMatch(/^- \*\*Cure\*\*: .+/m)
})

it('a text that nothing explains would be found', () => {
  const invented = { kind: 'TypeError', template: 'a node has no wheels; got …', place: '' }
  expect(sectionsOf(invented)).toEqual([])
  expect(sourcesOf('a node has no wheels')).toEqual([expect.objectContaining({ template: ANYTHING })])
})

it.each([
  ['connect-ignored', { type: 'connectIgnored', why: 'open' }],
  ['send-refused', { type: 'sendRefused', why: 'queueFull', status: 'reconnecting' }],
  ['queued-while-idle', { type: 'queuedWhileIdle' }],
  ['waits-for-itself', { type: 'waitsForItself' }],
  ['send-failed-unheard', { type: 'sendFailedUnheard', count: 2 }],
  ['duplicate-name', { type: 'duplicateName', name: 'chat' }],
  ['name-without-owner', { type: 'nameWithoutOwner', name: 'chat' }],
  ['unknown-option', { type: 'unknownOption', name: 'onMessage' }],
  ['url-undefined', { type: 'urlUndefined' }],
  ['never-connected', { type: 'neverConnected' }],
  ['two-versions', { type: 'twoVersions', versions: ['0.1.0', '0.2.0'] }],
  ['two-reacts', { type: 'twoReacts', versions: ['19.3.1', '18.3.1'] }],
  ['topics-remade', { type: 'topicsRemade' }],
  ['other-format', { type: 'otherFormat', name: 'text', topics: 'json' }],
] as const)('the warning %s is what the page has, and ends in its address', (id, warning) => {
  const error = jest.spyOn(console, 'error').mockImplementation(() => {})
  warnOnce({}, warning)
  const { examples } = sections.find((section) => section.id === id)!
  const addressed = examples.map(
    (example) => `react-websocket-node: ${example} See react-websocket-node/docs/errors.md#${id}`,
  )
  expect(error.mock.calls).toEqual([[expect.stringMatching(/./)]])
  expect(addressed).toContain(error.mock.calls[0]![0])
  error.mockRestore()
})

it('each warning is tried above', () => {
  const source = readFileSync(__filename, 'utf8')
  for (const { code } of warnings) expect(source).toContain(`type: '${code!}'`)
})
