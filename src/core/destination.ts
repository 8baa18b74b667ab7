/**
 * Where a node connects: from `host`, `route` and `useWSS`, or from `url`, to one absolute address, checked.
 */
import { WebSocketNodeError } from './errors.js'
import { isObject, show } from './options.js'
import type { AnyFormat, UrlOption, WebSocketNodeOptions } from './types.js'

type UrlFunction = Extract<UrlOption, (attempt: number) => unknown>

/** The routing options. */
export type Routing = Pick<WebSocketNodeOptions<AnyFormat>, 'host' | 'route' | 'useWSS' | 'url'>

/** What `connect(host, route)` was called with. */
export interface Override {
  readonly host: string | undefined
  readonly route: string | undefined
}

const DEFAULT_HOST = '127.0.0.1'
const DEFAULT_ROUTE = '/'

/** A name or an IPv4 address, or an IPv6 address in brackets; then perhaps a port. Nothing that ends an authority. */
const HOST = /^(?:\[[\da-f:.]+\]|[^\s/\\?#@:[\]<>^|%\p{Cc}]+)(?::\d{1,5})?$/iu
const CONTROL = /\p{Cc}/u

/** The function to ask for the address, if there is one. */
export function urlFunctionOf({ url }: Routing, override: Override | undefined): UrlFunction | undefined {
  return typeof url === 'function' && !override ? url : undefined
}

/**
 * The address, where there is no function to ask for it.
 * @throws WebSocketNodeError `'invalid-url'`
 */
export function addressOf(routing: Routing, override: Override | undefined): string {
  if (routing.url !== undefined && !override) return absoluteUrl(routing.url)
  const { host = routing.host, route = routing.route } = override ?? {}
  return routedUrl(host, route, routing.useWSS)
}

/**
 * An address as the constructor of `WebSocket` would read it: relative to the page, `http:` as `ws:` (HTML standard).
 * @throws WebSocketNodeError `'invalid-url'`
 */
export function absoluteUrl(url: unknown): string {
  const address = isObject(url) && 'href' in url ? url.href : url
  if (typeof address !== 'string') throw invalid(`a url is a string or a URL object; got ${show(url)}`)
  let parsed: URL
  try {
    parsed = new URL(address, typeof document === 'undefined' ? undefined : document.baseURI)
  } catch (cause) {
    throw invalid(`the url ${show(address)} can't be parsed`, cause)
  }
  if (parsed.protocol === 'http:') parsed.protocol = 'ws:'
  if (parsed.protocol === 'https:') parsed.protocol = 'wss:'
  if (parsed.protocol !== 'ws:' && parsed.protocol !== 'wss:') {
    throw invalid(`a url has the scheme ws, wss, http or https; got ${show(parsed.href)}`)
  }
  if (parsed.href.includes('#')) throw invalid(`a url has no fragment (RFC 6455 §3); got ${show(parsed.href)}`)
  return parsed.href
}

/** Exactly one slash between `host` and `route`, and neither can smuggle in anything that is not its own. */
function routedUrl(host: unknown = DEFAULT_HOST, route: unknown = DEFAULT_ROUTE, useWSS = true): string {
  if (typeof host !== 'string' || !HOST.test(host)) {
    throw invalid(`host is a name or address with an optional port, such as 'localhost:8080'; got ${show(host)}`)
  }
  if (typeof route !== 'string' || CONTROL.test(route) || route.includes('#')) {
    throw invalid(
      `route is a path with an optional query, without a fragment or control characters; got ${show(route)}`,
    )
  }
  return absoluteUrl(`${useWSS ? 'wss' : 'ws'}://${host}/${route.replace(/^[/\\]+/, '')}`)
}

/** `protocols` as a list. */
export function protocolList(protocols: string | readonly string[] | undefined): readonly string[] {
  return protocols === undefined ? [] : typeof protocols === 'string' ? [protocols] : protocols
}

/** `protocols` as one string, for comparison by content. */
export function protocolKey({ protocols }: Pick<WebSocketNodeOptions, 'protocols'>): string {
  return JSON.stringify(protocolList(protocols))
}

/**
 * The routing options as one string, for comparison with later ones: URL objects may change inside, different texts may
 * be one address, and a function is never compared.
 */
export function routingKey({ host, route, useWSS, url }: Routing): string {
  const place = typeof url === 'function' ? '\0' : url === undefined ? url : comparable(url)
  return [host, route, useWSS, place].map(show).join()
}

function comparable(url: unknown): unknown {
  try {
    return absoluteUrl(url)
  } catch {
    return url
  }
}

function invalid(message: string, cause?: unknown): WebSocketNodeError {
  return new WebSocketNodeError('invalid-url', message, { cause })
}
