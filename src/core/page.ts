/**
 * The page's life as events: online, visible, put away into the back/forward cache and back.
 *
 * `pagehide` and `pageshow` are the events to use: a listener for `unload` or `beforeunload` keeps a page out of that
 * cache (HTML standard, "page lifecycle").
 */

export interface PageEvents {
  /** The page is online, visible or running again: what waited may go on, what was idle may be dead. */
  wokeUp(): void
  putAway(): void
  cameBack(): void
}

/** Whether the browser knows that there is no network. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false
}

/** Listens, where there is a page; returns how to stop. */
export function watchPage({ wokeUp, putAway, cameBack }: PageEvents): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => {}
  const listening = new AbortController()
  const options = { signal: listening.signal }
  window.addEventListener('online', wokeUp, options)
  document.addEventListener('resume', wokeUp, options)
  const when = (isSo: boolean, tell: () => void) => {
    if (isSo) tell()
  }
  document.addEventListener('visibilitychange', () => when(!document.hidden, wokeUp), options)
  window.addEventListener('pagehide', (event) => when(event.persisted, putAway), options)
  window.addEventListener('pageshow', (event) => when(event.persisted, cameBack), options)
  return () => listening.abort()
}
