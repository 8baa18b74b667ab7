/**
 * The source of lifecycle events: the option `lifecycle`, or the page. One subscription serves all nodes with the same
 * lifecycle that are connected, connecting or reconnecting; without such a node there is none.
 */
import { inMicrotask } from '../clock.js'
import { isolate } from '../emitter.js'
import { shared } from '../shared.js'
import type { Lifecycle, LifecycleEvents } from '../types.js'
import { page } from './page.js'

/** The option `lifecycle`. */
interface Named {
  readonly lifecycle?: Lifecycle | null | undefined
}

interface Watch {
  readonly watchers: Set<LifecycleEvents>
  stop?: () => void
}

/** The subscriptions, which all copies of the package in an app share. */
const getWatches = () => shared('lifecycles', () => new Map<Lifecycle, Watch>())

export function lifecycleOf({ lifecycle }: Named): Lifecycle {
  return lifecycle ?? page
}

/** Whether the lifecycle, or the page, says that there is no network. */
export function isOffline(options: Named): boolean {
  let isKnown = false
  isolate(() => {
    isKnown = lifecycleOf(options).isOffline?.() === true
  })
  return isKnown
}

/** Calls `events` for the events of the lifecycle. Returns a function that stops that. */
export function watchLifecycle(lifecycle: Lifecycle, events: LifecycleEvents): () => void {
  const watches = getWatches()
  const watch = watches.get(lifecycle) ?? { watchers: new Set() }
  watch.watchers.add(events)
  if (!watches.has(lifecycle)) {
    watches.set(lifecycle, watch)
    begin(lifecycle, watch)
  }
  return () => {
    watch.watchers.delete(events)
    // At a change of route one node ends and another begins: keep the subscription for the next one.
    inMicrotask(() => {
      if (watch.watchers.size > 0 || watches.get(lifecycle) !== watch) return
      watches.delete(lifecycle)
      isolate(() => watch.stop?.())
    })
  }
}

/** The events of one subscription, which have no effect after its end. */
function begin(lifecycle: Lifecycle, watch: Watch): void {
  const emit = (name: keyof LifecycleEvents) => () => {
    for (const watcher of [...watch.watchers]) isolate(() => watcher[name]())
  }
  isolate(() => {
    watch.stop = lifecycle.watch({ wokeUp: emit('wokeUp'), putAway: emit('putAway'), cameBack: emit('cameBack') })
  })
}
