/**
 * `readyState` has five values, `state.status` eight.
 */
import type { Edit } from './edits.js'
import type { SourceFile } from './file.js'
import { calleeName, nameOfKey, outermost, rangeOf, type NodePath, type t } from './syntax.js'

const STATUSES = {
  UNINSTANTIATED: ['idle', 'waiting'],
  CONNECTING: ['connecting'],
  OPEN: ['open'],
  CLOSING: ['closing'],
  CLOSED: ['closed', 'failed', 'reconnecting'],
} as const

type Name = keyof typeof STATUSES
const NAMES = Object.keys(STATUSES) as Name[]
const numberOf = (name: Name) => NAMES.indexOf(name) - 1

interface Writing {
  /** The local name of the imported `ReadyState`. */
  readonly enumName: string | undefined
  /** What `state.status` is called here. */
  readonly status: string
  readonly quote: string
  readonly text: (node: t.Node) => string
}

/** The edits for all reads, or undefined where one of them needs the number itself. */
export function readyStateEdits(reads: readonly NodePath[], writing: Writing): Edit[] | undefined {
  const edits = reads.map((read) => readEdit(read, writing))
  return edits.every((edit) => edit !== undefined) ? edits : undefined
}

function readEdit(read: NodePath, { enumName, status, quote, text }: Writing): Edit | undefined {
  const quoted = (word: string) => quote + word + quote
  const outer = outermost(read)
  const parent = outer.parentPath!
  if (parent.isBinaryExpression() && /^[!=]==?$/.test(parent.node.operator)) {
    const name = nameOfState(outer.key === 'left' ? parent.node.right : parent.node.left)
    if (!name) return undefined
    const isEqual = parent.node.operator.startsWith('=')
    const words = STATUSES[name]
    if (words.length === 1)
      return { ...rangeOf(parent.node), text: `${status} ${isEqual ? '===' : '!=='} ${quoted(words[0])}` }
    const test = `[${words.map(quoted).join(', ')}].includes(${status})`
    return { ...rangeOf(parent.node), text: isEqual ? test : `!${test}` }
  }
  if (parent.isMemberExpression() && outer.key === 'property' && parent.node.computed) {
    const { object } = parent.node
    if (object.type === 'Identifier' && object.name === enumName) {
      const all = NAMES.flatMap((name) => STATUSES[name].map((word) => `${word}: ${quoted(name)}`)).join(', ')
      return { ...rangeOf(parent.node), text: `({ ${all} })[${status}]` }
    }
    return object.type === 'ObjectExpression' ? mapEdit(object, parent.node) : undefined
  }
  // A dependency of an effect.
  if (parent.isArrayExpression() && parent.parentPath.isCallExpression() && parent.listKey === 'arguments')
    return { ...rangeOf(outer.node), text: status }
  return undefined

  function nameOfState(node: t.Node): Name | undefined {
    if (node.type === 'NumericLiteral') return NAMES[node.value + 1]
    if (node.type === 'UnaryExpression' && node.operator === '-') return NAMES[0]
    if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || node.object.name !== enumName)
      return undefined
    const name = (node.property as t.Identifier).name
    return NAMES.find((known) => known === name)
  }

  function mapEdit(object: t.ObjectExpression, whole: t.Node): Edit | undefined {
    const values = new Map<Name, string>()
    for (const property of object.properties) {
      if (property.type !== 'ObjectProperty') return undefined
      const name = property.computed ? nameOfState(property.key) : NAMES[Number(nameOfKey(property) ?? NaN) + 1]
      if (!name || !/Literal$|^Identifier$|^JSXElement$/.test(property.value.type)) return undefined
      values.set(name, text(property.value))
    }
    if (values.size < NAMES.length) return undefined
    const source = text(object)
    const gap = /^\{(\s*)/.exec(source)![1]!
    const last = /(,?\s*)\}$/.exec(source)![1]!
    const lines = [...values].flatMap(([name, value]) => STATUSES[name].map((word) => `${word}: ${value}`))
    const between = gap.includes('\n') ? `,${gap}` : ', '
    return { ...rangeOf(whole), text: `{${gap}${lines.join(between)}${last}}[${status}]` }
  }
}

/** What the new code needs of the enum `ReadyState`. */
export interface EnumNeeds {
  readonly isValue: boolean
  isType: boolean
  /** Whether names are looked up by number, as in `ReadyState[readyState]`. */
  readonly hasNames: boolean
}

export function enumNeeds(uses: readonly NodePath[]): EnumNeeds {
  const isExported = uses.some(({ parentPath }) => parentPath!.isExportSpecifier())
  const types = uses.filter(({ parentPath }) => parentPath!.isTSTypeReference())
  return {
    isValue: uses.length > types.length,
    isType: isExported || types.length > 0,
    hasNames: isExported || uses.some(mayReadNames),
  }
}

/** Whether `ReadyState` is used otherwise than by the name of a state: its names may be read by number there. */
function mayReadNames(use: NodePath): boolean {
  const parent = use.parentPath!
  if (/^TS(TypeReference|QualifiedName|TypeQuery)$/.test(parent.type)) return false
  if (!/^(Optional)?MemberExpression$/.test(parent.type) || use.key !== 'object') return true
  const { computed, property } = parent.node as t.MemberExpression
  if (!computed || property.type === 'StringLiteral') return false
  const isKey =
    property.type === 'TSAsExpression' &&
    property.typeAnnotation.type === 'TSTypeOperator' &&
    property.typeAnnotation.operator === 'keyof'
  return !isKey
}

