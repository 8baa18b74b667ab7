/**
 * The texts of all errors and warnings of the package, read from its sources by the TypeScript compiler: every
 * `new …Error(…)`, and every case of the development warnings.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import ts from 'typescript'
import { ROOT } from './readme.js'

/** Stands in a template for what is only known when the program runs. */
export const ANYTHING = '…'

export interface SourceText {
  /** `RangeError`, `WebSocketNodeError`, …; `warning` for what goes to the console. */
  readonly kind: string
  /** Of a `WebSocketNodeError` its code, of a development warning its type. */
  readonly code?: string
  /** The text, with `ANYTHING` for each part that is known only when the program runs. */
  readonly template: string
  readonly place: string
}

interface Source {
  readonly path: string
  readonly file: ts.SourceFile
}

const SRC = join(ROOT, 'src')

const sources: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({
    path: relative(ROOT, join(SRC, name)),
    file: ts.createSourceFile(name, readFileSync(join(SRC, name), 'utf8'), ts.ScriptTarget.Latest, true),
  }))

/** All of them. */
export function readErrorTexts(): SourceText[] {
  return sources.flatMap((source) => nodesIn(source.file).flatMap((node) => textsOf(node, source)))
}

function textsOf(node: ts.Node, source: Source): SourceText[] {
  const place = `${source.path}:${source.file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
  if (ts.isNewExpression(node) && /(Error|Exception)$/.test(node.expression.getText())) {
    const kind = node.expression.getText()
    const [first, second] = node.arguments ?? []
    if (kind === 'WebSocketNodeError') {
      return pairsOf(first!, second!, source).map(([code, template]) => ({ kind, code, template, place }))
    }
    return templatesOf(first!, source).map((template) => ({ kind, template, place }))
  }
  if (ts.isFunctionDeclaration(node) && node.name?.text === 'words' && source.path.endsWith('development.ts')) {
    return nodesIn(node)
      .filter(ts.isCaseClause)
      .flatMap((clause) =>
        returnsOf(clause).flatMap((text) =>
          templatesOf(text, source).map((template) => ({ kind: 'warning', code: nameOf(clause), template, place })),
        ),
      )
  }
  const isConsole = ts.isCallExpression(node) && /^console\.(error|warn|log|info)$/.test(node.expression.getText())
  // Of the development warnings above, the text is known by then.
  if (isConsole && !node.arguments[0]!.getText().includes('words(warning)')) {
    return templatesOf(node.arguments[0]!, source).map((template) => ({ kind: 'warning', template, place }))
  }
  return []
}

function nameOf(clause: ts.CaseClause): string {
  return ts.isStringLiteral(clause.expression) ? clause.expression.text : clause.expression.getText()
}

/** The code and the text of an error; where a function gets both, as each of its callers passes them. */
function pairsOf(code: ts.Expression, text: ts.Expression, source: Source): [code: string, template: string][] {
  const codeAt = parameterOf(code)
  const textAt = parameterOf(text)
  if (codeAt && textAt && codeAt.owner === textAt.owner) {
    return callsOf(codeAt.owner, source).flatMap(({ call, from }) =>
      pairsOf(call.arguments[codeAt.index]!, call.arguments[textAt.index]!, from),
    )
  }
  const templates = templatesOf(text, source)
  return templatesOf(code, source).flatMap((one) => templates.map((template): [string, string] => [one, template]))
}

/** The texts that an expression may give. */
function templatesOf(node: ts.Expression, source: Source): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isTemplateExpression(node)) {
    const letters = node.head.text + node.templateSpans.map(({ literal }) => literal.text).join('')
    const owner = node.templateSpans.map(({ expression }) => parameterOf(expression)?.owner).find((one) => one)
    // Of a text that says little by itself, the callers say the rest.
    const isVague = letters.replace(/[^a-z]/gi, '').length < 10
    if (!owner || !isVague) return fill(node, (part) => partsOf(part, source))
    return callsOf(owner, source).flatMap(({ call, from }) =>
      fill(node, (part) => {
        const at = parameterOf(part)
        return at?.owner === owner ? partsOf(call.arguments[at.index]!, from) : partsOf(part, source)
      }),
    )
  }
  if (ts.isConditionalExpression(node)) {
    return [...templatesOf(node.whenTrue, source), ...templatesOf(node.whenFalse, source)]
  }
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)) {
    return templatesOf(node.expression, source)
  }
  if (ts.isBinaryExpression(node)) {
    const sides = [templatesOf(node.left, source), templatesOf(node.right, source)] as const
    if (node.operatorToken.kind === ts.SyntaxKind.PlusToken) return combine(...sides)
    return sides.flat()
  }
  if (ts.isIdentifier(node)) {
    const at = parameterOf(node)
    if (at) return callsOf(at.owner, source).flatMap(({ call, from }) => templatesOf(call.arguments[at.index]!, from))
    const value = valueOf(node, source)
    return value ? templatesOf(value, source) : [ANYTHING]
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const { text: name } = node.expression
    const called = nodesIn(source.file)
      .filter(ts.isFunctionDeclaration)
      .find((one) => one.name?.text === name)
    return called ? returnsOf(called).flatMap((text) => templatesOf(text, source)) : [ANYTHING]
  }
  if (ts.isElementAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const table = valueOf(node.expression, source)
    if (table && ts.isObjectLiteralExpression(table)) {
      return table.properties.filter(ts.isPropertyAssignment).flatMap((one) => templatesOf(one.initializer, source))
    }
  }
  return [ANYTHING]
}

/** The texts of a template, by what may stand in each of its gaps. */
function fill({ head, templateSpans }: ts.TemplateExpression, partsAt: (part: ts.Expression) => string[]): string[] {
  return templateSpans.reduce(
    (heads, { expression, literal }) => combine(combine(heads, partsAt(expression)), [literal.text]),
    [head.text],
  )
}

/** What may stand in the gap of a template; calls and parameters show values. */
function partsOf(node: ts.Expression, source: Source): string[] {
  return ts.isCallExpression(node) || parameterOf(node) ? [ANYTHING] : templatesOf(node, source)
}

function combine(heads: readonly string[], tails: readonly string[]): string[] {
  return [...new Set(heads.flatMap((head) => tails.map((tail) => head + tail)))]
}

type Function = ts.FunctionDeclaration | ts.ArrowFunction

/** The parameter that a name is, if it is one. */
function parameterOf(node: ts.Expression): { owner: Function; index: number } | undefined {
  if (!ts.isIdentifier(node)) return undefined
  for (let owner: ts.Node = node; owner.parent; owner = owner.parent) {
    if (!ts.isFunctionDeclaration(owner) && !ts.isArrowFunction(owner)) continue
    const index = owner.parameters.findIndex(({ name }) => name.getText() === node.text)
    if (index >= 0) return functionName(owner) === undefined ? undefined : { owner, index }
  }
  return undefined
}

function functionName(owner: Function): string | undefined {
  if (ts.isFunctionDeclaration(owner)) return owner.name?.text
  return ts.isVariableDeclaration(owner.parent) ? owner.parent.name.getText() : undefined
}

/** The calls of a function by its name: of its own file, and of those that import it. */
function callsOf(owner: Function, source: Source): { call: ts.CallExpression; from: Source }[] {
  const name = functionName(owner)
  const imports = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '[^']*/${basename(source.path, '.ts')}\\.js'`)
  return sources.flatMap((from) => {
    if (from !== source && !imports.test(from.file.text)) return []
    return (
      nodesIn(from.file)
        .filter(ts.isCallExpression)
        // `fail(…)`, `flight.fail(…)`, and `current(fail)(…)`.
        .filter(({ expression }) => expression.getText().match(/(\w+)\)?$/)?.[1] === name)
        .map((call) => ({ call, from }))
    )
  })
}

/** What a constant is set to that this name stands for. */
function valueOf(name: ts.Identifier, { file }: Source): ts.Expression | undefined {
  return nodesIn(file)
    .filter(ts.isVariableDeclaration)
    .find((one) => one.name.getText() === name.text && isWithin(name, one.parent.parent.parent) && !isWithin(name, one))
    ?.initializer
}

function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end
}

function returnsOf(node: ts.Node): ts.Expression[] {
  return nodesIn(node).flatMap((one) => (ts.isReturnStatement(one) && one.expression ? [one.expression] : []))
}

function nodesIn(node: ts.Node): ts.Node[] {
  const all: ts.Node[] = []
  const visit = (one: ts.Node): void => {
    all.push(one)
    ts.forEachChild(one, visit)
  }
  visit(node)
  return all
}
