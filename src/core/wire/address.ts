/**
 * The address of one attempt: from `host`, `route` and `useWSS`, or from `url`, to one absolute URL, checked.
 */
import { WebSocketNodeError } from '../errors.js'
import { isObject, show, showAddress } from '../show.js'
import type { AnyFormat, UrlOption, WebSocketNodeOptions } from '../types.js'

type UrlFunction = Extract<UrlOption, (attempt: number) => unknown>

/** The routing options. */
export type Routing = Pick<WebSocketNodeOptions<AnyFormat>, 'host' | 'route' | 'useWSS' | 'url'>

/** Where the next attempt leads, as far as that is known without asking. */
export interface Address {
  /** Absolute and checked; `''` where it is not known, or can't be used. */
  readonly url: string
  /** The function that knows it. */
  readonly ask?: UrlFunction
  /** Why it can't be used. */
  readonly error?: WebSocketNodeError
  /** Whether there is no address now: `url` is null. */
  readonly isNone?: boolean
}

/** A name or an IPv4 address, or an IPv6 address in brackets; then perhaps a port. Nothing that ends an authority. */
const HOST = /^(\[[\da-f:.]+\]|[^\s/\\?#@:[\]<>^|%]+)(:\d{1,5})?$/i

/** Not by `\p{Cc}`: a bundle with that does not compile for React Native 0.72. */
const CONTROL = /[^ -~\xa0-\uffff]/

/** Where these options lead. */
export function locate({ host, route, useWSS, url }: Routing): Address {
  if (url === undefined) return routed(host, route, useWSS)
  if (url === null) return { url: '', isNone: true }
  return typeof url === 'function' ? { url: '', ask: url } : absolute(url)
}

/** An address as the constructor of `WebSocket` would read it: relative to the page, `http:` as `ws:` (HTML standard). */
export function absolute(url: unknown): Address {
  // A URL object of whatever realm is known by its `href`.
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
 * What the platform makes of an address, which it reads with the scheme in capitals: where they are left, its parser does
 * not normalise, and is not to be believed either. React Native's appends a slash to whatever it reads (before 0.84).
 */
function normalize(text: string): string {
  const scheme = /^\s*(https?|wss?):/i.exec(text)?.[0] ?? ''
  const { href } = new URL(scheme.toUpperCase() + text.slice(scheme.length), base())
  if (!/^(HTTP|WS)/.test(href)) return href
  if (!/^\w+:\/\/[^\s/\\?#]\S*$/.test(text) || CONTROL.test(text)) throw new TypeError('Invalid URL')
  return scheme.toLowerCase() + text.slice(scheme.length)
}

/** What a relative address is relative to: the page, or the script of a worker. */
function base(): string | undefined {
  if (typeof document !== 'undefined') return document.baseURI
  return 'WorkerGlobalScope' in globalThis ? (globalThis.location as Location | undefined)?.href : undefined
}

/** Exactly one slash between `host` and `route`, and neither can smuggle in anything that is not its own. */
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

/** The routing options as one string, for comparison: a url by where it leads, a function not at all. */
export function routingKey({ host, route, useWSS, url }: Routing, address: Address): string {
  return [host, route, useWSS, url && (!!address.ask || address.url || show(url))].map(show).join()
}

function invalid(message: string, cause?: unknown): Address {
  return { url: '', error: new WebSocketNodeError('invalid-url', message, { cause }) }
}
