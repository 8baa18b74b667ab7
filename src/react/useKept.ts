'use client'
/**
 * Keeps a value while it is shallowly equal, so that a new object in each render is no change.
 */
import { useInsertionEffect, useState } from 'react'
import { isShallowEqual } from './shallow.js'

/** The value of the last commit. A render that is suspended or discarded does not change it. */
export interface Kept<T> {
  /** Returns the kept value if `value` is shallowly equal to it, else `value`. */
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

/** Returns the value of the last commit if `value` is shallowly equal to it, else `value`. */
export function useKept<T>(value: T | undefined): T | undefined {
  const [kept] = useState(createKept<T>)
  const latest = kept.orElse(value)
  useInsertionEffect(() => kept.commit(latest))
  return latest
}
