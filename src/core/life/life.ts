/**
 * A session's life: it enters with a mount, leaves with an unmount, and may linger in silence before it ends.
 *
 * An unmount ends the connection a microtask later, so that what effects send in their clean-ups still goes out, and so
 * that a mount in the same task (StrictMode) takes what waits in the queue over.
 */
import { inMicrotask, type Clock } from '../clock.js'
import type { Delivery } from '../delivery.js'
import type { Inbox } from '../reception/inbox.js'
import { lifecycleOf, watchLifecycle } from './lifecycle.js'
import { createTimer } from '../timer.js'
import { hasConnection, isAtRest } from './transition.js'
import type { Machine, NodeEvent } from './machine.js'
import type { Lifecycle, LifecycleEvents } from '../types.js'

/** Packets that are kept for a node that lingers. */
const MOST_KEPT = 10_000

/** What a life needs of its session. */
export interface LifeSubject {
  machine(): Machine
  options(): { readonly lifecycle?: Lifecycle | undefined }
  /** Whether an attempt is due in a later task. */
  isDeferred(): boolean
  /** For what runs as work already. */
  step(event: NodeEvent): void
  tellState(): void
  silence(): void
  wokeUp(): void
  cameBack(): void
  /** The node is mounted, and nothing is left of its life before. */
  entered(): void
}

export interface Life {
  isMounted(): boolean
  isLingering(): boolean
  isDisposed(): boolean
  /** Begins, or goes on with a lingering connection, and emits what was kept in a later task. */
  enter(): void
  /** Ends, or lingers for so many seconds in silence first; `over` is called when there is no more to linger for. */
  leave(linger: number, over: () => void): void
  /** Ends for good, now. */
  dispose(): void
  /** What was kept for a node that has come back is told now, if it is not told yet. */
  tellKept(): void
  /** A lingering connection leads somewhere else now: it ends, and what was kept is dropped. */
  discard(): void
}

/** What the session notifies its life of. */
interface LifeEvents {
  /** The state has changed, or the options. */
  follow(): void
  /** Packets arrived; so many are not emitted yet. */
  received(pending: number): void
}

export function createLife(
  clock: Clock,
  delivery: Delivery,
  inbox: Pick<Inbox<never>, 'flush' | 'discard'>,
  subject: LifeSubject,
): Life & LifeEvents {
  const lingerTimer = createTimer()
  let phase: 'new' | 'mounted' | 'lingering' | 'leaving' | 'gone' | 'disposed' = 'new'
  let lingerOver = nothing
  let watched: Lifecycle | undefined
  let stopWatching = nothing

  function stopLingering(): void {
    lingerTimer.stop()
    lingerOver()
    lingerOver = nothing
  }

  /** As work, so that emissions that are going on or wait are dropped. */
  function end(keepsQueue: boolean, then = nothing): void {
    stopLingering()
    delivery.run(() => {
      subject.silence()
      delivery.clear()
      delivery.pause(false)
      subject.step({ type: 'unmounted', keepsQueue })
      delivery.tell(subject.tellState)
      then()
    })
  }

  function endFor(good: 'gone' | 'disposed'): void {
    phase = good
    end(false)
  }

  function endLingering(): void {
    endFor('gone')
  }

  const events: LifecycleEvents = {
    wokeUp: subject.wokeUp,
    putAway: () => delivery.run(() => subject.step({ type: 'putAway' })),
    cameBack: subject.cameBack,
  }

  const life: Life & LifeEvents = {
    isMounted: () => phase === 'mounted',
    isLingering: () => phase === 'lingering',
    isDisposed: () => phase === 'disposed',
    enter() {
      const before = phase
      phase = 'mounted'
      const isClosing = subject.machine().state.status === 'closing'
      if (before === 'lingering' && !isClosing) {
        stopLingering()
        // In a later task: then the listeners of components that mount together with the node are there.
        lingerTimer.start(clock.task(() => delivery.pause(false)))
      } else if (before === 'lingering' || before === 'leaving') {
        // What was closing meanwhile is nothing to go on with. Before anybody hears of it, who may have the next word.
        return end(true, subject.entered)
      }
      subject.entered()
    },
    leave(linger, over) {
      if (phase !== 'mounted' && phase !== 'lingering') return
      stopLingering()
      // An attempt that has not begun is nothing to keep.
      if (linger > 0 && hasConnection(subject.machine().state) && !subject.isDeferred()) {
        phase = 'lingering'
        lingerOver = over
        delivery.pause(true)
        lingerTimer.start(clock.after(linger, endLingering))
        return
      }
      over()
      if (phase === 'lingering') return endLingering()
      phase = 'leaving'
      subject.silence()
      delivery.clear()
      delivery.pause(false)
      delivery.run(inbox.flush)
      inMicrotask(() => {
        if (phase === 'leaving') endFor('gone')
      })
    },
    dispose() {
      if (phase !== 'disposed') endFor('disposed')
    },
    tellKept() {
      if (phase === 'mounted') delivery.pause(false)
    },
    discard() {
      inbox.discard()
      endLingering()
    },
    follow() {
      const lifecycle = isAtRest(subject.machine().state) ? undefined : lifecycleOf(subject.options())
      if (lifecycle === watched) return
      stopWatching()
      watched = lifecycle
      stopWatching = lifecycle ? watchLifecycle(lifecycle, events) : nothing
    },
    received(pending) {
      if (phase === 'lingering' && pending > MOST_KEPT) endLingering()
    },
  }
  return life
}

function nothing(): void {}
