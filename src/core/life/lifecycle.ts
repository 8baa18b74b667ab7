/**
 * Who knows that the app woke up, was put away or is offline: what the option `lifecycle` names, or the page. One watch
 * serves all nodes of one value that have a connection or are on their way to one, and is there only while there are some.
 */
import { inMicrotask } from '../clock.js'
import { isolate } from '../emitter.js'
import { shared } from '../shared.js'
import type { Lifecycle, LifecycleEvents } from '../types.js'
import { page } from './page.js'

/** The options that name a lifecycle. */
interface Named {
  readonly lifecycle?: Lifecycle | null | undefined
}

interface Watch {
  readonly watchers: Set<LifecycleEvents>
  stop?: () => void
}

/** For all copies of the package in the app. */
const getWatches = () => shared('watches', () => new Map<Lifecycle, Watch>())

export function lifecycleOf({ lifecycle }: Named): Lifecycle {
  return lifecycle ?? page
}

/** Whether the app has no network, as far as anybody knows. */
export function isOffline(options: Named): boolean {
  let isKnown = false
  isolate(() => {
    isKnown = lifecycleOf(options).isOffline?.() === true
  })
  return isKnown
}

/** Calls `events` as the lifecycle does; returns how to stop. */
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
    // A node that leaves often makes room for the next one, as on a change of route.
    inMicrotask(() => {
      if (watch.watchers.size > 0 || watches.get(lifecycle) !== watch) return
      watches.delete(lifecycle)
      isolate(() => watch.stop?.())
    })
  }
}

/** The events are the watch's own: after its end they reach nobody. */
function begin(lifecycle: Lifecycle, watch: Watch): void {
  const emit = (name: keyof LifecycleEvents) => () => {
    for (const watcher of [...watch.watchers]) isolate(() => watcher[name]())
  }
  isolate(() => {
    watch.stop = lifecycle.watch({ wokeUp: emit('wokeUp'), putAway: emit('putAway'), cameBack: emit('cameBack') })
  })
}
