/**
 * The wire of one node: one attempt or connection at a time, from the address over the turn and the socket to the
 * heartbeat. What an older generation still says is thrown away here, so that nothing above ever hears it.
 */
import type { Clock } from './clock.js'
import type { Delivery } from './delivery.js'
import { absolute, protocolList, type Address } from './destination.js'
import { isolate, reportUncaught } from './emitter.js'
import { WebSocketNodeError } from './errors.js'
import { isObject, wordsOf } from './options.js'
import { createTimer } from './timer.js'
import { platformTransport } from './transport.js'
import { takeTurn } from './turns.js'
import type { AnyFormat, Connection, Heartbeat, HeartbeatPolicy } from './types.js'
import type { WebSocketNodeHandle, WebSocketNodeOptions, Wire } from './types.js'

/** What of the options concerns the wire. */
type LinkOptions = Pick<WebSocketNodeOptions, 'protocols' | 'createSocket' | 'transport' | 'heartbeat'>

/** What a link tells; nothing of it comes from something that was abandoned. */
export interface LinkEvents {
  resolved(url: string): void
  /** The attempt waits for its turn: no time of its own passes. */
  queued(): void
  /** It goes on, having used so many seconds already. */
  proceeded(seconds: number): void
  opened(protocol: string): void
  received(packets: readonly Wire[]): void
  failed(error: WebSocketNodeError): void
  closed(code: number, reason: string, wasClean: boolean): void
  /** The heartbeat found nobody there. */
  silent(): void
}

export interface Link {
  /** Finds out the address; deferred, in a later task. */
  begin(attempt: number, address: Address, isDeferred: boolean): void
  /** Shakes hands, when it is this node's turn. */
  open(url: string): void
  close(code: number, reason: string): void
  /** Mutes whatever there is, and gets rid of it. */
  abandon(): void
  send(message: Wire): boolean
  startHeartbeat(): void
  /** The options may have another heartbeat policy than `before`. */
  renewHeartbeat(before: HeartbeatPolicy | undefined): void
  /** Asks the peer for a sign of life. */
  probe(): void
  /** Whether an attempt is due in a later task. */
  isDeferred(): boolean
  bufferedAmount(): number
  /** Messages handed to the present connection, or to the last one. */
  sentCount(): number
  /** Seconds since the connection opened. */
  uptime(): number
}

