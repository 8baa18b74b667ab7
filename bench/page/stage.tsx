/**
 * The document of a measurement: a React root, and waiting for conditions.
 */
import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'

/** The most that a condition may take, in seconds; nothing waits for it otherwise. */
const PATIENCE = 60

export interface Stage {
  readonly place: HTMLElement
  render(node: ReactNode): void
  /** Unmounts all of it, now. */
  clear(): void
}

/** A fresh place at the end of the document. */
export function createStage(): Stage {
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  return {
    place,
    render: (node) => flushSync(() => root.render(node)),
    clear() {
      flushSync(() => root.unmount())
      place.remove()
    },
  }
}

/** Looks every 5 ms whether the condition holds. */
export async function until(condition: () => boolean, what: () => string): Promise<void> {
  const start = performance.now()
  while (!condition()) {
    if (performance.now() - start > PATIENCE * 1000) throw new Error(`waited ${PATIENCE} s for ${what()}`)
    await sleep(5)
  }
}

/** Waits for a promise, but not for ever. */
export async function inTime<Value>(promise: Promise<Value>, what: () => string): Promise<Value> {
  let guard: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<never>((_, reject) => {
    guard = setTimeout(() => reject(new Error(`waited ${PATIENCE} s for ${what()}`)), PATIENCE * 1000)
  })
  try {
    return await Promise.race([promise, over])
  } finally {
    clearTimeout(guard)
  }
}

/** Waits some milliseconds. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
