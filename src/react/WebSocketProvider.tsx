'use client'
/**
 * The owner: default options, a scope of names, and something to wait for.
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

export interface WebSocketProviderProps {
  /** Options of all nodes below, where they don't say otherwise. An inner provider's win. */
  defaults?: WebSocketDefaults | undefined
  /** False holds back the nodes that wait for this provider. Default true. */
  ready?: boolean | undefined
  children?: ReactNode
}

/** An owner of nodes; its `ref` is a `ReadySource`. */
export const WebSocketProvider: (props: WebSocketProviderProps & RefAttributes<ReadySource>) => ReactElement =
  forwardRef<ReadySource, WebSocketProviderProps>(function WebSocketProvider(
    { defaults: ownDefaults, ready = true, children },
    ref,
  ) {
    const above = useTree()
    // An object that is built anew in each render is no change while it says the same.
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
