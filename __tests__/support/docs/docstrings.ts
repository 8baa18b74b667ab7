/**
 * What the docstrings of the package's exports leave out, and where a documented default is not the one in the code. The
 * defaults are read from the code: an option's is what its destructuring or its `??` says.
 */
import { join, relative } from 'node:path'
import ts from 'typescript'
import { ROOT } from '../readme.js'

/** The entries of the package: everything that they export is documented. */
const ENTRIES = ['src/index.ts', 'src/core/index.ts', 'src/inspector/index.ts']

/** An option interface: each optional member says its default. */
const OPTIONS = /(?:Options|Props)$/
/** Handlers and children are called or rendered where they are there: none is their default. */
const WITHOUT_DEFAULT = /^(?:on[A-Z]\w*|children)$/

interface Audit {
  /** One line for each fault: where it is, and what is missing or wrong. */
  readonly problems: readonly string[]
  /** How many exports, members and parameters were looked at, and how many defaults were compared with the code. */
  readonly exports: number
  readonly members: number
  readonly parameters: number
  readonly defaults: number
}

/** @param changed sources that stand in the place of files, by their path from the root of the repository */
export function auditDocstrings(changed: ReadonlyMap<string, string> = new Map()): Audit {
  const program = createProgram(changed)
  const checker = program.getTypeChecker()
  const modules = ENTRIES.map((entry) => checker.getSymbolAtLocation(program.getSourceFile(join(ROOT, entry))!)!)
  const defaults = defaultsInCode(program, checker)
  const problems = new Set<string>()
  const seen = new Set<ts.Symbol>()
  const publicNames = new Set(['true', 'false', 'null', 'undefined', 'Infinity'])
  for (const module of modules) for (const { name } of checker.getExportsOfModule(module)) publicNames.add(name)
  const counts = { exports: 0, members: 0, parameters: 0, defaults: 0 }

  for (const module of modules) {
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
      if (seen.has(symbol)) continue
      seen.add(symbol)
      counts.exports += 1
      checkExport(symbol)
    }
  }
  return { problems: [...problems].sort(), ...counts }

  function checkExport(symbol: ts.Symbol): void {
    const declarations = declarationsOf(symbol)
    for (const declaration of declarations) {
      if (ts.isFunctionDeclaration(declaration)) {
        checkDocs(declaration, symbol.name)
        checkParameters(declaration, symbol.name)
      } else if (ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration)) {
        checkDocs(declaration, symbol.name)
        for (const member of declaration.members) checkMember(member, symbol.name)
      } else if (ts.isTypeAliasDeclaration(declaration)) {
        checkDocs(declaration, symbol.name)
        if (ts.isTypeLiteralNode(declaration.type)) {
          for (const member of declaration.type.members) checkMember(member, symbol.name)
        }
      } else if (ts.isVariableDeclaration(declaration)) {
        checkDocs(declaration, symbol.name)
        checkValue(declaration, symbol.name)
      }
    }
    if (declarations.length === 0) problems.add(`${symbol.name}: is not declared in src`)
  }

  /** Of an overloaded function the implementation is no part of its interface. */
  function declarationsOf(symbol: ts.Symbol): ts.Declaration[] {
    const declarations = symbol.declarations ?? []
    const isOverloaded = declarations.filter(ts.isFunctionDeclaration).length > 1
    return declarations.filter((node) => !(isOverloaded && ts.isFunctionDeclaration(node) && node.body))
  }

  function checkMember(member: ts.ClassElement | ts.TypeElement, owner: string): void {
    const isHidden = ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal')
    const isPrivate = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private
    if (isHidden || isPrivate) return
    const name = `${owner}.${member.name?.getText() ?? (ts.isConstructorDeclaration(member) ? 'constructor' : '()')}`
    counts.members += 1
    checkDocs(member, name)
    if (ts.isConstructorDeclaration(member) || ts.isCallSignatureDeclaration(member)) checkParameters(member, name)
    else if (ts.isPropertySignature(member) || ts.isMethodSignature(member)) checkDefault(member, name, owner)
  }

  /** Of a constant object each value has a docstring; a component that is cast to a function has its parameters. */
  function checkValue(declaration: ts.VariableDeclaration, name: string): void {
    const type = checker.getTypeAtLocation(declaration)
    const named = new Set(
      ts
        .getJSDocTags(declaration)
        .filter(ts.isJSDocParameterTag)
        .map((tag) => tag.name.getText()),
    )
    if (type.symbol && (type.symbol.flags & ts.SymbolFlags.Interface) !== 0) return
    for (const signature of type.getCallSignatures()) {
      for (const parameter of signature.parameters) {
        counts.parameters += 1
        if (!named.has(parameter.name)) problems.add(`${place(declaration)}: ${name}: no @param ${parameter.name}`)
      }
    }
  }

  function checkParameters(declaration: ts.SignatureDeclaration, name: string): void {
    declaration.parameters.forEach((parameter, index) => {
      counts.parameters += 1
      const tags = ts.getJSDocParameterTags(parameter)
      const word = ts.isIdentifier(parameter.name) ? parameter.name.text : `number ${index + 1}`
      if (!tags.some(hasText)) problems.add(`${place(parameter)}: ${name}: no @param ${word}`)
    })
  }

  function checkDocs(node: ts.Node, name: string): void {
    const text = ts.getJSDocCommentsAndTags(node).some((doc) => ts.isJSDoc(doc) && hasText(doc))
    if (!text) problems.add(`${place(node)}: ${name}: no docstring`)
  }

  function checkDefault(member: ts.PropertySignature | ts.MethodSignature, name: string, owner: string): void {
    const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === 'defaultValue')
    const documented = tag && ts.getTextOfJSDocComment(tag.comment)?.trim()
    const symbol = checker.getSymbolAtLocation(member.name)!
    const real = [...(defaults.get(keyOf(symbol)) ?? [])]
    const isOption = OPTIONS.test(owner) && member.questionToken && !WITHOUT_DEFAULT.test(symbol.name)
    if (documented === undefined) {
      if (isOption)
        problems.add(`${place(member)}: ${name}: no @defaultValue; the code has ${real.join(' and ') || 'none'}`)
      return
    }
    counts.defaults += 1
    if (real.length > 1) problems.add(`${place(member)}: ${name}: the code has several defaults: ${real.join(' and ')}`)
    // A default that is no value, such as the platform's socket, is said in words.
    const code = /^`([^`]+)`/.exec(documented)?.[1]
    const [only] = real
    if (only === undefined && code !== undefined && code !== 'undefined') {
      problems.add(`${place(member)}: ${name}: @defaultValue ${code}; the code has none`)
    }
    // An internal function or object has no name for the reader: the docstring describes it.
    const isInternal = only !== undefined && /^[a-z]\w*$/i.test(only) && !publicNames.has(only)
    if (isInternal ? code !== undefined : only !== undefined && code !== only) {
      problems.add(`${place(member)}: ${name}: @defaultValue ${code ?? documented}; the code has ${only}`)
    }
  }
}

/** Each member that the code gives a default, by its declaration, with the source of that default. */
function defaultsInCode(program: ts.Program, checker: ts.TypeChecker): Map<string, Set<string>> {
  const defaults = new Map<string, Set<string>>()
  const note = (symbol: ts.Symbol | undefined, value: ts.Expression) => {
    if (!symbol?.declarations?.length) return
    const key = keyOf(symbol)
    defaults.set(key, (defaults.get(key) ?? new Set<string>()).add(textOf(constantOf(checker, value))))
  }
  const visit = (node: ts.Node): void => {
    if (ts.isBindingElement(node) && node.initializer && ts.isObjectBindingPattern(node.parent)) {
      const name = (node.propertyName ?? node.name).getText()
      note(propertyOf(checker, checker.getTypeAtLocation(node.parent), name), node.initializer)
    }
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken &&
      ts.isPropertyAccessExpression(node.left)
    ) {
      note(checker.getSymbolAtLocation(node.left.name), node.right)
    }
    ts.forEachChild(node, visit)
  }
  for (const file of program.getSourceFiles()) if (file.fileName.startsWith(join(ROOT, 'src'))) visit(file)
  return defaults
}

/** Of `Pick<T, K>` and the like, the member of `T`. */
function propertyOf(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Symbol | undefined {
  return checker.getPropertyOfType(checker.getApparentType(type), name)
}

/** Where a member is declared. */
function keyOf(symbol: ts.Symbol): string {
  const declaration = symbol.declarations![0]!
  return `${declaration.getSourceFile().fileName}:${declaration.pos}`
}

/** Of a name the literal that it stands for: `STABLE_AFTER` is 5. */
function constantOf(checker: ts.TypeChecker, value: ts.Expression): ts.Expression {
  const declaration = ts.isIdentifier(value) ? checker.getSymbolAtLocation(value)?.valueDeclaration : undefined
  const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined
  return initializer && ts.isLiteralExpression(initializer) ? initializer : value
}

/** The source of an expression without casts. */
function textOf(value: ts.Expression): string {
  if (ts.isAsExpression(value) || ts.isParenthesizedExpression(value)) return textOf(value.expression)
  return value.getText()
}

function hasText({ comment }: { readonly comment?: string | ts.NodeArray<ts.JSDocComment> }): boolean {
  return Boolean(ts.getTextOfJSDocComment(comment)?.trim())
}

function place(node: ts.Node): string {
  const file = node.getSourceFile()
  const { line } = file.getLineAndCharacterOfPosition(node.getStart())
  return `${relative(ROOT, file.fileName)}:${line + 1}`
}

function createProgram(changed: ReadonlyMap<string, string>): ts.Program {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.build.json'), ts.sys.readFile.bind(ts.sys))
  const { options, fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT)
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (path, target, ...rest) => {
    const text = changed.get(relative(ROOT, path))
    return text === undefined ? getSourceFile(path, target, ...rest) : ts.createSourceFile(path, text, target, true)
  }
  return ts.createProgram(fileNames, options, host)
}