/** `ReadyState.OPEN` is a type of an enum alone; of an object it is `typeof ReadyState.OPEN`. */
export function memberTypeEdits(uses: readonly NodePath[]): Edit[] {
  return uses.flatMap(({ node, parentPath }) =>
    parentPath!.isTSQualifiedName() && parentPath.parentPath.isTSTypeReference()
      ? [{ start: node.start!, end: node.start!, text: 'typeof ' }]
      : [],
  )
}

/**
 * The edits that give a place the type of all states where TypeScript infers it from one: `useState(ReadyState.OPEN)` takes
 * every state of an enum, but only `OPEN` of a constant object.
 */
export function widenEdits(uses: readonly NodePath[], type: string): Edit[] {
  const edits = uses.flatMap((use) => {
    const member = use.parentPath!
    const isState =
      member.isMemberExpression() &&
      use.key === 'object' &&
      !member.node.computed &&
      NAMES.some((name) => name === (member.node.property as t.Identifier).name)
    return isState ? widenEdit(member, type) : []
  })
  // The two sides of a choice have one type.
  return edits.filter((edit, index) => edits.findIndex(({ start }) => start === edit.start) === index)
}

const INFERS = /^(useState|useRef|createContext)$/

function widenEdit(member: NodePath, type: string): Edit[] {
  const insert = (at: number, text: string): Edit[] => [{ start: at, end: at, text }]
  if (outermost(member) !== member) return []
  let value = member
  while (isChoice(value) || (value.parentPath!.isArrowFunctionExpression() && value.key === 'body'))
    value = value.parentPath!
  const parent = value.parentPath!
  if (parent.isCallExpression() && value.listKey === 'arguments') {
    const { callee, typeParameters } = parent.node
    return INFERS.test(calleeName(parent.node) ?? '') && !typeParameters ? insert(callee.end!, `<${type}>`) : []
  }
  if (parent.isVariableDeclarator() && (parent.parent as t.VariableDeclaration).kind !== 'const')
    return isUntyped(parent.node.id) ? insert(parent.node.id.end!, `: ${type}`) : []
  if (parent.isAssignmentPattern() && value.key === 'right' && parent.listKey === 'params')
    return isUntyped(parent.node.left) ? insert(parent.node.left.end!, `: ${type}`) : []
  if (parent.isClassProperty() && value.key === 'value' && !parent.node.typeAnnotation && !parent.node.readonly)
    return insert(parent.node.key.end!, `: ${type}`)
  const isPart = parent.isArrayExpression() || (parent.isObjectProperty() && value.key === 'value')
  return isPart && !isDependencyList(parent) && !hasType(parent) ? insert(member.node.end!, ` as ${type}`) : []
}

/** `isOn ? ReadyState.OPEN : ReadyState.CLOSED`, `state ?? ReadyState.CLOSED`. */
const isChoice = ({ parentPath, key }: NodePath) =>
  (parentPath!.isConditionalExpression() && key !== 'test') || parentPath!.isLogicalExpression()

const isUntyped = (node: t.Node) => node.type === 'Identifier' && !node.typeAnnotation

const isDependencyList = ({ parentPath, key }: NodePath) => parentPath!.isCallExpression() && key === 1

/** Whether the type of an object or a list is written beside it: then nothing is inferred. */
function hasType(part: NodePath): boolean {
  const parent = part.parentPath!
  if (parent.isObjectExpression() || parent.isArrayExpression() || parent.isObjectProperty()) return hasType(parent)
  if (parent.isVariableDeclarator()) return !isUntyped(parent.node.id)
  return parent.isTSAsExpression() || parent.isTSSatisfiesExpression() || parent.isTSTypeAssertion()
}

/** What the new code declares where numbers are still needed: no enum, which `erasableSyntaxOnly` forbids. */
export function enumHelper(
  name: string,
  { isValue, isType, hasNames }: EnumNeeds,
  { isTs, quote, semi, unit }: Pick<SourceFile, 'isTs' | 'quote' | 'semi' | 'unit'>,
): string {
  const values = NAMES.map((state) => `${state}: ${numberOf(state)}`)
  const names = NAMES.map((state) => {
    const number = numberOf(state)
    return `${number < 0 ? `[${number}]` : number}: ${quote}${state}${quote}`
  })
  const lines = (texts: readonly string[]) => texts.map((text) => `${unit}${text},\n`).join('')
  const numbers = `type ${name} = ${NAMES.map(numberOf).join(' | ')}${semi}`
  if (!isTs) return `const ${name} = {\n${lines(hasNames ? [...values, ...names] : values)}}${semi}`
  if (!isValue) return numbers
  if (!hasNames)
    return [
      `const ${name} = {\n${lines(values)}} as const${semi}`,
      ...(isType ? [`type ${name} = (typeof ${name})[keyof typeof ${name}]${semi}`] : []),
    ].join('\n')
  const parts = [
    `{ ${values.join(', ')} } as const`,
    `// The names by number, as an enum has them.\n${unit}{ ${names.join(', ')} } as const`,
    '{} as Readonly<Record<number, string>>',
  ]
  return `const ${name} = Object.assign(\n${lines(parts)})${semi}${isType ? `\n${numbers}` : ''}`
}

export function numbersHelper(
  name: string,
  enumName: string | undefined,
  { isTs, semi }: Pick<SourceFile, 'isTs' | 'semi'>,
): string {
  const pairs = NAMES.flatMap((state) =>
    STATUSES[state].map((word) => `  ${word}: ${enumName ? `${enumName}.${state}` : numberOf(state)},\n`),
  )
  // As numbers they could not be looked up in an object that has these five keys.
  return `const ${name} = {\n${pairs.join('')}}${isTs && !enumName ? ' as const' : ''}${semi}`
}
