/**
 * The calls of the hook in a file, and what is taken from their results.
 */
import type { MarkId } from './ids.js'
import { isFunction, nameOfKey, outermost, type FunctionNode, type NodePath, type t } from './syntax.js'

export const FIELDS = [
  'sendMessage',
  'sendJsonMessage',
  'lastMessage',
  'lastJsonMessage',
  'readyState',
  'getWebSocket',
] as const
export type Field = (typeof FIELDS)[number]

/** A field of the result: the name that it has here, and where it is read. */
export interface FieldUse {
  readonly name: string
  readonly reads: readonly NodePath[]
}

export interface Call {
  readonly path: NodePath<t.CallExpression>
  readonly statement: NodePath<t.Statement>
  readonly component: NodePath<FunctionNode> | undefined
  readonly fields: ReadonlyMap<Field, FieldUse>
  /** The name of the whole result, where it is kept as one object. */
  readonly objectName: string | undefined
  /** The statement that takes the whole result apart, where that is all that is done with it. */
  readonly takenApart: NodePath<t.VariableDeclaration> | undefined
  readonly problems: readonly MarkId[]
}

const isField = (name: string | undefined): name is Field => FIELDS.includes(name as Field)

export function readCall(path: NodePath<t.CallExpression>): Call {
  const statement = path.getStatementParent()!
  const component = componentOf(path)
  const name = component && nameOf(component)
  const problems: MarkId[] = []
  if (!component || (name && /^use[A-Z0-9_]/.test(name))) problems.push('wrapper-hook')
  const fields = new Map<Field, FieldUse>()
  let objectName: string | undefined
  let takenApart: NodePath<t.VariableDeclaration> | undefined

  const outer = outermost(path)
  const { parentPath: parent } = outer
  if (parent?.isVariableDeclarator() && (parent.parent as t.VariableDeclaration).declarations.length === 1) {
    const { id } = parent.node
    if (outer !== path || (parent.parent as t.VariableDeclaration).kind !== 'const') problems.push('whole-result')
    else if (id.type === 'Identifier' && !id.typeAnnotation) {
      const reads = parent.scope.getBinding(id.name)!.referencePaths
      const apart = reads.length === 1 ? patternOf(reads[0]!) : undefined
      if (apart) {
        takenApart = apart.parentPath as NodePath<t.VariableDeclaration>
        takeFields(apart.node.id as t.ObjectPattern)
      } else {
        objectName = id.name
        for (const read of reads) {
          const member = read.parentPath!
          const field =
            (member.isMemberExpression() || member.isOptionalMemberExpression()) && read.key === 'object'
              ? !member.node.computed && member.node.property.type === 'Identifier' && member.node.property.name
              : undefined
          if (field && isField(field)) add(field, field, member)
          else problems.push('whole-result')
        }
      }
    } else if (id.type === 'ObjectPattern' && !id.typeAnnotation) takeFields(id)
    else problems.push('whole-result')
  } else if (!parent?.isExpressionStatement() && !problems.length) problems.push('whole-result')
  return { path, statement, component, fields, objectName, takenApart, problems: [...new Set(problems)] }

  /** `const { lastMessage } = socket`, in the component itself. */
  function patternOf(read: NodePath): NodePath<t.VariableDeclarator> | undefined {
    const { parentPath: declarator } = read
    if (!declarator?.isVariableDeclarator() || declarator.scope !== parent!.scope) return undefined
    const { kind, declarations } = declarator.parent as t.VariableDeclaration
    const isPattern = declarator.node.id.type === 'ObjectPattern' && !declarator.node.id.typeAnnotation
    return kind === 'const' && declarations.length === 1 && isPattern ? declarator : undefined
  }

  function takeFields({ properties }: t.ObjectPattern): void {
    for (const property of properties) {
      const key = nameOfKey(property)
      const value = property.type === 'ObjectProperty' ? property.value : undefined
      if (!isField(key) || value?.type !== 'Identifier') problems.push('whole-result')
      else add(key, value.name, ...parent!.scope.getBinding(value.name)!.referencePaths)
    }
  }

  function add(field: Field, local: string, ...reads: NodePath[]): void {
    fields.set(field, { name: local, reads: [...(fields.get(field)?.reads ?? []), ...reads] })
  }
}

function componentOf(path: NodePath): NodePath<FunctionNode> | undefined {
  const found = path.findParent(({ node }) => isFunction(node))
  return (found ?? undefined) as NodePath<FunctionNode> | undefined
}

function nameOf(path: NodePath<FunctionNode>): string | undefined {
  const { node } = path
  if (node.type === 'ObjectMethod') return nameOfKey(node)
  if (node.type !== 'ArrowFunctionExpression' && node.id) return node.id.name
  const holder = path.findParent((outer) => outer.isVariableDeclarator() || outer.isStatement())
  return holder?.isVariableDeclarator() && holder.node.id.type === 'Identifier' ? holder.node.id.name : undefined
}
