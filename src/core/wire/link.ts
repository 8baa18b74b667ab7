/**
 * The link of a node to the wire. It has one attempt or connection at a time: it finds the address, waits for its turn, opens
 * the socket, and runs `authenticate` and the heartbeat, with the time limits of each. Events of an earlier attempt are
 * discarded here, by their generation number.
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

/** The options of the wire. */
type LinkOptions<F extends AnyFormat> = Pick<
  WebSocketNodeOptions<F>,
  'protocols' | 'createSocket' | 'transport' | 'heartbeat' | 'authenticate'
> &
  Pick<Settings, 'connectionTimeout' | 'closeTimeout'> & { readonly format: F }

/** The events of a link. An abandoned attempt or connection causes none. */
export interface LinkEvents<F extends AnyFormat> {
  waited(): void
  resolved(url: string): void
  /** A socket is about to be created. Returns the reader of its messages. */
  opening(): Reader<F>
  opened(protocol: string): void
  received(packets: readonly Wire[]): void
  /** The attempt has failed. */
  failed(error: WebSocketNodeError): void
  /** The connection has ended: closed by one side, lost, or after the close timeout. */
  closed(code: number, reason: string, wasClean: boolean): void
}

export interface Link {
  /** Waits some seconds, and reports `waited`. */
  wait(seconds: number): void
  /** Finds out the address within the connection timeout; in a later task if the attempt is deferred. */
  begin(attempt: number, getAddress: () => Address, isDeferred: boolean): void
  /** Finds out the protocols, and opens the socket when it is this node's turn. */
  open(url: string): void
  /** Continues the attempt with this address, and with the answers that its functions have given. */
  reopen(url: string): void
  /** Closes, and reports `closed` after the closing handshake or its timeout; in a later task without a connection. */
  close(code: number, reason: string): void
  /** Abandons the attempt or connection; it causes no more events. */
  abandon(): void
  send(message: Outgoing, source?: Source): boolean
  /** Takes over the timeouts and the heartbeat policy of the latest options. */
  renew(): void
  /** Lets the heartbeat send a ping now. */
  probe(): void
  /** Whether an attempt is due in a later task. */
  isDeferred(): boolean
  /** Whether a first attempt, not a retry, has begun in this task. */
  hasJustBegun(): boolean
  /** The functions that were called in this attempt. */
  asked(): ReadonlySet<'url' | 'protocols'>
  bufferedAmount(): number
  /** The number of messages given to the present connection, or to the last one. */
  sentCount(): number
  /** Seconds since the connection opened. */
  uptime(): number
  /** Seconds until the attempt times out or the wait is over; undefined if there is no such limit now. */
  remaining(): number | undefined
  roundTrip(): number | undefined
}

/** Seconds after which a handshake without a time limit lets others go first. */
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
  /** The address of the present attempt; `''` before it is known. */
  let url = ''
  /** The answer of the `protocols` function in this attempt. */
  let answered: { readonly protocols: unknown } | undefined
  let begunAt = 0
  let openedAt = 0
  let sentCount = 0

  /** Returns a listener that has no effect once the present attempt or connection was abandoned. */
  function current<Args extends unknown[]>(listener: (...args: Args) => void): (...args: Args) => void {
    const mine = generation
    return (...args) =>
      delivery.run(() => {
        if (mine === generation) listener(...args)
      })
  }

  /** Starts the connection timeout. */
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

  /** The connection, or what the probe puts in its place. */
  function wire(source?: Source): Connection | undefined {
    return connection && (slot.probe?.below(connection, source) ?? connection)
  }

  /** Abandons the connection and reports its end, without waiting for the platform. */
  function lose(reason: string): void {
    events.closed(CLOSE_CODE.ABNORMAL, reason, false)
  }

  // ── The attempt ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Calls a function of the user, which answers at once or with a promise. */
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
      // A promise is awaited. Any other answer is known now, so that `connect()` opens the socket at once.
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

  /** Opens the socket with the latest address and protocols: they may have changed since the functions were called. */
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
      // The wait for the turn does not count.
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

  /** Creates the socket. Returns false if browsers do not queue its handshake: a mock, or another client. */
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
          // A transport may deliver packets inside of `send`: finish the work that sends first.
          if (delivery.isRunning()) current(receive)([...packets])
          // A heartbeat may end the connection because of a packet: emit that packet first.
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
      // The constructor throws a SyntaxError for the URL or the protocols (HTML standard). Other errors forbid the connection.
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

  /** The handshake and `authenticate` are done: reports `opened`. */
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

  /** Abandons the socket of the attempt, but keeps the answers of its functions. */
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
      hasJustBegun = number === 0
      inMicrotask(() => (hasJustBegun = false))
      findAddress(getAddress())
    },
    open(to) {
      url = to
      findProtocols()
    },
    reopen(to) {
      // From now on the options count, and no longer the answer of the function.
      if (to !== url) asked.delete('url')
      url = to
      // A function has not answered yet: the attempt continues with its answer.
      if (!connection && !turn) return
      drop()
      limit.schedule(clock.task(current(findProtocols)))
    },
    close(code, reason) {
      if (!isOpen) {
        // During `authenticate`, the server gets the code and the reason.
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

/** The message of a refused connection. Browsers tell a page no reason, so the message lists the possible ones. */
function refusal(url: string, hasOpened: boolean): string {
  const address = withoutSecrets(url)
  if (hasOpened) return `${address} closed the connection before authenticate had resolved`
  const isLocal = /^wss:\/\/(localhost|127\.[\d.]+|\[::1\])[:/]/.test(url)
  const way = isLocal ? '. A server on this machine mostly has no certificate: useWSS: false, or ws://' : ''
  return `no connection to ${address}: it can't be reached, it rejected the handshake, or a content security policy or the browser forbids it${way}`
}

/** The message of the platform's error without quotations: they may contain the address with its secrets. */
function plainWords(cause: unknown): string {
  return wordsOf(cause).replace(/'[^']*'/g, '…')
}

function isError(thrown: unknown, name: string): boolean {
  return isObject(thrown) && 'name' in thrown && thrown.name === name
}

/** Returns the host of a resolved address, which has the form `ws://host:port/…`. */
function hostNameOf(url: string): string {
  return url.split('/', 3)[2]!.replace(/:\d*$/, '')
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function nothingLeft(): readonly Wire[] {
  return []
}
