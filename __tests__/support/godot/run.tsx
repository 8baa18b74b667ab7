/**
 * Runs the JSX of a scene, with what it makes of the package recorded: every node with its options and reference.
 */
import { forwardRef, useEffect, useImperativeHandle, useRef, type ComponentType, type Ref } from 'react'
import * as react from 'react'
import * as jsxRuntime from 'react/jsx-runtime'
import * as library from '../../../src/index.js'
import type { CreateSocket, ReactWebSocketNodeOptions, WebSocketNodeHandle } from '../../../src/index.js'
import { locate } from '../../../src/core/wire/address.js'
import { runCode } from '../run-code.js'

type Props = ReactWebSocketNodeOptions & { children?: react.ReactNode }

/** One node of the scene, as it was rendered last. */
export interface Recorded {
  readonly props: Props
  /** Where it leads; `''` for nowhere. */
  readonly url: string
  readonly node: WebSocketNodeHandle
}

/** The component of a module, and the nodes that it has mounted, in the order of the tree. */
export interface Running {
  readonly Component: ComponentType<{ methods: unknown }>
  nodes(): Recorded[]
}

export function load(code: string, createSocket: CreateSocket): Running {
  const mounted = new Map<string, Recorded>()

  /** The package's element, with a mark in the document that says where it is. */
  const Spied = forwardRef(function Spied({ children, ...props }: Props, ref: Ref<WebSocketNodeHandle>) {
    const inner = useRef<WebSocketNodeHandle>(null)
    const id = react.useId()
    useImperativeHandle(ref, () => inner.current!, [])
    useEffect(() => {
      mounted.set(id, { props: props, url: locate(props).url, node: inner.current! })
    })
    return (
      <>
        <i data-node={id} />
        <library.WebSocketNode createSocket={createSocket} {...props} ref={inner}>
          {children}
        </library.WebSocketNode>
      </>
    )
  })
  const exported = runCode(
    { code, language: 'tsx' },
    {
      react,
      'react/jsx-runtime': jsxRuntime,
      'react-websocket-node': { ...library, WebSocketNode: Spied },
    },
  )
  const [Component, ...others] = Object.values(exported)
  if (typeof Component !== 'function' || others.length > 0) throw new Error('a scene is one component')
  const at = (mark: Element) => mounted.get(mark.getAttribute('data-node')!)!
  return {
    Component: Component as Running['Component'],
    nodes: () => [...document.querySelectorAll('i')].map(at),
  }
}

/** What a reference leads to: `socket <url>`, `provider`, or `element <first names of the hosts in it>`. */
export function describeReference(reference: unknown, nodes: readonly Recorded[]): string | undefined {
  if (reference === undefined) return undefined
  const { current } = reference as { current: unknown }
  if (current instanceof Element) {
    const marks = [...document.querySelectorAll('i')]
    const inside = nodes.filter((_, index) => current.contains(marks[index]!))
    return `element ${inside.map(({ url }) => new URL(url).hostname.split('.')[0]).join(' ')}`
  }
  const socket = nodes.find(({ node }) => node === current)
  if (socket) return `socket ${socket.url}`
  return (current as library.ReadySource).ready ? 'provider' : 'nothing'
}
