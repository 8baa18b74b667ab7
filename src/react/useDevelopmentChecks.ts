'use client'
/**
 * Warnings, in development, about probable mistakes: unknown options, a missing address, a name that cannot be found, a node
 * that nothing connects.
 */
import { useEffect } from 'react'
import type { Environment } from '../core/node.js'
import type { WebSocketNodeHandle } from '../core/types.js'
import * as development from './development.js'
import type { Names } from './names.js'
import type { ReactWebSocketNodeOptions, WebSocketDefaults } from './types.js'

/** Seconds after which a node that was never connected probably lacks an autoconnect mode. */
const PATIENCE = 5

/** Checks a node. `own` are the options as they were passed, `all` those merged with the providers'. */
export let useNodeChecks: typeof useChecks = nothing
/** Checks the defaults of a provider. */
export let useProviderChecks: typeof useDefaultsChecks = nothing
/** Prints the warnings of a node; undefined in production. */
export let warnNode: Environment['warn']

// Bundlers replace this expression with the mode, and drop the code that is not for it. Without a bundler, a page has no
// `process`, and the expression throws: that counts as production. `typeof process` must not be tested: bundlers replace
// the whole expression only.
try {
  if (process.env.NODE_ENV !== 'production') {
    useNodeChecks = useChecks
    useProviderChecks = useDefaultsChecks
    warnNode = development.warnNode
  }
} catch {
  // Production.
}

function nothing(): void {}

function useChecks(
  node: Pick<WebSocketNodeHandle, 'state'>,
  own: ReactWebSocketNodeOptions,
  all: ReactWebSocketNodeOptions,
  names: Names | null,
): void {
  const { name } = all
  const isUrlMissing = 'url' in own && all.url === undefined && all.host === undefined
  const isModeMissing = all.autoconnectMode === undefined
  useEffect(() => development.noteCopy(), [])
  useEffect(() => {
    development.checkOptionNames(node, own)
    if (isUrlMissing) development.warnOnce(node, { type: 'urlUndefined' })
  })
  useEffect(() => {
    if (name === undefined) return
    // The effect that registers the name has run before this one.
    if (!names) development.warnOnce(node, { type: 'nameWithoutOwner', name })
    else if (names.find(name) !== node) development.warnOnce(node, { type: 'duplicateName', name })
  }, [node, name, names])
  useEffect(() => {
    if (!isModeMissing) return
    const timer = setTimeout(() => {
      if (node.state.status === 'idle') development.warnOnce(node, { type: 'neverConnected' })
    }, PATIENCE * 1000)
    return () => clearTimeout(timer)
  }, [node, isModeMissing])
}

function useDefaultsChecks(owner: object, defaults: WebSocketDefaults | undefined): void {
  useEffect(() => development.checkOptionNames(owner, defaults ?? {}), [owner, defaults])
}
