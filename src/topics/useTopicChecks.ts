'use client'
/**
 * Warnings, in development, about probable mistakes: a `topics` value that is created in each render, and a node whose format
 * is not that of the topics.
 */
import { useEffect, useRef } from 'react'
import type { AnyFormat, WebSocketNodeHandle } from '../core/types.js'
import { watchOf } from '../core/nodeWatch.js'
import { warnOnce } from '../react/development.js'
import type { Topics } from './types.js'

/** The number of renders in a row with another `topics` value after which the value is probably created in the render. */
const SUSPICIOUS = 3

/** Nothing in production. */
export let useTopicChecks: typeof useChecks = () => {}

// A bundler drops what is not for production; where there is no `process`, that is production.
try {
  if (process.env.NODE_ENV !== 'production') useTopicChecks = useChecks
} catch {
  // Production.
}

function useChecks(node: WebSocketNodeHandle | null | undefined, of: Topics<AnyFormat> | undefined): void {
  const last = useRef({ of, changes: 0 })
  useEffect(() => {
    const { current } = last
    current.changes = of && current.of && of !== current.of ? current.changes + 1 : 0
    current.of = of
    if (of && current.changes >= SUSPICIOUS) warnOnce(current, { type: 'topicsRemade' })
  })
  useEffect(() => {
    if (!node || !of) return
    const name = watchOf(node).format().name
    if (name !== of.format.name) warnOnce(node, { type: 'otherFormat', name, topics: of.format.name })
  }, [node, of])
}
