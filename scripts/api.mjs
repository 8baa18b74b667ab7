// `npm run docs:api` writes the API reference, docs/api/*.md, from the docstrings of src: one page for each entry of the
// package, and an index. `node scripts/api.mjs FOLDER` writes the pages into another folder.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { Application, Comment, CommentTag, Converter, ReferenceReflection, ReflectionKind } from 'typedoc'
import { MarkdownTheme, MarkdownThemeContext, ModuleRouter } from 'typedoc-plugin-markdown'

/** @typedef {import('typedoc').Reflection} Reflection */
/** @typedef {import('typedoc').DeclarationReflection} DeclarationReflection */
/** @typedef {import('typedoc').ProjectReflection} ProjectReflection */

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The documented entries; what two of them export is described on the page of the first. */
const ENTRIES = [
  {
    page: 'main',
    use: 'React hooks and elements, and everything of the core',
    module: 'index',
    file: 'src/index.ts',
    title: 'react-websocket-node',
  },
  {
    page: 'core',
    use: 'the node without React, formats, policies, requests and topics; it depends on nothing',
    module: 'core',
    file: 'src/core/index.ts',
    title: 'react-websocket-node/core',
  },
  {
    page: 'inspector',
    use: 'the panel that shows the nodes of a page while you develop, and the recorder',
    module: 'inspector',
    file: 'src/inspector/index.ts',
    title: 'react-websocket-node/inspector',
  },
]

const CATEGORIES = ['Hooks', 'Elements', 'Functions and values', 'Options and props', 'Types']

/** Headings of typedoc that only repeat the kind of what follows. */
const GROUPS = /^#{3,6} (?:Accessors|Constructors|Methods|Properties|References|Type Declaration)$/
/** Headings of typedoc that are labels inside the description of one export. */
const LABELS =
  /^#{2,6} ((?:Call Signature|Default Value|Example|Extends|Index Signature|Indexable|Inherited from|Overrides|Parameters|Returns|See|Throws|Type Parameters|Union Members?).*)$/

/** Anchors that are the names: `main.md#WebSocketNodeOptions.sendQueue`, and `main.md#topics` beside `main.md#Topics`. */
class NameRouter extends ModuleRouter {
  /**
   * @override
   * @param {Reflection} reflection
   */
  getIdealBaseName(reflection) {
    const entry = ENTRIES.find(({ title }) => title === reflection.name)
    return reflection.kindOf(ReflectionKind.Module) && entry ? entry.page : super.getIdealBaseName(reflection)
  }

  /**
   * @override
   * @param {Reflection} target
   * @param {Reflection} page
   */
  buildAnchors(target, page) {
    if (target.isDeclaration?.() && target.parent && !target.parent.kindOf(ReflectionKind.TypeLiteral)) {
      /** @type {string[]} */
      const names = []
      /** @type {Reflection | undefined} */
      let module = target
      for (; module && !module.kindOf(ReflectionKind.Module); module = module.parent) {
        if (!module.kindOf(ReflectionKind.TypeLiteral)) names.unshift(module.name)
      }
      if (module && names.length <= 2) {
        const anchor = names.join('.')
        this.fullUrls.set(target, `${this.fullUrls.get(module)}#${anchor}`)
        this.anchors.set(target, anchor)
      }
    }
    target.traverse((child) => {
      this.buildAnchors(child, page)
      return true
    })
  }
}

/** A re-export is one line: what it is, and where it is described. */
class Context extends MarkdownThemeContext {
  /** @param {ConstructorParameters<typeof MarkdownThemeContext>} args */
  constructor(...args) {
    super(...args)
    this.partials.referenceMember = (model) => {
      const target = /** @type {DeclarationReflection} */ (model.getTargetReflectionDeep())
      return `${summaryOf(target)} See [${target.name}](${this.urlTo(target)}).`
    }
  }
}

class Theme extends MarkdownTheme {
  /**
   * @override
   * @param {import('typedoc-plugin-markdown').MarkdownPageEvent<any>} page
   */
  getRenderContext(page) {
    return new Context(this, page, this.application.options)
  }
}

const INDEX = `# API reference

What each entry of the package exports, with every option, its unit, range and default. These pages are written from the
docstrings of the source, which an editor shows as you type.

${ENTRIES.map(({ page, title, use }) => `- [${title}](${page}.md): ${use}`).join('\n')}

To learn what to use when, begin with the [README](../../README.md) and the guides.
`

