'use client'
/**
 * Contexts that all copies of the package share, as far as they have the same React, which is known by its function.
 */
import { createContext, type Context } from 'react'
import { shared } from '../core/shared.js'

/** The context of that name; the first one that asks says what it holds outside of every provider. */
export function sharedContext<T>(name: string, outside: T): Context<T> {
  const contexts = shared(name, () => new WeakMap<typeof createContext, Context<T>>())
  const known = contexts.get(createContext)
  if (known) return known
  const context = createContext(outside)
  contexts.set(createContext, context)
  return context
}
