/**
 * Where a node connects, and what its queue and its values belong to.
 *
 * Two questions have different answers: whether a change of the options moves a connection that is there, and whether it
 * leads to another destination. A fresh token in the query of a string moves the connection; under a name in
 * `destination` it does not change the destination.
 */
import { locate, routingKey, type Address, type Routing } from '../wire/address.js'
import { isObject, show, withoutQuery } from '../show.js'
import type { AnyFormat, WebSocketNodeOptions } from '../types.js'

/** The options that say where to connect, and what the place is called. */
export type Place = Routing & Pick<WebSocketNodeOptions<AnyFormat>, 'protocols' | 'destination'>

/**
 * What a change of the options is to a connection: `'none'`; `'refreshed'`, where only the query or the protocols are
 * others, or the name in `destination` is the same; or `'moved'`.
 */
export type Change = 'none' | 'refreshed' | 'moved'

export interface Destination {
  /** Where the next attempt leads, as far as it is known. */
  address(): Address
  /** Reads the address again: a `URL` object may have changed inside. */
  locate(): Address
  /** Says what a change to these options is to a connection; `apply` makes it. */
  configure(place: Place): { readonly change: Change; apply(): void }
  /** Goes to this host and route until the routing options change. */
  override(host: string | undefined, route: string | undefined): void
  /** Whether `override` with a route alone says nothing: the address is a `url`. */
  hasUrl(): boolean
  /** The `url` function has answered. */
  answered(url: string): void
  /** Whether the destination is another one than at the last call; the first one since `restart` is none. */
  hasChanged(): boolean
  /** Whether the destination has become null since `restart`, so that there is nobody to send to. */
  isWithdrawn(): boolean
  /** A node mounts: if there is no destination yet, the next is its first. */
  restart(): void
  /** Whether a node with these options would connect to the same place, for the same user. */
  isFor(place: Place): boolean
}

/** How the key of an address begins that a `url` function gives. */
const ASKED = 'asked '

export function createDestination(initial: Place): Destination {
  let options = initial
  /** What the options say, until `override` says otherwise. */
  let routing: Routing = initial
  let address = locate(routing)
  let configured = routingKey(initial, address)
  /** What the `url` function has last answered; `''` before. */
  let answer = ''
  /** Undefined while there was none. */
  let lastKey = address.isNone ? undefined : key()

  /** The destination as one string. */
  function key(): string {
    if (address.isNone) return 'none'
    if (options.destination !== undefined) return `name ${options.destination}`
    // The query of an address that is asked for is a matter of each attempt, such as a token.
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
      // Most renders pass the same routing again: then there is nothing to parse.
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
      // A function that had not answered leads where its first answer does.
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

/** What has to change for a connection to move; a function is never compared. */
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

/** Whether two places are the same without a look inside: a URL object or an array may have changed there. */
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

/** A function may know who the user is: another one may speak for somebody else. */
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
