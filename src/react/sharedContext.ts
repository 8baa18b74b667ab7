'use client'
/**
 * Contexts that all copies of the package share if they use the same React, which is recognized by its `createContext`.
 */
import { createContext, type Context } from 'react'
import { shared } from '../core/shared.js'

/** Returns the context of that name. The first call sets the value outside of every provider. */
export function sharedContext<T>(name: string, outside: T): Context<T> {
  const contexts = shared(name, () => new WeakMap<typeof createContext, Context<T>>())
  const known = contexts.get(createContext)
  if (known) return known
  const context = createContext(outside)
  contexts.set(createContext, context)
  return context
}
