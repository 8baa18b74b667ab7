'use client'
/**
 * What React reads of an inspection: one snapshot a change, and renders no more often than a view needs.
 */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Inspection } from '../model.js'

/**
 * What `read` gives of the inspection, again whenever that has changed.
 * @param read a function that stays the same: of a module, or kept
 * @param every milliseconds between two renders at least; 0: as often as the inspection says, once a frame at most
 */
export function useInspected<T>(inspection: Inspection, read: (inspection: Inspection) => T, every = 0): T {
  const { subscribe, get } = useMemo(() => createSnapshots(inspection, read, every), [inspection, read, every])
  return useSyncExternalStore(subscribe, get)
}

function createSnapshots<T>(inspection: Inspection, read: (inspection: Inspection) => T, every: number) {
  let last: { readonly version: number; readonly value: T } | undefined
  return {
    get(): T {
      const version = inspection.version()
      if (last?.version !== version) last = { version, value: read(inspection) }
      return last.value
    },
    subscribe(listener: () => void): () => void {
      let timer: ReturnType<typeof setTimeout> | undefined
      const wake = () => {
        timer = undefined
        listener()
      }
      const stop = inspection.subscribe(() => {
        if (every === 0) listener()
        else timer ??= setTimeout(wake, every)
      })
      return () => {
        clearTimeout(timer)
        stop()
      }
    },
  }
}

/** The present of the inspection, every so many milliseconds; where a recording ends. */
export function useNow(inspection: Inspection, every: number): number {
  const [now, setNow] = useState(() => inspection.now())
  useEffect(() => {
    const tick = () => setNow(inspection.now())
    tick()
    if (!inspection.isLive) return undefined
    const timer = setInterval(tick, every)
    return () => clearInterval(timer)
  }, [inspection, every])
  return now
}

export const itemsOf = (inspection: Inspection) => inspection.items()
export const messagesOf = (inspection: Inspection) => inspection.messages()
export const statesOf = (inspection: Inspection) => inspection.states()
export const timelineOf = (inspection: Inspection) => inspection.timeline()
export const trafficOf = (inspection: Inspection) => inspection.traffic()
export const versionOf = (inspection: Inspection) => inspection.version()
export const isHeldOf = (inspection: Inspection) => inspection.isAnythingHeld()