export function createLink(
  clock: Clock,
  delivery: Delivery,
  getOptions: () => LinkOptions,
  getNode: () => WebSocketNodeHandle<AnyFormat>,
  events: LinkEvents,
): Link {
  const attemptTimer = createTimer()
  let generation = 0
  let connection: Connection | undefined
  let heartbeat: Heartbeat | undefined
  let leaveTurn = nothing
  let isDeferred = false
  let isClosing = false
  let begunAt = 0
  let openedAt = 0
  let sentCount = 0

  /** Binds a listener to the present generation, judged when its turn comes: an event before it may have ended that. */
  function current<Args extends unknown[]>(listener: (...args: Args) => void): (...args: Args) => void {
    const mine = generation
    return (...args) =>
      delivery.run(() => {
        if (mine === generation) listener(...args)
      })
  }

  const resolve = ({ url, error }: Address) => (error ? events.failed(error) : events.resolved(url))

  function findAddress(attempt: number, address: Address): void {
    isDeferred = false
    begunAt = clock.now()
    if (!address.ask) return current(resolve)(address)
    events.proceeded(0)
    const accept = current((answer: unknown) => resolve(absolute(answer)))
    const reject = current((cause: unknown) => {
      events.failed(new WebSocketNodeError('url-rejected', `the url function failed: ${wordsOf(cause)}`, { cause }))
    })
    try {
      const answer: unknown = address.ask(attempt)
      // A promise is awaited; anything else is known now, and `connect()` is immediate.
      if (isObject(answer) && 'then' in answer) Promise.resolve(answer).then(accept, reject)
      else accept(answer)
    } catch (cause) {
      reject(cause)
    }
  }

  function shakeHands(url: string): void {
    const { transport = platformTransport, protocols, createSocket } = getOptions()
    const mine = generation
    const receive = (packets: readonly Wire[]) => events.received(heartbeat ? sift(heartbeat, packets) : packets)
    try {
      connection = transport.open(
        { url, protocols: protocolList(protocols), createSocket },
        {
          opened: current((protocol) => {
            leaveTurn()
            openedAt = clock.now()
            sentCount = 0
            events.opened(protocol)
          }),
          received(packets) {
            if (mine !== generation) return
            // A wire that answers at once: what is going on comes first.
            if (delivery.isRunning()) current(receive)([...packets])
            else receive(packets)
          },
          closed: current(events.closed),
        },
      )
    } catch (cause) {
      // The constructor's SyntaxError is about the URL or the protocols (HTML standard); anything else forbids the try.
      const isSyntax = isObject(cause) && 'name' in cause && cause.name === 'SyntaxError'
      const error = new WebSocketNodeError(isSyntax ? 'invalid-url' : 'blocked', wordsOf(cause), { cause })
      current(events.failed)(error)
    }
  }

  function startHeartbeat(): void {
    let policy = getOptions().heartbeat
    heartbeat = policy?.start({
      clock,
      get node() {
        return getNode()
      },
      // The latest of its own kind: another kind starts anew, and no policy at all stops this one.
      policy() {
        const latest = getOptions().heartbeat
        if (latest?.start === policy?.start) policy = latest
        return policy as HeartbeatPolicy
      },
      send: (message) => void connection?.send(message),
      giveUp: current(events.silent),
    })
  }

  function stopHeartbeat(): void {
    isolate(() => heartbeat?.stop())
  }

  return {
    begin(attempt, address, isToBeDeferred) {
      generation++
      isDeferred = isToBeDeferred
      if (isDeferred) attemptTimer.start(clock.task(() => findAddress(attempt, address)))
      else findAddress(attempt, address)
    },
    open(url) {
      const { transport, createSocket } = getOptions()
      const spent = clock.now() - begunAt
      const begin = () => {
        events.proceeded(spent)
        shakeHands(url)
      }
      // Only the platform's sockets share the browser's one handshake at a time.
      if (typeof window === 'undefined' || transport || createSocket) return begin()
      events.queued()
      // Resolved addresses are whole: `ws://host:port/…`.
      leaveTurn = takeTurn(url.split('/', 3)[2]!, begin)
    },
    close(code, reason) {
      isClosing = true
      stopHeartbeat()
      connection?.close(code, reason)
    },
    abandon() {
      generation++
      isClosing = isDeferred = false
      attemptTimer.stop()
      stopHeartbeat()
      heartbeat = undefined
      leaveTurn()
      leaveTurn = nothing
      const abandoned = connection
      connection = undefined
      isolate(() => abandoned?.abandon())
    },
    send(message) {
      if (!connection?.send(message)) return false
      sentCount++
      return true
    },
    startHeartbeat,
    renewHeartbeat(before) {
      const policy = getOptions().heartbeat
      if (policy === before) return
      if (policy?.start === before?.start) return isolate(() => heartbeat?.renew())
      stopHeartbeat()
      heartbeat = undefined
      startHeartbeat()
    },
    probe() {
      if (!isClosing) isolate(() => heartbeat?.probe())
    },
    isDeferred: () => isDeferred,
    bufferedAmount: () => connection?.bufferedAmount ?? 0,
    sentCount: () => sentCount,
    uptime: () => clock.now() - openedAt,
  }
}

/** What is not the heartbeat's; all of it, if the policy throws. */
function sift(heartbeat: Heartbeat, packets: readonly Wire[]): readonly Wire[] {
  try {
    return heartbeat.hear(packets)
  } catch (error) {
    reportUncaught(error)
    return packets
  }
}

function nothing(): void {}
