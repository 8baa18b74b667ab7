/**
 * The wire of one node: one attempt or connection at a time, from the address over the turn and the socket to the
 * heartbeat, with the clock of each: the wait for a retry, the connection timeout, the close timeout. What an older
 * generation still says is thrown away here, so that nothing above ever hears it.
 */
import type { Clock } from './clock.js'
import type { Delivery } from './delivery.js'
import { absolute, protocolList, type Address } from './destination.js'
import { isolate, reportUncaught } from './emitter.js'
import { CLOSE_CODE, WebSocketNodeError, type WebSocketNodeErrorCode } from './errors.js'
import { isObject, show, wordsOf, type Settings } from './options.js'
import { createTimer } from './timer.js'
import { platformTransport } from './transport.js'
import { takeTurn } from './turns.js'
import type { AnyFormat, Connection, DisconnectCause, Heartbeat, HeartbeatPolicy } from './types.js'
import type { WebSocketNodeHandle, WebSocketNodeOptions, Wire } from './types.js'

/** What of the options concerns the wire. */
type LinkOptions = Pick<WebSocketNodeOptions, 'protocols' | 'createSocket' | 'transport' | 'heartbeat'> &
  Pick<Settings, 'connectionTimeout' | 'closeTimeout'>

/** What a link tells; nothing of it comes from something that was abandoned. */
export interface LinkEvents {
  waited(): void
  resolved(url: string): void
  opened(protocol: string): void
  received(packets: readonly Wire[]): void
  /** The attempt is over. */
  failed(error: WebSocketNodeError): void
  /** The connection is, by either side or by the clock. */
  closed(code: number, reason: string, wasClean: boolean): void
}

export interface Link {
  /** Comes back with `waited` in so many seconds. */
  wait(seconds: number): void
  /** Finds out the address, in a later task if it is deferred, and within the connection timeout. */
  begin(attempt: number, getAddress: () => Address, isDeferred: boolean): void
  /** Shakes hands, when it is this node's turn. */
  open(url: string): void
  /** Comes back with `closed`: after the closing handshake, or its timeout; in a later task if there is no connection. */
  close(code: number, reason: string): void
  /** Mutes whatever there is, and gets rid of it. */
  abandon(): void
  send(message: Wire): boolean
  /** Goes by the options' heartbeat policy, should it be another one now. */
  renewHeartbeat(): void
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
  /** Of what is going on: the wait for an attempt, its timeout, the end of the connection. */
  const timer = createTimer()
  let generation = 0
  let connection: Connection | undefined
  let policy: HeartbeatPolicy | undefined
  let heartbeat: Heartbeat | undefined
  let leaveTurn = nothing
  let isDeferred = false
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

  /** Ends what is going on when so many seconds are over; 0 is no limit. */
  function limit(seconds: number, secondsSpent: number, end: () => void): void {
    timer.stop()
    if (seconds > 0) timer.start(clock.after(seconds - secondsSpent, current(end)))
  }

  function limitAttempt(url: string): void {
    const { connectionTimeout } = getOptions()
    limit(connectionTimeout, clock.now() - begunAt, () => {
      fail('timeout', `no connection to ${url} within ${connectionTimeout} s`)
    })
  }

  function fail(code: WebSocketNodeErrorCode, message: string, cause?: unknown): void {
    events.failed(new WebSocketNodeError(code, message, { cause }))
  }

  /** The connection is given up on, whatever the browser still makes of it. */
  function lose(reason: string): void {
    events.closed(CLOSE_CODE.ABNORMAL, reason, false)
  }

  const resolve = ({ url, error }: Address) => (error ? events.failed(error) : events.resolved(url))

