/**
 * Receives: passes messages of the wire through the batch and through the reader of their connection, and emits `packet`,
 * `received` and `receiveFailed`. It also keeps the last batch, which belongs to one destination.
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

/** The latest options of one destination, whose handlers get its packets. */
export interface Voice<F extends AnyFormat> {
  options: SignalHandlers<F> & { readonly format: F }
}

export interface Inbox<F extends AnyFormat> {
  /** An attempt begins. The decoder of a connection that was abandoned for it is not ended. */
  leave(): void
  /** A socket is about to be created. Returns the reader of its messages. */
  begin(connection: NodeConnection): Reader<F>
  /** Messages of the wire arrived. */
  push(frames: readonly Wire[]): void
  /** Emits all packets that have arrived. */
  flush(): void
  /** The connection has ended: ends its decoder, after all packets that have arrived. */
  end(): void
  /** The number of messages that are not emitted yet. */
  size(): number
  /** The number of all messages that have arrived. */
  arrivals(): number
  /** Takes all packets that have arrived and are not emitted yet. */
  receive(): Data<F> | undefined
  /** The last batch that was emitted, or taken by `receive()`. */
  last(): EmittedBatch<F> | undefined
  /** The last emitted batch, whether there was a listener or not. */
  lastEmitted(): EmittedBatch<F> | undefined
  /** Forgets the last batch: the destination has changed. */
  forget(): void
  /** Drops the packets that are not emitted yet. */
  discard(): void
}

/** The messages of one connection, as a part of the stream of all messages. */
interface Stretch<F extends AnyFormat> {
  /** The number of its first message. */
  readonly from: number
  readonly connection: NodeConnection
  readonly reader: Reader<F>
  readonly voice: Voice<F>
  /** The format of the node when the connection was made. It also joins the packets that it decoded. */
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

  /** Notifies the watchers of packets before they are emitted. */
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

  /** Emits one batch at a time, so that a handler can pause or stop the next ones. */
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
      // An unmount has dropped emissions that waited: emit `receiveFailed` for refused packets again.
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
      // Packets of an earlier destination wait for the handlers of that destination.
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
