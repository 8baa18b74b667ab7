/**
 * Where a node connects, and to which destination its queue and its values belong.
 *
 * A change of options raises two questions: whether the open connection has to move, and whether the destination is another
 * one. Example: a new token in the query of a string moves the connection; if the option `destination` names the place, the
 * destination stays the same.
 */
import { locate, routingKey, type Address, type Routing } from '../wire/address.js'
import { isObject, show, withoutQuery } from '../show.js'
import type { AnyFormat, WebSocketNodeOptions } from '../types.js'

/** The options that say where to connect, and name the destination. */
export type Place = Routing & Pick<WebSocketNodeOptions<AnyFormat>, 'protocols' | 'destination'>

/**
 * What a change of options means for a connection: `'none'`; `'refreshed'` if only the query or the protocols changed, or if
 * the option `destination` is the same; or `'moved'`.
 */
export type Change = 'none' | 'refreshed' | 'moved'

export interface Destination {
  /** The address of the next attempt, as far as it is known. */
  address(): Address
  /** Reads the address again: a `URL` object may have changed inside. */
  locate(): Address
  /** Returns what a change to these options means for a connection, without making the change: `apply` does. */
  configure(place: Place): { readonly change: Change; apply(): void }
  /** Uses this host and route until the routing options change. */
  override(host: string | undefined, route: string | undefined): void
  /** Whether `override` with a route alone has no effect, since the address is a `url`. */
  hasUrl(): boolean
  /** The `url` function has answered. */
  answered(url: string): void
  /** Whether the destination has changed since the last call. The first destination after `restart` is no change. */
  hasChanged(): boolean
  /** Whether the destination has become null since `restart`, so that messages have no receiver. */
  isWithdrawn(): boolean
  /** A node mounts: if there is no destination yet, the next is its first. */
  restart(): void
  /** Whether a node with these options would connect to the same place, for the same user. */
  isFor(place: Place): boolean
}

/** The prefix of the key of an address that a `url` function returned. */
const ASKED = 'asked '

export function createDestination(initial: Place): Destination {
  let options = initial
  /** The options, until `override` replaces host and route. */
  let routing: Routing = initial
  let address = locate(routing)
  let configured = routingKey(initial, address)
  /** The last answer of the `url` function; `''` before the first one. */
  let answer = ''
  /** Undefined while there was none. */
  let lastKey = address.isNone ? undefined : key()

  /** The destination as one string. */
  function key(): string {
    if (address.isNone) return 'none'
    if (options.destination !== undefined) return `name ${options.destination}`
    // The query of an address from a function may differ in each attempt, such as a token: it is no part of the key.
    if (address.ask) return ASKED + withoutQuery(answer)
    return `url ${address.url || routingKey(routing, address)}`
  }

  return {
    address: () => address,
    locate() {
      address = locate(routing)
      return address
    },
    configure(next) {
      const isSame = isSamePlace(options, next)
      // Most renders pass the same routing options again: parse them only if they changed.
      const nextAddress = isSame ? address : locate(next)
      const nextConfigured = isSame ? configured : routingKey(next, nextAddress)
      const isRouted = routing === options || nextConfigured !== configured
      const addressThen = isRouted ? nextAddress : address
      return {
        change: isSame ? 'none' : compare(options, address, next, addressThen),
        apply() {
          if (isRouted) routing = next
          address = addressThen
          configured = nextConfigured
          options = next
        },
      }
    },
    override(host = routing.host, route = routing.route) {
      routing = { host, route, useWSS: routing.useWSS }
      address = locate(routing)
    },
    hasUrl: () => routing.url !== undefined,
    answered(url) {
      answer = url
    },
    hasChanged() {
      if (!address.ask) answer = ''
      if (address.isNone && lastKey === undefined) return false
      const before = lastKey
      lastKey = key()
      if (before === undefined || before === lastKey) return false
      // Before its first answer, the destination of a function is not known: that answer is no change.
      return before !== ASKED || !lastKey.startsWith(ASKED)
    },
    isWithdrawn: () => address.isNone === true && lastKey !== undefined,
    restart() {
      if (address.isNone) lastKey = undefined
    },
    isFor(other) {
      return (
        routing === options &&
        configured === routingKey(other, locate(other)) &&
        protocolKey(options) === protocolKey(other) &&
        options.destination === other.destination &&
        isSameUser(options.url, other.url) &&
        isSameUser(options.protocols, other.protocols)
      )
    },
  }
}

/** What a connection moves for if it changes. Functions are not compared. */
function partsOf(place: Place, address: Address): readonly [path: string, query: string, protocols: string] {
  const path = address.isNone ? 'none' : address.ask ? 'asked' : withoutQuery(address.url)
  return [path, address.url, protocolKey(place)]
}

function compare(before: Place, addressBefore: Address, now: Place, addressNow: Address): Change {
  const [path, url, protocols] = partsOf(before, addressBefore)
  const [pathNow, urlNow, protocolsNow] = partsOf(now, addressNow)
  const name = now.destination
  const isSamePath = path === pathNow
  const isSameName = name === before.destination
  if (isSamePath && url === urlNow && protocols === protocolsNow && isSameName) return 'none'
  return isSameName && (isSamePath || name !== undefined) && !addressNow.isNone ? 'refreshed' : 'moved'
}

/** Whether two sets of routing options are identical. URL objects and arrays may have changed inside: they never are. */
function isSamePlace(a: Place, b: Place): boolean {
  return (
    a.url === b.url &&
    a.host === b.host &&
    a.route === b.route &&
    a.useWSS === b.useWSS &&
    a.destination === b.destination &&
    a.protocols === b.protocols &&
    !isObject(a.url) &&
    !isObject(a.protocols)
  )
}

/** Whether the functions are the same. A function may close over the user: another function may log in another user. */
export function isSameUser(a: unknown, b: unknown): boolean {
  return a === b || (typeof a !== 'function' && typeof b !== 'function')
}

/** `protocols` as a list, unchecked. */
export function protocolList(protocols: unknown = []): readonly unknown[] {
  return Array.isArray(protocols) ? protocols : [protocols]
}

/** `protocols` as one string, for comparison by content; a function is never compared. */
function protocolKey({ protocols }: Place): string {
  return typeof protocols === 'function' ? 'asked' : protocolList(protocols).map(show).join()
}
