'use client'
/**
 * A node in the life of a component: made while rendering, without an effect on the world; mounted, configured and
 * unmounted by effects, so that one mount makes one handshake however often React runs them.
 */
import { useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { withFormat } from '../core/createWebSocketNode.js'
import { createDriver } from '../core/node.js'
import { checkChoice, checkRange, settingsOf } from '../core/options.js'
import { canConnect, INITIAL } from '../core/transition.js'
import { AUTOCONNECT_MODE } from '../core/types.js'
import type { AnyFormat, NodeState, WebSocketNodeHandle } from '../core/types.js'
import { autoconnect } from './autoconnect.js'
import { warn, warnOnce } from './development.js'
import { useCommitEffect } from './effects.js'
import { inherit } from './inherit.js'
import { createStore, type Store } from './store.js'
import { targetOf, Tree } from './tree.js'
import type { ReactWebSocketNodeOptions } from './types.js'

const MODES = Object.values(AUTOCONNECT_MODE)

interface Driven<F extends AnyFormat> {
  readonly state: NodeState
  readonly node: WebSocketNodeHandle<F>
  /** The node while it is mounted, else null. */
  readonly mounted: Store<WebSocketNodeHandle<F> | null>
}

/** @throws RangeError while rendering, for an option that is out of its range */
export function useDriver<F extends AnyFormat>(ownOptions: ReactWebSocketNodeOptions<F>): Driven<F> {
  const { parent, owner, root, defaults } = useContext(Tree)
  const options = inherit(defaults, ownOptions)
  const { autoconnectMode = 'none', autoconnectReference, ready = true, linger = 0, name } = options
  settingsOf(options)
  checkChoice('autoconnectMode', autoconnectMode, MODES)
  checkRange('linger', linger, { unit: 'seconds', min: 0, max: 300 })

  const [driver] = useState(() => createDriver<F>(withFormat(options), warn ? { warn } : {}))
  const [mounted] = useState(() => createStore<WebSocketNodeHandle<F> | null>(null))
  const isFresh = useRef(false)
  const arrive = useRef(() => {})
  const leave = useRef(() => {})
  const { node } = driver
  const state = useSyncExternalStore(node.subscribe, () => node.state, getInitialState)

  useCommitEffect(() => {
    const settled = withFormat(options)
    driver.configure(settled)
    arrive.current = () => {
      const kept = name === undefined ? undefined : owner?.names.kept(name, settled)
      if (kept) driver.adopt(kept)
      driver.mount()
    }
    leave.current = () => {
      const forget = name !== undefined && linger > 0 ? owner?.names.keep(name, driver) : undefined
      driver.unmount(linger, forget)
    }
  })

  // Before the effects of children, which may be about to wait for this.
  useCommitEffect(() => driver.permit(ready), [driver, ready])

  useEffect(() => {
    isFresh.current = true
    arrive.current()
    mounted.set(driver.node)
    return () => {
      mounted.set(null)
      leave.current()
    }
  }, [driver, mounted])

  useEffect(() => {
    if (name === undefined) return
    if (!owner) return warnOnce?.(node, { type: 'nameWithoutOwner', name })
    return owner.names.register(name, node)
  }, [owner, name, node])

  useEffect(() => {
    // A change counts while the node waits; what the node did since it mounted is the user's business.
    if (!isFresh.current && driver.node.state.status !== 'waiting') return
    isFresh.current = false
    if (!canConnect(driver.node.state) || driver.node.state.status === 'reconnecting') return
    return autoconnect(
      driver,
      autoconnectMode,
      targetOf(autoconnectMode, autoconnectReference, { parent, owner, root }),
    )
  }, [driver, autoconnectMode, autoconnectReference, parent, owner, root])

  return { state, node, mounted }
}

function getInitialState(): NodeState {
  return INITIAL.state
}
