'use client'
/**
 * What is probably not meant, said in development: options that there are not, an address that is missing, a node that
 * nobody connects.
 */
import { useEffect } from 'react'
import type { WebSocketNodeHandle } from '../core/types.js'
import { checkOptionNames, warnOnce } from './development.js'
import type { WebSocketDefaults } from './types.js'

/** Seconds after which a node that nobody connected was probably meant to connect by itself. */
const PATIENCE = 5

/** Nothing in production; `own` are the options as they were passed, `all` those with the providers'. */
export const useDevelopmentChecks: typeof useChecks = process.env.NODE_ENV === 'production' ? () => {} : useChecks

function useChecks(node: Pick<WebSocketNodeHandle, 'state'>, own: WebSocketDefaults, all: WebSocketDefaults): void {
  const isUrlMissing = 'url' in own && all.url === undefined && all.host === undefined
  const isModeMissing = all.autoconnectMode === undefined
  useEffect(() => {
    checkOptionNames?.(node, own)
    if (isUrlMissing) warnOnce?.(node, { type: 'urlUndefined' })
  })
  useEffect(() => {
    if (!isModeMissing) return
    const timer = setTimeout(() => {
      if (node.state.status === 'idle') warnOnce?.(node, { type: 'neverConnected' })
    }, PATIENCE * 1000)
    return () => clearTimeout(timer)
  }, [node, isModeMissing])
}
