/**
 * The wire of one node: one attempt or connection at a time, from the address over the turn and the socket to
 * `authenticate` and the heartbeat, with the clock of each: the wait for a retry, the connection timeout, the close
 * timeout. Events of an older generation are thrown away here, so that nothing above ever gets one.
 */
import { absolute, type Address } from './address.js'
import { inMicrotask, type Clock } from '../clock.js'
import type { Delivery } from '../delivery.js'
import { protocolList } from '../life/destination.js'
import { pageShown } from '../life/page.js'
import { isolate } from '../emitter.js'
import { CLOSE_CODE, WebSocketNodeError, type CloseDetails, type WebSocketNodeErrorCode } from '../errors.js'
import { startExchange, type RunningExchange } from './exchange.js'
import { createLimit } from './limit.js'
import type { Settings } from '../options.js'
import type { Slot, Source } from '../probe.js'
import { createPulse } from './pulse.js'
import { isObject, isThenable, withoutSecrets, wordsOf } from '../show.js'
import type { Reader } from '../reception/reader.js'
import { platformTransport } from './transport.js'
import { isBrowser, isPlatforms, takeTurn, type Turn } from './turns.js'
import type { AnyFormat, Connection, ConnectionEvents, Heart, Outgoing } from '../types.js'
import type { WebSocketNodeHandle, WebSocketNodeOptions, Wire } from '../types.js'

/** What of the options concerns the wire. */
type LinkOptions<F extends AnyFormat> = Pick<
  WebSocketNodeOptions<F>,
  'protocols' | 'createSocket' | 'transport' | 'heartbeat' | 'authenticate'
> &
  Pick<Settings, 'connectionTimeout' | 'closeTimeout'> & { readonly format: F }

/** The events of a link; none comes from an attempt or a connection that was abandoned. */
export interface LinkEvents<F extends AnyFormat> {
  waited(): void
  resolved(url: string): void
  /** A socket is about to be made; returns what reads its frames. */
  opening(): Reader<F>
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
  /** Asks for the protocols, and shakes hands when it is this node's turn. */
  open(url: string): void
  /** Goes on with the attempt at this address, with what its functions have answered already. */
  reopen(url: string): void
  /** Comes back with `closed`: after the closing handshake or its timeout; without a connection, in a later task. */
  close(code: number, reason: string): void
  /** Mutes whatever there is, and gets rid of it. */
  abandon(): void
  send(message: Outgoing, source?: Source): boolean
  /** Goes by the options' timeouts and heartbeat policy, should they be others now. */
  renew(): void
  /** Asks the peer for a sign of life. */
  probe(): void
  /** Whether an attempt is due in a later task. */
  isDeferred(): boolean
  /** Whether an attempt has begun in this task. */
  hasJustBegun(): boolean
  /** The functions that were asked in this attempt. */
  asked(): ReadonlySet<'url' | 'protocols'>
  bufferedAmount(): number
  /** Messages handed to the present connection, or to the last one. */
  sentCount(): number
  /** Seconds since the connection opened. */
  uptime(): number
  /** Seconds until the attempt times out, or the wait is over; undefined while neither clock runs. */
  remaining(): number | undefined
  roundTrip(): number | undefined
}

/** Seconds that a handshake without a time limit keeps others waiting. */
const LONGEST_TURN = 10

