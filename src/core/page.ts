/**
 * The page's life as events: online, visible, put away into the back/forward cache and back. One set of listeners serves
 * all nodes of a page, and is there only while there are nodes.
 *
 * `pagehide` and `pageshow` are the events to use: a listener for `unload` or `beforeunload` keeps a page out of that
 * cache (HTML standard, "page lifecycle").
 */

import { isolate } from './emitter.js'

export interface PageEvents {
  /** The page is online, visible or running again: what waited may go on, what was idle may be dead. */
  wokeUp(): void
  putAway(): void
  cameBack(): void
}

const watchers = new Set<PageEvents>()
let leave: (() => void) | undefined

/** Whether the browser knows that there is no network. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false
}

/** Listens, where there is a page; returns how to stop. */
export function watchPage(events: PageEvents): () => void {
  watchers.add(events)
  // A window without a document is no page: React Native's is one.
  if (typeof window !== 'undefined' && typeof document !== 'undefined') leave ??= listen()
  return () => {
    watchers.delete(events)
    // Who leaves often makes room for the next, as on a change of route.
    queueMicrotask(() => {
      if (watchers.size > 0) return
      leave?.()
      leave = undefined
    })
  }
}

/** A watcher that throws keeps nothing from the others. */
function tellAll(tell: (watcher: PageEvents) => void): void {
  for (const watcher of [...watchers]) isolate(() => tell(watcher))
}

function listen(): () => void {
  const wakeUp = () => tellAll((watcher) => watcher.wokeUp())
  const show = () => {
    if (!document.hidden) wakeUp()
  }
  const putAway = (event: PageTransitionEvent) => {
    if (event.persisted) tellAll((watcher) => watcher.putAway())
  }
  const comeBack = (event: PageTransitionEvent) => {
    if (event.persisted) tellAll((watcher) => watcher.cameBack())
  }
  const stops = [
    listenTo(window, 'online', wakeUp),
    listenTo(document, 'visibilitychange', show),
    listenTo(document, 'resume', wakeUp),
    listenTo(window, 'pagehide', putAway),
    listenTo(window, 'pageshow', comeBack),
  ]
  return () => stops.forEach((stop) => stop())
}

function listenTo(target: EventTarget, type: string, listener: (event: never) => void): () => void {
  target.addEventListener(type, listener as EventListener)
  return () => target.removeEventListener(type, listener as EventListener)
}
