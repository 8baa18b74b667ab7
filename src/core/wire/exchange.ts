/**
 * Runs `authenticate`: the step between the opening of the socket and the state `open`, in which only `authenticate` sends and
 * reads. Messages that it did not read are emitted afterwards.
 */
import { inMicrotask } from '../clock.js'
import { encodeMessage } from '../sending/encode.js'
import { ReadAhead, type Reader } from '../reception/reader.js'
import { isThenable } from '../show.js'
import type { AnyFormat, Exchange, Message, Outgoing, Packet, Wire } from '../types.js'

/** The most messages to keep for `next()`. */
const MOST_KEPT = 10_000

/** The results of an exchange, for the link. */
export interface ExchangeEvents {
  send(message: Outgoing): void
  /** `authenticate` has resolved. `takeRest` returns the messages that it did not read. */
  accepted(takeRest: () => readonly Wire[]): void
  rejected(cause: unknown): void
}

export interface RunningExchange {
  /** Messages of the wire arrived. */
  hear(frames: readonly Wire[]): void
  /** The attempt has ended. */
  abort(): void
}

/** The part of a connection that an exchange uses. */
export interface ExchangeSubject<F extends AnyFormat> {
  readonly url: string
  readonly protocol: string
  readonly format: F
  readonly reader: Reader<F>
}

/** Calls `authenticate`. After `accepted`, `rejected` or `abort`, its calls have no effect any more. */
export function startExchange<F extends AnyFormat>(
  authenticate: (exchange: Exchange<F>) => void | Promise<void>,
  { url, protocol, format, reader }: ExchangeSubject<F>,
  events: ExchangeEvents,
): RunningExchange {
  const controller = new AbortController()
  const frames: Wire[] = []
  /** Decoded packets that `next` has not returned yet. */
  let packets: Packet<F>[] = []
  const takers: { readonly take: (packet: Packet<F>) => void; readonly refuse: (reason: Error) => void }[] = []
  let ended: Error | undefined

  /** Ends the exchange; `next()` rejects with this reason. */
  function end(why: string): void {
    ended = Object.assign(new Error(`next() has no more packets: ${why}`), { name: 'AbortError' })
    for (const { refuse } of takers.splice(0)) refuse(ended)
  }

  function reject(cause: unknown): void {
    if (ended) return
    running.abort()
    events.rejected(cause)
  }

  function accept(): void {
    if (ended) return
    end('authenticate has resolved')
    events.accepted(() => (packets.length > 0 ? [new ReadAhead(packets) as unknown as Wire, ...frames] : frames))
  }

  function serve(): void {
    while (takers.length > 0 && !ended) {
      while (packets.length === 0 && frames.length > 0) packets = [...reader.read([frames.shift()!])]
      if (packets.length === 0) return
      takers.shift()?.take(packets.shift()!)
    }
  }

  const exchange: Exchange<F> = {
    url,
    protocol,
    signal: controller.signal,
    send(message: Message<F>) {
      if (!ended) events.send(encodeMessage(format, message))
    },
    next() {
      const promise = new Promise<Packet<F>>((take, refuse) => {
        if (ended) return refuse(ended)
        takers.push({ take, refuse })
        serve()
      })
      // A promise that is no longer awaited must not cause an unhandled rejection.
      promise.catch(() => {})
      return promise
    },
  }

  const running: RunningExchange = {
    hear(arrived) {
      for (const frame of arrived) frames.push(frame)
      serve()
      if (frames.length > MOST_KEPT) reject(new RangeError(`${MOST_KEPT} packets came that next() did not take`))
    },
    abort() {
      if (ended) return
      end('the attempt is over')
      // The `reason` of a signal: Chrome 98, Firefox 97, Safari 15.4 and later.
      if (!('reason' in controller.signal)) Object.assign(controller.signal, { reason: ended })
      controller.abort(ended)
    },
  }
  // In a later microtask, so that the link knows the exchange before its result arrives.
  try {
    const outcome: unknown = authenticate(exchange)
    if (isThenable(outcome)) outcome.then(accept, reject)
    else inMicrotask(accept)
  } catch (cause) {
    inMicrotask(() => reject(cause))
  }
  return running
}
