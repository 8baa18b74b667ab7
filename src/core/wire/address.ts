/**
 * Makes the absolute URL of an attempt from `host`, `route` and `useWSS`, or from `url`, and checks it.
 */
import { WebSocketNodeError } from '../errors.js'
import { isObject, show, showAddress } from '../show.js'
import type { AnyFormat, UrlOption, WebSocketNodeOptions } from '../types.js'

type UrlFunction = Extract<UrlOption, (attempt: number) => unknown>

/** The routing options. */
export type Routing = Pick<WebSocketNodeOptions<AnyFormat>, 'host' | 'route' | 'useWSS' | 'url'>

/** The address of the next attempt, as far as it is known without calling the `url` function. */
export interface Address {
  /** The absolute, checked URL; `''` if it is not known or not valid. */
  readonly url: string
  /** The function that returns the address, if there is one. */
  readonly ask?: UrlFunction
  /** Why the address is not valid. */
  readonly error?: WebSocketNodeError
  /** Whether there is no address now: `url` is null. */
  readonly isNone?: boolean
}

/** A name, an IPv4 address, or an IPv6 address in brackets, and an optional port; no character that ends an authority. */
const HOST = /^(\[[\da-f:.]+\]|[^\s/\\?#@:[\]<>^|%]+)(:\d{1,5})?$/i

/** Control characters. `\p{Cc}` is not used: a bundle with it does not compile for React Native 0.72. */
const CONTROL = /[^ -~\xa0-\uffff]/

/** Returns the address of these options. */
export function locate({ host, route, useWSS, url }: Routing): Address {
  if (url === undefined) return routed(host, route, useWSS)
  if (url === null) return { url: '', isNone: true }
  return typeof url === 'function' ? { url: '', ask: url } : absolute(url)
}

/** Reads an address like the constructor of `WebSocket`: relative to the page, `http:` as `ws:` (HTML standard). */
export function absolute(url: unknown): Address {
  // A URL object of any realm is recognized by its `href`.
  const text = isObject(url) && 'href' in url ? url.href : url
  if (typeof text !== 'string' || text === '') {
    return invalid(`a url is a string or a URL object; got ${show(url)}. Where there is none yet: url: null`)
  }
  let href: string
  try {
    href = normalize(text)
  } catch (cause) {
    return invalid(`the url ${showAddress(text)} can't be parsed`, cause)
  }
  if (!/^(http|ws)s?:/.test(href)) {
    return invalid(`a url has the scheme ws, wss, http or https; got ${showAddress(href)}`)
  }
  if (href.includes('#')) return invalid(`a url has no fragment (RFC 6455 §3); got one in ${showAddress(href)}`)
  return { url: href.replace(/^http/, 'ws') }
}

/**
 * Parses an address with the platform's `URL`, with the scheme in capitals. If the result still has capitals, the parser does
 * not normalise addresses, and its result is not used: React Native's (before 0.84) only appends a slash.
 */
function normalize(text: string): string {
  const scheme = /^\s*(https?|wss?):/i.exec(text)?.[0] ?? ''
  const { href } = new URL(scheme.toUpperCase() + text.slice(scheme.length), base())
  if (!/^(HTTP|WS)/.test(href)) return href
  if (!/^\w+:\/\/[^\s/\\?#]\S*$/.test(text) || CONTROL.test(text)) throw new TypeError('Invalid URL')
  return scheme.toLowerCase() + text.slice(scheme.length)
}

/** The base of relative addresses: the page, or the script of a worker. */
function base(): string | undefined {
  if (typeof document !== 'undefined') return document.baseURI
  return 'WorkerGlobalScope' in globalThis ? (globalThis.location as Location | undefined)?.href : undefined
}

/** Joins `host` and `route` with exactly one slash. Neither can contain parts of the other, such as a `/` in the host. */
function routed(host: unknown = '127.0.0.1', route: unknown = '/', useWSS = true): Address {
  if (typeof host !== 'string' || !HOST.test(host) || CONTROL.test(host)) {
    return invalid(
      `host is a name or address with an optional port, such as 'localhost:8080'; got ${showAddress(host)}`,
    )
  }
  if (typeof route !== 'string' || route.includes('#') || CONTROL.test(route)) {
    return invalid(
      `route is a path with an optional query, without a fragment or control characters; got ${showAddress(route)}`,
    )
  }
  return absolute(`${useWSS ? 'wss' : 'ws'}://${host}/${route.replace(/^[/\\]+/, '')}`)
}

/** The routing options as one string, for comparison: a `url` by its address; functions are not compared. */
export function routingKey({ host, route, useWSS, url }: Routing, address: Address): string {
  return [host, route, useWSS, url && (!!address.ask || address.url || show(url))].map(show).join()
}

function invalid(message: string, cause?: unknown): Address {
  return { url: '', error: new WebSocketNodeError('invalid-url', message, { cause }) }
}
