'use client'
/**
 * The provider: default options for the nodes below, a scope for their names, and a source of readiness for their autoconnect.
 */
import { forwardRef, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { ReactElement, ReactNode, RefAttributes } from 'react'
import { createReadiness } from '../core/life/readiness.js'
import type { ReadySource } from '../core/types.js'
import { heritable, inherit } from './inherit.js'
import { usePermission } from './effects.js'
import { enter } from './mounted.js'
import { createNames } from './names.js'
import { useProviderChecks } from './useDevelopmentChecks.js'
import { useKept } from './useKept.js'
import { tree, useTree, type TreePosition } from './tree.js'
import type { WebSocketDefaults } from './types.js'

/** The props of `<WebSocketProvider>`. */
export interface WebSocketProviderProps {
  /**
   * Options for all nodes below that do not set them. Those of an inner provider come before those of an outer one.
   *
   * @defaultValue none
   */
  defaults?: WebSocketDefaults | undefined
  /**
   * Whether the provider is ready once it has mounted. False holds back the nodes that wait for it (`'owner-ready'`,
   * `'root-ready'`, `'parent-ready'`).
   *
   * @defaultValue `true`
   */
  ready?: boolean | undefined
  /** What is below. */
  children?: ReactNode
}

/**
 * Sets default options for all nodes below, gives them a scope for names, and is what they can wait for before they connect:
 * the owner of the Godot addon. Its `ref` is a ready source.
 *
 * @param props the defaults, the readiness, and what is below
 *
 * @example
 * ```tsx
 * import { backoff, WebSocketProvider } from 'react-websocket-node'
 * import type { ReactNode } from 'react'
 *
 * export function App({ isLoggedIn, children }: { isLoggedIn: boolean; children: ReactNode }) {
 *   return (
 *     <WebSocketProvider ready={isLoggedIn} defaults={{ host: 'chat.example', reconnect: backoff() }}>
 *       {children}
 *     </WebSocketProvider>
 *   )
 * }
 * ```
 */
export const WebSocketProvider: (props: WebSocketProviderProps & RefAttributes<ReadySource>) => ReactElement =
  forwardRef<ReadySource, WebSocketProviderProps>(function WebSocketProvider(
    { defaults: ownDefaults, ready = true, children },
    ref,
  ) {
    const above = useTree()
    // A new object in each render is no change as long as its values are the same.
    const defaults = useKept(ownDefaults)
    const [owner] = useState(createReadiness)
    const [names] = useState(() => createNames(above.names))

    useImperativeHandle(ref, () => owner, [owner])
    usePermission(owner, ready)
    useProviderChecks(owner, defaults)
    const mounted = useRef({ provider: owner, parent: above.parent })
    useEffect(() => {
      const leave = enter(mounted)
      owner.mount()
      return () => {
        leave()
        owner.unmount()
      }
    }, [owner])

    const position = useMemo<TreePosition>(() => {
      const heritage = defaults && heritable(defaults)
      return {
        ...above,
        parent: owner,
        owner,
        root: above.root ?? owner,
        names,
        inherit: heritage ? (own) => above.inherit(inherit(heritage, own)) : above.inherit,
      }
    }, [owner, names, above, defaults])
    const { Provider } = tree()
    return <Provider value={position}>{children}</Provider>
  }) as (props: WebSocketProviderProps & RefAttributes<ReadySource>) => ReactElement
