/**
 * The page's life as events: online, visible, into the back/forward cache (`pagehide`) and back (`pageshow`). One set
 * of listeners serves the nodes of a page that have a connection or are on their way to one, and is there only while
 * there are some.
 *
 * `pagehide` and `pageshow` are the events to use: a listener for `unload` or `beforeunload` keeps a page out of that
 * cache (HTML standard, "page lifecycle").
 */

import { isolate } from '../emitter.js'
import type { ReadySource } from '../types.js'

export interface PageEvents {
  /** The page is online, visible or running again: what waited may go on, what was idle may be dead. */
  wokeUp(): void
  putAway(): void
  cameBack(): void
}

const watchers = new Set<PageEvents>()
let isListening = false

/** Whether the page has no network. Without a page no event would say when it is back, so there it always has. */
export function isOffline(): boolean {
  return typeof document !== 'undefined' && navigator.onLine === false
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

/** Listens, where there is a page; returns how to stop. */
export function watchPage(events: PageEvents): () => void {
  watchers.add(events)
  update()
  return () => {
    watchers.delete(events)
    // Who leaves often makes room for the next, as on a change of route.
    queueMicrotask(update)
  }
}

/** Listens while anybody watches. */
function update(): void {
  // A window without a document is no page: React Native's is one.
  const isDue = watchers.size > 0 && typeof document !== 'undefined'
  if (isDue === isListening) return
  isListening = isDue
  const change = isDue ? 'addEventListener' : 'removeEventListener'
  window[change]('online', hear)
  window[change]('pagehide', hear)
  window[change]('pageshow', hear)
  document[change]('visibilitychange', hear)
  document[change]('resume', hear)
}

function hear(event: Event): void {
  const { type, persisted } = event as PageTransitionEvent
  // A page that gets hidden does not wake up; one that is new, or left for good, is not in the back/forward cache.
  if (persisted === false || (type === 'visibilitychange' && document.hidden)) return
  const tell = type === 'pagehide' ? 'putAway' : type === 'pageshow' ? 'cameBack' : 'wokeUp'
  // A watcher that throws keeps nothing from the others.
  for (const watcher of [...watchers]) isolate(() => watcher[tell]())
}
