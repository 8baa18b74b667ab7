'use client'
/**
 * A ref that others can wait for.
 */
import { useState } from 'react'
import { createReadyRef, type ReadyRef } from './readySources.js'

/**
 * Returns a ref that is a ready source: ready while it holds an element or a value. Attach it with `ref={…}`, and pass it to the
 * option `autoconnectReference` of a node that has to wait for that element. It never renders.
 */
export function useReadyRef<T = unknown>(): ReadyRef<T> {
  const [ref] = useState(createReadyRef<T>)
  return ref
}