  function findAddress(attempt: number, address: Address): void {
    isDeferred = false
    begunAt = clock.now()
    if (!address.ask) return current(resolve)(address)
    limitAttempt('the url')
    const accept = current((answer: unknown) => resolve(absolute(answer)))
    const reject = current((cause: unknown) =>
      fail('url-rejected', `the url function failed: ${wordsOf(cause)}`, cause),
    )
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
    const list = protocolList(protocols)
    if (!list.every(isString)) {
      return current(fail)('invalid-url', `protocols are strings; got ${list.map(show).join()}`)
    }
    const mine = generation
    let isOpen = false
    const receive = (packets: readonly Wire[]) => events.received(heartbeat ? sift(heartbeat, packets) : packets)
    try {
      connection = transport.open(
        { url, protocols: list, createSocket },
        {
          opened: current((protocol) => {
            timer.stop()
            leaveTurn()
            isOpen = true
            openedAt = clock.now()
            sentCount = 0
            events.opened(protocol)
            startHeartbeat()
          }),
          received(packets) {
            if (mine !== generation) return
            // A wire that answers at once: what is going on comes first.
            if (delivery.isRunning()) current(receive)([...packets])
            // A heartbeat that ends the connection with a packet ends it after that packet.
            else if (heartbeat) current(receive)(packets)
            else events.received(packets)
          },
          closed: current((code, reason, wasClean) => {
            if (isOpen) return events.closed(code, reason, wasClean)
            const cause: DisconnectCause = { type: 'closed', code, reason, wasClean }
            fail('refused', `no connection to ${url}: it can't be reached, or it rejected the handshake`, cause)
          }),
        },
      )
    } catch (cause) {
      // The constructor's SyntaxError is about the URL or the protocols (HTML standard); anything else forbids the try.
      const isSyntax = isObject(cause) && 'name' in cause && cause.name === 'SyntaxError'
      current(fail)(isSyntax ? 'invalid-url' : 'blocked', wordsOf(cause), cause)
    }
  }

  function startHeartbeat(): void {
    const mine = generation
    policy = getOptions().heartbeat
    heartbeat = policy?.start({
      clock,
      node: getNode,
      send: (message) => void (mine === generation && connection?.send(message)),
      giveUp: current(() => lose('Heartbeat timeout')),
    })
  }

  function stopHeartbeat(): void {
    isolate(() => heartbeat?.stop())
  }

  return {
    wait: (seconds) => timer.start(clock.after(seconds, current(events.waited))),
    begin(attempt, getAddress, isToBeDeferred) {
      isDeferred = isToBeDeferred
      if (isDeferred) timer.start(clock.task(() => findAddress(attempt, getAddress())))
      else findAddress(attempt, getAddress())
    },
    open(url) {
      const { transport, createSocket } = getOptions()
      const askedAt = clock.now()
      const begin = () => {
        // The time in the queue is nobody's.
        begunAt += clock.now() - askedAt
        limitAttempt(url)
        shakeHands(url)
      }
      // Only the platform's sockets share the browser's one handshake at a time.
      if (typeof window === 'undefined' || transport || createSocket) return begin()
      timer.stop()
      // Resolved addresses are whole: `ws://host:port/…`.
      leaveTurn = takeTurn(url.split('/', 3)[2]!, current(begin))
    },
    close(code, reason) {
      if (!connection) return timer.start(clock.task(current(() => events.closed(code, reason, false))))
      stopHeartbeat()
      limit(getOptions().closeTimeout, 0, () => lose('Close timeout'))
      connection.close(code, reason)
    },
    abandon() {
      generation++
      isDeferred = false
      timer.stop()
      stopHeartbeat()
      heartbeat = undefined
      leaveTurn()
      const abandoned = connection
      connection = undefined
      isolate(() => abandoned?.abandon())
    },
    send(message) {
      if (!connection?.send(message)) return false
      sentCount++
      return true
    },
    renewHeartbeat() {
      const latest = getOptions().heartbeat
      if (latest === policy) return
      if (latest && heartbeat?.renew(latest)) {
        policy = latest
        return
      }
      stopHeartbeat()
      heartbeat = undefined
      startHeartbeat()
    },
    probe: () => heartbeat?.probe(),
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

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function nothing(): void {}