const target = resolve(process.argv[2] ?? join(root, 'docs', 'api'))
/** The options of typedoc and, which its types do not know, of its plugin. */
const options = {
  plugin: ['typedoc-plugin-markdown', loadPages],
  entryPoints: ENTRIES.map(({ file }) => join(root, file)),
  tsconfig: join(root, 'tsconfig.build.json'),
  name: 'API reference',
  readme: 'none',
  out: target,
  cleanOutputDir: false,
  router: 'names',
  theme: 'names',
  logLevel: 'Warn',
  // Words are words: only what stands in backticks is code.
  jsDocCompatibility: { defaultTag: false },
  disableGit: true,
  disableSources: true,
  excludeExternals: true,
  excludeInternal: true,
  // `npm run typecheck` does that.
  skipErrorChecking: true,
  treatWarningsAsErrors: true,
  sort: ['alphabetical-ignoring-documents'],
  categorizeByGroup: false,
  categoryOrder: CATEGORIES,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  expandObjects: true,
  parametersFormat: 'table',
  useHTMLAnchors: true,
  entryFileName: 'index',
  pageTitleTemplates: { module: (/** @type {{ name: string }} */ { name }) => name },
}
const app = await Application.bootstrapWithPlugins(
  /** @type {import('typedoc').TypeDocOptions} */ (/** @type {unknown} */ (options)),
)
const project = await app.convert()
if (!project) throw new Error('typedoc could not read src')
await app.generateOutputs(project)
for (const { page } of ENTRIES) await rewrite(`${page}.md`, flatten)
await rewrite('index.md', () => INDEX)
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1

/** @param {Application} app */
function loadPages(app) {
  app.renderer.defineRouter('names', NameRouter)
  app.renderer.defineTheme('names', Theme)
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => categorize(project))
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => removeInherited(project))
}

/** @param {ProjectReflection} project */
function categorize(project) {
  for (const module of project.children ?? []) {
    module.name = ENTRIES.find((entry) => entry.module === module.name)?.title ?? module.name
    for (const child of module.children ?? []) {
      child.comment ??= new Comment()
      child.comment.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: categoryOf(child) }]))
    }
  }
}

/** @param {DeclarationReflection} child */
function categoryOf(child) {
  const { name, kind } = child instanceof ReferenceReflection ? child.getTargetReflectionDeep() : child
  if (/^use[A-Z]/.test(name)) return 'Hooks'
  if (/(?:Options|Props|Defaults)$/.test(name)) return 'Options and props'
  if (kind === ReflectionKind.Interface || kind === ReflectionKind.TypeAlias) return 'Types'
  return /^WebSocket(?:Node|Topic|Provider|Inspector)$/.test(name) ? 'Elements' : 'Functions and values'
}

/** What an interface inherits is described where it is declared; its page has a link to that. @param {ProjectReflection} project */
function removeInherited(project) {
  const reflections = project.getReflectionsByKind(ReflectionKind.ClassOrInterface)
  for (const reflection of /** @type {DeclarationReflection[]} */ (reflections)) {
    for (const child of [...(reflection.children ?? [])]) {
      if (child.inheritedFrom || child.signatures?.[0]?.inheritedFrom) project.removeReflection(child)
    }
  }
}

/** The first sentence of a docstring. @param {DeclarationReflection} reflection */
function summaryOf(reflection) {
  const comments = [reflection.comment, reflection.signatures?.[0]?.comment]
  const summary = comments.find((comment) => comment?.hasVisibleComponent())?.summary ?? []
  const text = summary
    .map((part) => part.text)
    .join('')
    .replace(/\n\n[^]*/, '')
    .replaceAll('\n', ' ')
  return /^.*?[.:](?= |$)/.exec(text)?.[0].replace(/:$/, '.') ?? text
}

/**
 * Edits a page that was written, and formats it as the other files of the repository.
 *
 * @param {string} name
 * @param {(markdown: string) => string} edit
 */
async function rewrite(name, edit) {
  const path = join(target, name)
  const markdown = edit(readFileSync(path, 'utf8'))
  writeFileSync(
    path,
    await format(markdown, { ...(await resolveConfig(join(root, 'package.json'))), parser: 'markdown' }),
  )
}

/** Three levels of headings: the category, the export, its member. @param {string} markdown */
function flatten(markdown) {
  let isCode = false
  const lines = markdown.split('\n').map((line) => {
    if (line.startsWith('```')) isCode = !isCode
    if (isCode) return line
    if (GROUPS.test(line)) return ''
    return line.replace(LABELS, '**$1**').replace(/^#####+ /, '#### ')
  })
  return lines
    .join('\n')
    .replace(/^#{3,6} Extended by\n\n(?:- .*\n)+/gm, '')
    .replace(/^\*\*Union Members\*\*\n[^]*?(?=\n\*\*\*\n)/gm, '')
    .replace(/^\*\*Overrides\*\*\n\n.*\n/gm, '')
    .replace(/^\*\*Default Value\*\*\n\n/gm, 'Default: ')
    .replace(/\n{3,}/g, '\n\n')
}
