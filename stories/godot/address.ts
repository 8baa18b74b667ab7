/**
 * The addon joins `host` and `route` as texts, so that each may hold more than its name says; here they are checked. What
 * they amount to, as routing options of this package.
 */

/** What was found in an address that `host` and `route` may not hold. */
export type AddressFinding = 'path' | 'scheme' | 'credentials' | 'fragment' | 'slashes' | 'invalid'

/** Routing options, of which `url` is for all three others. */
export interface Routing {
  readonly host: string
  readonly route: string
  readonly useWSS: boolean
  readonly url?: string
  readonly findings: readonly AddressFinding[]
}

/** As the package checks it: a name, an IPv4 address, or an IPv6 address in brackets, and perhaps a port. */
const HOST = /^(\[[\da-f:.]+\]|[^\s/\\?#@:[\]<>^|%]+)(:\d{1,5})?$/i

const SECURE: Readonly<Record<string, boolean>> = { ws: false, http: false, wss: true, https: true }

/** Where these lead. Credentials and fragments are left out. */
export function routing(host: string, route: string, useWSS: boolean): Routing {
  const findings: AddressFinding[] = []
  const [prefix = '', scheme = ''] = /^\s*([a-z][a-z\d+.-]*):\/\//i.exec(host) ?? []
  if (prefix) findings.push('scheme')
  const isSecure = SECURE[scheme.toLowerCase()] ?? useWSS

  const named = withoutCredentials(host.slice(prefix.length))
  if (named !== host.slice(prefix.length)) findings.push('credentials')
  const joined = `${named}/${route.replace(/^\//, '')}`
  const cut = joined.search(/[/?#]/)
  const authority = joined.slice(0, cut)
  const [rest, ...fragments] = joined.slice(cut).split('#') as [string, ...string[]]
  if (fragments.length > 0) findings.push('fragment')
  if (named.slice(authority.length).split('#', 1)[0] !== '') findings.push('path')
  const path = rest.startsWith('/') ? rest : `/${rest}`
  if (/^\/[/\\]/.test(path)) findings.push('slashes')
  // eslint-disable-next-line no-control-regex -- control characters are what the package refuses
  const hasControl = /[\u0000-\u001f\u007f-\u009f]/.test(joined)
  if (!HOST.test(authority) || hasControl || !isParsed(authority)) findings.push('invalid')

  const isMoved = findings.some((finding) => finding !== 'invalid')
  const asIs = { host: isMoved ? authority : named, route: isMoved ? path : route, useWSS, findings }
  const needsUrl = findings.some((finding) => finding !== 'path' && finding !== 'invalid')
  return needsUrl ? { ...asIs, url: `${isSecure ? 'wss' : 'ws'}://${authority}${path}` } : asIs
}

/** A port may be too big, and four numbers no address. */
function isParsed(authority: string): boolean {
  try {
    new URL(`ws://${authority}`)
    return true
  } catch {
    return false
  }
}

/** A password may hold a slash: what stands before the slash is no host then. */
function withoutCredentials(host: string): string {
  const [first] = host.split(/[/?#]/, 1) as [string]
  if (first.includes('@')) return host.slice(first.lastIndexOf('@') + 1)
  return host.includes('@') && !HOST.test(first) ? host.slice(host.lastIndexOf('@') + 1) : host
}
