'use client'
/**
 * Keeping a value while nothing in it changed, so that it may be built anew in each render.
 */
import { useInsertionEffect, useState } from 'react'
import { isShallowEqual } from './shallow.js'

/** The value of the last commit: a render that waits, or that React gives up, changes nothing about it. */
export interface Kept<T> {
  /** The kept value where `value` is shallowly equal to it, else `value`. */
  orElse(value: T): T
  commit(value: T): void
}

export function createKept<T>(): Kept<T | undefined> {
  let kept: T | undefined
  return {
    orElse: (value) => (isShallowEqual(kept, value) ? kept : value),
    commit(value) {
      kept = value
    },
  }
}

/** `value`, or what was committed last while it is shallowly equal to that. */
export function useKept<T>(value: T | undefined): T | undefined {
  const [kept] = useState(createKept<T>)
  const latest = kept.orElse(value)
  useInsertionEffect(() => kept.commit(latest))
  return latest
}
