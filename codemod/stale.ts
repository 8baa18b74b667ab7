/**
 * In react-use-websocket each message is a render of its own, so a handler may write `setList([...list, message])`. Here
 * the packets of a burst meet one render, and all of them would see the same `list`.
 */
import type { Edit } from './edits.js'
import {
  calleeName,
  isFunction,
  readsIn,
  valueOf,
  type Binding,
  type FunctionNode,
  type NodePath,
  type t,
} from './syntax.js'

/** What `useState` and `useReducer` gave: the value, and the name of what sets it. */
function stateOf(binding: Binding): { value: string; setter: string | undefined } | undefined {
  const { node } = binding.path
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'ArrayPattern' || !node.init) return undefined
  if (!/^use(State|Reducer)$/.test(calleeName(node.init) ?? '')) return undefined
  const [value, setter] = node.id.elements
  if (value?.type !== 'Identifier') return undefined
  return { value: value.name, setter: setter?.type === 'Identifier' ? setter.name : undefined }
}

/** Whether a name of the component keeps its value for the component's life. */
export function isStable(name: string, component: NodePath<FunctionNode>): boolean {
  const binding = component.scope.getBinding(name)
  if (!binding) return true
  if (binding.scope !== component.scope) return !isInside(binding.scope.path, component)
  const state = stateOf(binding)
  if (state) return state.value !== name
  const { node } = binding.path
  const call = node.type === 'VariableDeclarator' && node.init ? calleeName(node.init) : undefined
  if (!call) return false
  if (/^use(Ref|Dispatch|AppDispatch|QueryClient|Navigate|Router|Id|EffectEvent)$/.test(call)) return true
  // An action of a store, `useStore((state) => state.add)`.
  const [selector] = ((node as t.VariableDeclarator).init as t.CallExpression).arguments
  if (/^use\w*Store$/.test(call) && isFunction(selector) && selector.body.type === 'MemberExpression')
    return binding.referencePaths.every(({ key, parent }) => key === 'callee' || parent.type === 'ArrayExpression')
  const dependencies = ((node as t.VariableDeclarator).init as t.CallExpression).arguments[1]
  return (
    call === 'useCallback' &&
    dependencies?.type === 'ArrayExpression' &&
    dependencies.elements.every((item) => item?.type === 'Identifier' && isStable(item.name, component))
  )
}

const isInside = (path: NodePath, outer: NodePath) => path === outer || !!path.findParent((above) => above === outer)

/**
 * The edits that make the updates of `body` independent of the render, or undefined where that cannot be done.
 * @param own names that the call itself gives, the message among them
 */
export function freshenUpdates(
  body: NodePath,
  component: NodePath<FunctionNode>,
  own: ReadonlySet<string>,
): Edit[] | undefined {
  const edits = new Map<number, Edit>()
  const followed = new Set<t.Node>()
  return visit(body, true) ? [...edits.values()] : undefined

  function visit(path: NodePath, mayEdit: boolean): boolean {
    const reads = readsIn(path)
    const called = new Set(reads.map(({ node }) => node.name))
    return reads.every((read) => {
      const binding = read.scope.getBinding(read.node.name)
      if (!binding || binding.scope !== component.scope || own.has(read.node.name)) return true
      const state = stateOf(binding)
      if (state) {
        if (state.value !== read.node.name || !state.setter || !called.has(state.setter)) return true
        return mayEdit && useUpdater(read, state.value, state.setter, path)
      }
      const value = valueOf(binding)
      const inner = value && calleeName(value) === 'useCallback' ? (value as t.CallExpression).arguments[0] : value
      if (inner && isFunction(inner)) {
        if (followed.has(inner)) return true
        followed.add(inner)
        const found = pathOf(binding.path, inner)
        return !found || visit(found, false)
      }
      if (value && value.type !== 'CallExpression' && !isFunction(value)) {
        // A value that was made of state is as old as the state.
        const derived = pathOf(binding.path, value)
        return !derived || readsIn(derived).every(({ node }) => !isSetTogether(node.name, called))
      }
      return !isAccumulated(read, path, component)
    })
  }

  function isSetTogether(name: string, called: ReadonlySet<string>): boolean {
    const binding = component.scope.getBinding(name)
    const state = binding && stateOf(binding)
    return !!state && state.value === name && !!state.setter && called.has(state.setter)
  }

  function useUpdater(read: NodePath, value: string, setter: string, body: NodePath): boolean {
    const call = read.findParent(
      (above) => above === body || isFunction(above.node) || calleeName(above.node) === setter,
    )
    if (!call?.isCallExpression() || calleeName(call.node) !== setter) return false
    const argument = call.node.arguments[0]!
    const isObject = argument.type === 'ObjectExpression'
    edits.set(argument.start!, {
      start: argument.start!,
      end: argument.start!,
      text: `(${value}) => ${isObject ? '(' : ''}`,
    })
    if (isObject) edits.set(argument.end!, { start: argument.end!, end: argument.end!, text: ')' })
    return true
  }
}

function pathOf(within: NodePath, node: t.Node): NodePath | undefined {
  if (within.node === node) return within
  let found: NodePath | undefined
  within.traverse({
    enter(path) {
      if (path.node === node) {
        found = path
        path.stop()
      }
    },
  })
  return found
}

/** `onChange([...items, message])`, where `items` comes from outside. */
function isAccumulated(read: NodePath, body: NodePath, component: NodePath<FunctionNode>): boolean {
  let isPart = false
  for (let path = read; path !== body && path.parentPath; path = path.parentPath) {
    const { parentPath: parent, key } = path
    if (parent.isSpreadElement()) isPart = true
    if (parent.isBinaryExpression() && /^[-+*]$/.test(parent.node.operator)) isPart = true
    if (parent.isMemberExpression() && key === 'object' && (parent.node.property as t.Identifier).name === 'concat')
      isPart = true
    if (isPart && parent.isCallExpression() && path.listKey === 'arguments') {
      const { callee } = parent.node
      if (callee.type === 'Identifier' && component.scope.getBinding(callee.name)?.scope === component.scope)
        return true
    }
  }
  return false
}
