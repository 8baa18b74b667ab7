'use client'
/**
 * What a user has set in a view: it stays while another view is shown, and while the panel is closed.
 */
import { useState } from 'react'
import type { Inspection } from '../model.js'

const kept = new WeakMap<Inspection, Map<string, unknown>>()

function settingsOf(inspection: Inspection): Map<string, unknown> {
  const settings = kept.get(inspection) ?? new Map<string, unknown>()
  kept.set(inspection, settings)
  return settings
}

/**
 * A state that outlives the component, as long as the inspection: the page and each recording have their own.
 * @param inspection the same for the life of the component
 */
export function useKeptState<T>(inspection: Inspection, name: string, initial: T): [T, (value: T) => void] {
  const settings = settingsOf(inspection)
  const [value, setValue] = useState(() => (settings.has(name) ? (settings.get(name) as T) : initial))
  return [
    value,
    (next) => {
      settings.set(name, next)
      setValue(next)
    },
  ]
}

/** The state of that name begins anew where it is used next. */
export function forgetState(inspection: Inspection, name: string): void {
  settingsOf(inspection).delete(name)
}