export function createLink<F extends AnyFormat>(
  clock: Clock,
  delivery: Delivery,
  getOptions: () => LinkOptions<F>,
  getNode: () => WebSocketNodeHandle<AnyFormat>,
  slot: Slot,
  events: LinkEvents<F>,
): Link {
  const limit = createLimit(clock, getOptions)
  const pulse = createPulse(() => getOptions().heartbeat)
  let generation = 0
  let attempt = 0
  let connection: Connection | undefined
  let isOpen = false
  let exchange: RunningExchange | undefined
  let turn: Turn | undefined
  let isDeferred = false
  let hasJustBegun = false
  const asked = new Set<'url' | 'protocols'>()
  /** Of the present attempt; `''` before it is known. */
  let url = ''
  /** What the `protocols` function has answered in this attempt. */
  let answered: { readonly protocols: unknown } | undefined
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

  /** Ends the attempt in time. */
  function limitAttempt(subject: string): void {
    limit.run(
      'connectionTimeout',
      begunAt,
      current((seconds: number) => fail('timeout', `${subject} within ${seconds} s`)),
      () => turn && clock.after(LONGEST_TURN, turn.allowOthers),
    )
  }

  function fail(
    code: WebSocketNodeErrorCode,
    message: string,
    details?: { readonly cause?: unknown; readonly close?: CloseDetails },
  ): void {
    events.failed(new WebSocketNodeError(code, message, details))
  }

  /** The connection, by way of the probe. */
  function wire(source?: Source): Connection | undefined {
    return connection && (slot.probe?.below(connection, source) ?? connection)
  }

  /** The connection is given up on, whatever the browser still makes of it. */
  function lose(reason: string): void {
    events.closed(CLOSE_CODE.ABNORMAL, reason, false)
  }

  // ── The attempt ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Asks a function of the user's, which answers at once or later. */
  function ask(
    what: 'url' | 'protocols',
    question: (attempt: number) => unknown,
    accept: (answer: unknown) => void,
  ): void {
    asked.add(what)
    limitAttempt(`the ${what} function did not answer`)
    const take = current(accept)
    const reject = current((cause: unknown) =>
      fail('url-rejected', `the ${what} function failed: ${wordsOf(cause)}`, { cause }),
    )
    try {
      const answer = question(attempt)
      // A promise is awaited; anything else is known now, and `connect()` is immediate.
      if (isThenable(answer)) Promise.resolve(answer).then(take, reject)
      else take(answer)
    } catch (cause) {
      reject(cause)
    }
  }

  const resolve = ({ url, error }: Address) => (error ? events.failed(error) : events.resolved(url))

  function findAddress(address: Address): void {
    isDeferred = false
    begunAt = clock.now()
    if (address.ask) ask('url', address.ask, (answer) => resolve(absolute(answer)))
    else current(resolve)(address)
  }

  function findProtocols(): void {
    const { protocols } = getOptions()
    if (typeof protocols !== 'function' || answered) return queueUp()
    ask('protocols', protocols, (answer) => {
      answered = { protocols: answer }
      queueUp()
    })
  }

  /** By the latest address and protocols: they may have changed since they were asked for. */
  function queueUp(): void {
    const { protocols, transport } = getOptions()
    const list = protocolList(typeof protocols === 'function' ? answered?.protocols : protocols)
    if (!list.every(isString)) {
      return current(fail)('invalid-url', `protocols are strings; got ${list.map((one) => typeof one).join()}`)
    }
    const subject = `no connection to ${withoutSecrets(url)}`
    if (transport || !isBrowser()) {
      limitAttempt(subject)
      return void shakeHands(url, list)
    }
    const askedAt = clock.now()
    const start = () => {
      // The time in the line does not count.
      begunAt += clock.now() - askedAt
      limitAttempt(subject)
    }
    limit.stop()
    turn = takeTurn(hostNameOf(url), {
      begin: current(() => {
        if (shakeHands(url, list)) return
        leaveTurn()
        start()
      }),
      lead: current(() => {
        if (!turn) return
        // Chromium lets the sockets of a prerendered page shake hands when the page is shown.
        if (pageShown.ready) start()
        else limit.schedule(pageShown.onReady(current(start)))
      }),
      giveWay: current(() => {
        drop()
        queueUp()
      }),
    })
  }

  /** Makes the socket; false if it is one that no browser queues. */
  function shakeHands(url: string, protocols: readonly string[]): boolean {
    const { transport = platformTransport, createSocket, authenticate, format } = getOptions()
    const mine = generation
    let isQueued = true
    const create =
      createSocket &&
      ((to: string, offered?: string | string[]) => {
        const socket = createSocket(to, offered)
        isQueued = isPlatforms(socket)
        return socket
      })
    const receive = (packets: readonly Wire[]) => {
      if (exchange) exchange.hear(packets)
      else events.received(pulse.sift(packets))
    }
    slot.probe?.saw('attempt', url, protocols)
    try {
      const reader = events.opening()
      const above: ConnectionEvents = {
        opened: current((protocol) => {
          leaveTurn()
          if (!authenticate) return establish(protocol, nothingLeft)
          limitAttempt(`no connection to ${withoutSecrets(url)}: authenticate did not resolve`)
          exchange = startExchange(
            authenticate,
            { url, protocol, format, reader },
            {
              send: (message) => void wire('authenticate')?.send(message),
              accepted: current((takeRest) => establish(protocol, takeRest)),
              rejected: current((cause) => fail('rejected', `authenticate failed: ${wordsOf(cause)}`, { cause })),
            },
          )
        }),
        received(packets) {
          if (mine !== generation) return
          // A transport that delivers inside `send`: the work that sent comes first.
          if (delivery.isRunning()) current(receive)([...packets])
          // A heartbeat that ends the connection with a packet ends it after that packet.
          else if (pulse.isThere() || exchange) current(receive)(packets)
          else events.received(packets)
        },
        closed: current((code, reason, wasClean, cause) => {
          if (isOpen) return events.closed(code, reason, wasClean)
          if (isError(cause, 'SecurityError')) return block(cause)
          fail('refused', refusal(url, exchange !== undefined), { cause, close: { code, reason, wasClean } })
        }),
      }
      slot.events = above
      const heard = () => slot.probe?.above(above) ?? above
      connection = transport.open(
        { url, protocols, createSocket: transport === platformTransport ? create : createSocket },
        {
          opened: (protocol) => heard().opened(protocol),
          received: (packets) => heard().received(packets),
          closed: (...end) => heard().closed(...end),
        },
      )
    } catch (cause) {
      // The constructor's SyntaxError is about the URL or the protocols (HTML standard); anything else forbids the try.
      if (!isError(cause, 'SyntaxError')) current(block)(cause)
      else {
        const address = withoutSecrets(url)
        current(fail)('invalid-url', `the platform takes no url or protocols such as these: ${address}`, { cause })
      }
    }
    return isQueued
  }

  function block(cause: unknown): void {
    const address = withoutSecrets(url)
    fail('blocked', `the platform does not allow a socket to ${address}: ${plainWords(cause)}`, { cause })
  }

  /** The connection is the app's. */
  function establish(protocol: string, takeRest: () => readonly Wire[]): void {
    limit.stop()
    exchange = undefined
    isOpen = true
    openedAt = clock.now()
    sentCount = 0
    events.opened(protocol)
    pulse.start(heart())
    const rest = takeRest()
    if (rest.length > 0) events.received(rest)
  }

  function heart(): Heart {
    const mine = generation
    return {
      clock,
      node: getNode,
      send: (message) => void (mine === generation && wire('heartbeat')?.send(message)),
      bufferedAmount,
      giveUp: current(() => lose('Heartbeat timeout')),
    }
  }

  function bufferedAmount(): number {
    return wire()?.bufferedAmount ?? 0
  }

  function leaveTurn(): void {
    turn?.leave()
    turn = undefined
  }

  /** Mutes whatever there is, and gets rid of it; what the attempt has found out stays. */
  function drop(): void {
    generation++
    isDeferred = hasJustBegun = false
    limit.stop()
    pulse.end()
    leaveTurn()
    exchange?.abort()
    exchange = undefined
    isOpen = false
    const abandoned = connection
    connection = undefined
    isolate(() => abandoned?.abandon())
  }

  return {
    wait: (seconds) => limit.wait(seconds, current(events.waited)),
    begin(number, getAddress, isToBeDeferred) {
      attempt = number
      asked.clear()
      answered = undefined
      isDeferred = isToBeDeferred
      if (isDeferred) return limit.schedule(clock.soon(() => findAddress(getAddress())))
      hasJustBegun = true
      inMicrotask(() => (hasJustBegun = false))
      findAddress(getAddress())
    },
    open(to) {
      url = to
      findProtocols()
    },
    reopen(to) {
      // From now on the attempt goes by the options, and not by what the function has answered.
      if (to !== url) asked.delete('url')
      url = to
      // A function is still being asked: its answer goes on with the attempt.
      if (!connection && !turn) return
      drop()
      limit.schedule(clock.task(current(findProtocols)))
    },
    close(code, reason) {
      if (!isOpen) {
        // The server that `authenticate` talks to gets the code and the reason.
        if (exchange) isolate(() => wire()?.close(code, reason))
        drop()
        return limit.schedule(clock.task(current(() => events.closed(code, reason, false))))
      }
      pulse.stop()
      limit.run(
        'closeTimeout',
        clock.now(),
        current(() => lose('Close timeout')),
      )
      wire()?.close(code, reason)
    },
    abandon: drop,
    send(message, source) {
      if (!wire(source)?.send(message)) return false
      sentCount++
      return true
    },
    renew() {
      limit.renew()
      pulse.renew()
    },
    probe: pulse.probe,
    isDeferred: () => isDeferred,
    hasJustBegun: () => hasJustBegun && !isOpen,
    asked: () => asked,
    bufferedAmount,
    sentCount: () => sentCount,
    uptime: () => clock.now() - openedAt,
    remaining: limit.remaining,
    roundTrip: pulse.roundTrip,
  }
}

/** Browsers give a page no reason for a failure: the message lists what it may be. */
function refusal(url: string, hasOpened: boolean): string {
  const address = withoutSecrets(url)
  if (hasOpened) return `${address} closed the connection before authenticate had resolved`
  const isLocal = /^wss:\/\/(localhost|127\.[\d.]+|\[::1\])[:/]/.test(url)
  const way = isLocal ? '. A server on this machine mostly has no certificate: useWSS: false, or ws://' : ''
  return `no connection to ${address}: it can't be reached, it rejected the handshake, or a content security policy or the browser forbids it${way}`
}

/** The words of the platform's error, which may quote the address with its secrets, without anything it quotes. */
function plainWords(cause: unknown): string {
  return wordsOf(cause).replace(/'[^']*'/g, '…')
}

function isError(thrown: unknown, name: string): boolean {
  return isObject(thrown) && 'name' in thrown && thrown.name === name
}

/** Resolved addresses are whole: `ws://host:port/…`. */
function hostNameOf(url: string): string {
  return url.split('/', 3)[2]!.replace(/:\d*$/, '')
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function nothingLeft(): readonly Wire[] {
  return []
}
