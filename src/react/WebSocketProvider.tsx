'use client'
/**
 * The owner: default options, a scope of names, and something to wait for.
 */
import { forwardRef, useContext, useEffect, useImperativeHandle, useMemo, useState } from 'react'
import type { ReactElement, ReactNode, RefAttributes } from 'react'
import { createReadiness } from '../core/readiness.js'
import type { ReadySource } from '../core/types.js'
import { heritable, inherit } from './inherit.js'
import { useCommitEffect } from './effects.js'
import { createNames } from './names.js'
import { createShallowMemo } from './shallow.js'
import { createOwner, Tree, type TreePosition } from './tree.js'
import type { WebSocketDefaults } from './types.js'

const NO_DEFAULTS: WebSocketDefaults = {}

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
    { defaults: ownDefaults = NO_DEFAULTS, ready = true, children },
    ref,
  ) {
    const above = useContext(Tree)
    // An object that is built anew in each render is no change while it says the same.
    const [keep] = useState(createShallowMemo<WebSocketDefaults>)
    const defaults = keep(ownDefaults)
    const [readiness] = useState(createReadiness)
    const [names] = useState(createNames)

    const owner = useMemo(() => createOwner(readiness, names, above.owner), [readiness, names, above.owner])
    useImperativeHandle(ref, () => owner, [owner])
    useCommitEffect(() => readiness.permit(ready), [readiness, ready])
    useEffect(() => {
      readiness.mount()
      return readiness.unmount
    }, [readiness])

    const position = useMemo<TreePosition>(
      () => ({
        parent: owner,
        owner,
        root: above.root ?? owner,
        node: above.node,
        defaults: inherit(above.defaults, heritable(defaults)),
      }),
      [owner, above.root, above.node, above.defaults, defaults],
    )
    return <Tree.Provider value={position}>{children}</Tree.Provider>
  }) as (props: WebSocketProviderProps & RefAttributes<ReadySource>) => ReactElement
