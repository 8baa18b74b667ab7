'use client'
/**
 * The hook: a component's own node. Rendering creates the node without side effects. Effects configure, mount and unmount
 * it, and one mount makes one handshake, however often React runs the effects.
 */
import { useEffect, useInsertionEffect, useRef, useState } from 'react'
import type { bytes } from '../formats/bytes.js'
import { withDefaults } from '../core/createWebSocketNode.js'
import { createDriver } from '../core/node.js'
import { checkChoice, checkRange } from '../core/options.js'
import { INITIAL } from '../core/life/transition.js'
import type { AnyFormat, AutoconnectMode, AutoconnectReference, NodeState, WebSocketNodeHandle } from '../core/types.js'
import { autoconnect } from './autoconnect.js'
import { useCommitEffect, usePermission } from './effects.js'
import { enter, type Mounted } from './mounted.js'
import { checkReference } from './readySources.js'
import { useStore } from './useStore.js'
import { useTree } from './tree.js'
import { useNodeChecks, warnNode } from './useDevelopmentChecks.js'
import type { ReactWebSocketNodeOptions } from './types.js'

/**
 * Creates a WebSocket that lives as long as the component. The component renders when the state changes, never for a
 * message: act on messages in `onPacket`, and show them with `useLastPacket` and the other value hooks.
 *
 * The handlers, format and policies of the latest render count, so they may be written inline. If the address or the
 * `destination` changes, the connection moves.
 *
 * @param ownOptions the options of the node; those that are left out come from the providers above, or have their defaults
 * @returns the state, and the node: the same object for the life of the component
 * @throws RangeError while rendering, for a number out of its range; TypeError for a value of the wrong type
 *
 * @example
 * ```tsx
 * import { backoff, json, useLastPacket, useWebSocketNode } from 'react-websocket-node'
 *
 * export function ChatRoom() {
 *   const [state, node] = useWebSocketNode({
 *     url: 'wss://chat.example/room',
 *     autoconnectMode: 'self-ready',
 *     format: json<{ text: string }>(),
 *     reconnect: backoff(),
 *     onPacket: (message) => console.log(message.text),
 *   })
 *   const last = useLastPacket(node)
 *   return (
 *     <button onClick={() => node.send({ text: 'hello' })}>
 *       {state.status}: {last?.text}
 *     </button>
 *   )
 * }
 * ```
 */
export function useWebSocketNode<F extends AnyFormat = typeof bytes>(
  ownOptions: ReactWebSocketNodeOptions<F> = {},
): [state: NodeState, node: WebSocketNodeHandle<F>] {
  const { parent, owner, root, names, inherit } = useTree()
  const inherited = inherit(ownOptions)
  const { autoconnectMode: mode = 'none', autoconnectReference: custom, ready = true, linger = 0, name } = inherited
  const options = withDefaults(inherited, mode)
  /** What a node waits for in each mode, after its own mount. */
  const targets = {
    none: null,
    'self-ready': null,
    'parent-ready': parent,
    'owner-ready': owner,
    'root-ready': root,
    custom,
  }
  const target = targets[mode]
  checkChoice('autoconnectMode', mode, Object.keys(targets))
  checkReference(custom)
  checkRange('linger', linger, { unit: 'seconds', min: 0, max: 300 })

  const [driver] = useState(() => createDriver<F>(options, { warn: warnNode }))
  const { node } = driver
  const now = { options, names, name, linger, parent, driver, mode, target, ready, ownOptions, inherited }
  const latest = useRef(now)

  // React runs these in hidden trees too, where a connection may linger that leads somewhere else now.
  useInsertionEffect(() => driver.configureLingering(options))
  // Before the effects of children, which may be about to wait for this.
  useCommitEffect(() => {
    latest.current = now
    driver.configure(options)
  })
  usePermission(driver, ready)
  const state = useStore(node.subscribe, () => node.state, getInitialState)

  useEffect(() => {
    const { options, names, name } = latest.current
    const kept = name === undefined ? undefined : names?.kept(name, options)
    if (kept) driver.adopt(kept)
    const leave = enter(latest as unknown as Mounted)
    driver.mount()
    return () => {
      const { names, name, linger } = latest.current
      const forget = linger > 0 && name !== undefined ? names?.keep(name, driver) : undefined
      driver.unmount(linger, () => {
        forget?.()
        leave()
      })
    }
  }, [driver])

  useEffect(() => {
    if (name !== undefined) return names?.register(name, node)
  }, [names, name, node])

  // If the mode or the reference changes in the commit that makes the old reference ready, the node must not connect: the
  // old wait stops before any effect runs.
  const wait = useRef<Wait>(undefined)
  useInsertionEffect(() => () => wait.current?.stop?.(), [driver, mode, target])
  useEffect(() => {
    const isOtherWait = wait.current?.mode !== mode || wait.current.target !== target
    // Autoconnect connects once a mount. Later, a change of the mode or reference only counts while the node still waits.
    if (!driver.takeDue() && !(isOtherWait && node.state.status === 'waiting')) return
    wait.current?.stop?.()
    wait.current = { mode, target, stop: autoconnect(driver, mode, target) }
  })

  useNodeChecks(node, ownOptions, inherited, names)

  return [state, node]
}

/** What an autoconnect was asked for, and how to stop waiting for it. */
interface Wait {
  readonly mode: AutoconnectMode
  readonly target: AutoconnectReference | null | undefined
  readonly stop: (() => void) | undefined
}

function getInitialState(): NodeState {
  return INITIAL.state
}
