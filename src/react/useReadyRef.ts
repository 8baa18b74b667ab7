'use client'
/**
 * A ref that others can wait for.
 */
import { useState } from 'react'
import { createReadyRef, type ReadyRef } from './readySources.js'

/** A ref that is a `ReadySource`: ready once it is attached. Never renders. */
export function useReadyRef<T = unknown>(): ReadyRef<T> {
  const [ref] = useState(createReadyRef<T>)
  return ref
}
