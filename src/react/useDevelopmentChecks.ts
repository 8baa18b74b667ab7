'use client'
/**
 * What is probably not meant, said in development: options that there are not, an address that is missing, a name that
 * leads nowhere, a node that nobody connects.
 */
import { useEffect } from 'react'
import type { Environment } from '../core/node.js'
import type { WebSocketNodeHandle } from '../core/types.js'
import * as development from './development.js'
import type { Names } from './names.js'
import type { ReactWebSocketNodeOptions, WebSocketDefaults } from './types.js'

/** Seconds after which a node that nobody connected was probably meant to connect by itself. */
const PATIENCE = 5

/** Says what is wrong with a node; `own` are the options as they were passed, `all` those with the providers'. */
export let useNodeChecks: typeof useChecks = nothing
/** Says what is wrong with a provider's defaults. */
export let useProviderChecks: typeof useDefaultsChecks = nothing
/** Takes the warnings of a node; undefined in production. */
export let warnNode: Environment['warn']

// Bundlers put the mode in the place of this expression, and drop what is not for it. Without a bundler a page has no
// `process` and the expression throws: that is production. A `typeof process` would be true there in development, too.
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
    // The names know this node by now.
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
