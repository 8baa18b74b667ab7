/**
 * The page's life as events: online, visible, into the back/forward cache (`pagehide`) and back (`pageshow`).
 *
 * `pagehide` and `pageshow` are the events to use: a listener for `unload` or `beforeunload` keeps a page out of that
 * cache (HTML standard, "page lifecycle").
 */

import type { Lifecycle, ReadySource } from '../types.js'

/** The page, or the worker: it has the event `online` alone. */
export const page: Lifecycle = {
  watch(events) {
    const scope = typeof window === 'undefined' ? globalThis : window
    // React Native's window has no events, and neither has Node.
    if (!('addEventListener' in scope)) return () => {}
    const shown = typeof document === 'undefined' ? undefined : document
    const hear = (event: Event) => {
      const { type, persisted } = event as PageTransitionEvent
      // A page that gets hidden does not wake up; one that is new, or left for good, is not in the back/forward cache.
      if (persisted === false || (type === 'visibilitychange' && shown?.hidden)) return
      events[type === 'pagehide' ? 'putAway' : type === 'pageshow' ? 'cameBack' : 'wokeUp']()
    }
    const change = (how: 'addEventListener' | 'removeEventListener') => {
      for (const type of ['online', 'pagehide', 'pageshow']) scope[how](type, hear)
      for (const type of ['visibilitychange', 'resume']) shown?.[how](type, hear)
    }
    change('addEventListener')
    return () => change('removeEventListener')
  },
  /** Where no event would say when the network is back, it always is: Chromium has none in workers. */
  isOffline: () =>
    (typeof document !== 'undefined' || 'ononline' in globalThis) && globalThis.navigator?.onLine === false,
}

/** Ready unless the page is prerendered and not shown yet (HTML standard, "prerendering"). */
export const pageShown: ReadySource = {
  get ready() {
    return typeof document === 'undefined' || !(document as { readonly prerendering?: boolean }).prerendering
  },
  onReady(listener) {
    if (pageShown.ready) return () => {}
    document.addEventListener('prerenderingchange', listener)
    return () => document.removeEventListener('prerenderingchange', listener)
  },
}
