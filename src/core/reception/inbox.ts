/**
 * Reception: from the wire's frames, through the batch and the reader of their connection, to `packet`, `received` and
 * `receiveFailed`. The values that are left of it belong to one destination, and start again with the next.
 */
import { createBatch } from './batch.js'
import type { Clock } from '../clock.js'
import type { Delivery } from '../delivery.js'
import type { WebSocketNodeError } from '../errors.js'
import type { Settings } from '../options.js'
import { createReader, type Reader } from './reader.js'
import type { EmittedBatch, NodeSignals } from '../signals.js'
import type { AnyFormat, Data, SignalHandlers, Wire } from '../types.js'
import type { NodeConnection } from '../watch.js'

/** Whose handlers get a frame: the latest options of one destination. */
export interface Voice<F extends AnyFormat> {
  options: SignalHandlers<F> & { readonly format: F }
}

export interface Inbox<F extends AnyFormat> {
  /** An attempt begins. A connection before it that was left for it is not asked to end its reading. */
  leave(): void
  /** A socket is about to be made for this connection. Returns the reader of its frames. */
  begin(connection: NodeConnection): Reader<F>
  /** Frames arrived. */
  push(frames: readonly Wire[]): void
  /** Emits all that has arrived. */
  flush(): void
  /** The connection is over: what the decoder has not finished is refused, after all that has arrived. */
  end(): void
  /** Frames that are not emitted yet. */
  size(): number
  /** Frames that have ever arrived. */
  arrivals(): number
  /** Takes all that has arrived and is not emitted yet. */
  receive(): Data<F> | undefined
  /** The last batch that was emitted, or taken. */
  last(): EmittedBatch<F> | undefined
  /** The last batch that was emitted, whether anybody listened or not. */
  lastEmitted(): EmittedBatch<F> | undefined
  /** The values start again: the destination is another one. */
  forget(): void
  /** Drops what has arrived and is not emitted yet. */
  discard(): void
}

/** The frames of one connection, in the one stream of all of them. */
interface Stretch<F extends AnyFormat> {
  /** The number of its first frame. */
  readonly from: number
  readonly connection: NodeConnection
  readonly reader: Reader<F>
  readonly voice: Voice<F>
  /** The format that the node had when the connection was made: what it decodes, it joins. */
  readonly format: F
}

type Refused = readonly [error: WebSocketNodeError, wire: Wire]

export function createInbox<F extends AnyFormat>(
  clock: Clock,
  delivery: Delivery,
  getSignals: () => Pick<NodeSignals<F>, 'emit' | 'emitBatch' | 'resetTaps' | 'isWatched' | 'notify'>,
  settings: () => Settings,
  getVoice: () => Voice<F>,
  /** Calls `emit` so that the handlers of `voice` are the ones called. */
  speakAs: (voice: Voice<F>, emit: () => void) => void,
): Inbox<F> {
  const batch = createBatch(clock, settings, (mark) => delivery.tell(() => emitBefore(mark)))
  /** Of frames that are not emitted yet, and of the present connection. */
  const stretches: Stretch<F>[] = []
  /** Of the connection whose frames may still come. */
  let present: Reader<F> | undefined
  /** Refused frames for which `receiveFailed` is not emitted yet. */
  const refused: Refused[] = []
  /** Whether `receive()` is reading: `receiveFailed` is emitted when it has taken the rest. */
  let isTaking = false
  let last: EmittedBatch<F> | undefined
  let lastEmitted: EmittedBatch<F> | undefined

  /** The stretch of the next frame. */
  function head(): Stretch<F> | undefined {
    while (stretches[1] && batch.taken() >= stretches[1].from) stretches.shift()
    return stretches[0]
  }

  /** Watchers hear the packets first. */
  function read({ reader, format, connection }: Stretch<F>, frames: Wire[]): EmittedBatch<F> | undefined {
    /** How many packets there are after each frame. */
    const ends: number[] | undefined = getSignals().isWatched() ? [] : undefined
    const from = batch.taken() - frames.length
    const packets = reader.read(frames, ends)
    if (packets.length === 0) return undefined
    if (ends) {
      const since = (mark: number) => (mark <= from ? 0 : (ends[mark - from - 1] ?? packets.length))
      const heard = { packets, connection, since, isTaken: isTaking }
      getSignals().notify((watcher) => watcher.heard?.(heard))
    }
    return createEmittedBatch(format, packets)
  }

  /** One batch at a time, so that a handler may pause or end what comes after. */
  function emitBefore(mark: number): void {
    const stretch = head()
    const frames = batch.next(Math.min(mark, stretches[1]?.from ?? mark))
    if (!stretch || !frames) return
    delivery.tellFirst(() => emitBefore(mark))
    const emitted = read(stretch, frames)
    if (!emitted) return
    const { voice } = stretch
    const isCurrent = () => voice === getVoice()
    if (isCurrent()) last = lastEmitted = emitted
    speakAs(voice, () => getSignals().emitBatch(emitted, isCurrent))
  }

  function tellRefused(): void {
    const next = refused.shift()
    if (!next) return
    delivery.tellFirst(tellRefused)
    getSignals().emit('receiveFailed', ...next)
  }

  return {
    begin(connection) {
      const voice = getVoice()
      const { format } = voice.options
      const reader = createReader(format, (...refusal) => {
        refused.push(refusal)
        if (!isTaking) delivery.tellFirst(tellRefused)
      })
      if (batch.size === 0) stretches.length = 0
      stretches.push({ from: batch.taken() + batch.size, connection, reader, voice, format })
      present = reader
      return reader
    },
    leave() {
      present = undefined
    },
    push: batch.push,
    flush() {
      // An unmount clears emissions that wait; refused packets are emitted again.
      if (refused.length > 0) delivery.tell(tellRefused)
      batch.flush()
    },
    end() {
      const reader = present
      present = undefined
      delivery.tell(() => reader?.end())
    },
    size: () => batch.size,
    arrivals: () => batch.taken() + batch.size,
    receive() {
      const packets: EmittedBatch<F>['packets'][number][] = []
      let stretch = head()
      isTaking = true
      // What is left of another destination is on its way to the handlers of that.
      while (batch.size > 0 && stretch?.voice === getVoice()) {
        const part = read(stretch, batch.take((stretches[1]?.from ?? Infinity) - batch.taken()))
        for (const packet of part?.packets ?? []) packets.push(packet)
        stretch = head()
      }
      isTaking = false
      const taken = packets.length > 0 && stretch ? createEmittedBatch(stretch.format, packets) : undefined
      if (taken) last = taken
      if (refused.length > 0) delivery.tellFirst(tellRefused)
      return taken?.join()
    },
    last: () => last,
    lastEmitted: () => lastEmitted,
    forget() {
      last = lastEmitted = undefined
      getSignals().resetTaps()
    },
    discard() {
      batch.take(Infinity)
      refused.length = 0
    },
  }
}

/** Joined once, and only if somebody asks. */
function createEmittedBatch<F extends AnyFormat>(format: F, packets: EmittedBatch<F>['packets']): EmittedBatch<F> {
  let joined: Data<F>
  let isJoined = false
  return {
    packets,
    join() {
      if (!isJoined) joined = format.join(packets) as Data<F>
      isJoined = true
      return joined
    },
  }
}
