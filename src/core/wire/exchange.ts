/**
 * The step of an attempt between the opening of its socket and the state `open`: only `authenticate` sends and reads
 * then. Frames that it did not take are emitted afterwards.
 */
import { inMicrotask } from '../clock.js'
import { encodeMessage } from '../sending/encode.js'
import { ReadAhead, type Reader } from '../reception/reader.js'
import { isThenable } from '../show.js'
import type { AnyFormat, Exchange, Message, Outgoing, Packet, Wire } from '../types.js'

/** Frames that are kept for `next()`. */
const MOST_KEPT = 10_000

/** What the link does with the outcome. */
export interface ExchangeEvents {
  send(message: Outgoing): void
  /** The server is satisfied; `takeRest` gives what has arrived and was not taken. */
  accepted(takeRest: () => readonly Wire[]): void
  rejected(cause: unknown): void
}

export interface RunningExchange {
  /** Frames arrived. */
  hear(frames: readonly Wire[]): void
  /** The attempt is over. */
  abort(): void
}

/** What of a connection the exchange is about. */
export interface ExchangeSubject<F extends AnyFormat> {
  readonly url: string
  readonly protocol: string
  readonly format: F
  readonly reader: Reader<F>
}

/** Calls `authenticate`; after `accepted`, `rejected` or `abort`, nothing of it has an effect any more. */
export function startExchange<F extends AnyFormat>(
  authenticate: (exchange: Exchange<F>) => void | Promise<void>,
  { url, protocol, format, reader }: ExchangeSubject<F>,
  events: ExchangeEvents,
): RunningExchange {
  const controller = new AbortController()
  const frames: Wire[] = []
  /** Of frames that are read; `next` has not taken them yet. */
  let packets: Packet<F>[] = []
  const takers: { readonly take: (packet: Packet<F>) => void; readonly refuse: (reason: Error) => void }[] = []
  let ended: Error | undefined

  /** Ends it; `next()` rejects with this reason. */
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
      // Whoever no longer awaits it has no error to handle.
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
      // What Chrome has from 98 on, Firefox from 97, Safari from 15.4.
      if (!('reason' in controller.signal)) Object.assign(controller.signal, { reason: ended })
      controller.abort(ended)
    },
  }
  // In a later microtask, so that its outcome never comes before the link knows that it runs.
  try {
    const outcome: unknown = authenticate(exchange)
    if (isThenable(outcome)) outcome.then(accept, reject)
    else inMicrotask(accept)
  } catch (cause) {
    inMicrotask(() => reject(cause))
  }
  return running
}
