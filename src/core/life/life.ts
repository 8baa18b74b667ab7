/**
 * The life of a session: it begins with a mount and ends with an unmount, and may linger before its end: then the connection
 * stays open, and nothing is emitted.
 *
 * An unmount ends the connection a microtask later, so that messages from the clean-ups of effects are still sent, and so
 * that a mount in the same task (StrictMode) keeps the queue.
 */
import { inMicrotask, type Clock } from '../clock.js'
import type { Delivery } from '../delivery.js'
import type { Inbox } from '../reception/inbox.js'
import { lifecycleOf, watchLifecycle } from './lifecycle.js'
import { createTimer } from '../timer.js'
import { hasConnection, isAtRest } from './transition.js'
import type { Machine, NodeEvent } from './machine.js'
import type { Lifecycle, LifecycleEvents } from '../types.js'

/** The most packets to keep while a node lingers. */
const MOST_KEPT = 10_000

/** The part of a session that its life uses. */
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
  /** The node is mounted, and nothing of an earlier mount is left. */
  entered(): void
}

export interface Life {
  isMounted(): boolean
  isLingering(): boolean
  isDisposed(): boolean
  /** Begins, or goes on with a lingering connection; the packets that were kept are emitted in a later task. */
  enter(): void
  /** Ends, or lingers for some seconds first. `over` is called when the lingering has ended. */
  leave(linger: number, over: () => void): void
  /** Ends for good, now. */
  dispose(): void
  /** Emits the packets that were kept for a node that is back, if they are not emitted yet. */
  tellKept(): void
  /** The destination changed while the connection lingered: the connection ends, and the kept packets are dropped. */
  discard(): void
}

/** What the session notifies its life of. */
interface LifeEvents {
  /** The state has changed, or the options. */
  follow(): void
  /** Packets arrived; the argument is the number of packets that are not emitted yet. */
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
        // In a later task, when components that mount together with the node have added their listeners.
        lingerTimer.start(clock.task(() => delivery.pause(false)))
      } else if (before === 'lingering' || before === 'leaving') {
        // A connection that began to close meanwhile cannot go on. End it before a listener can act on it.
        return end(true, subject.entered)
      }
      subject.entered()
    },
    leave(linger, over) {
      if (phase !== 'mounted' && phase !== 'lingering') return
      stopLingering()
      // An attempt that has not begun does not linger.
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
