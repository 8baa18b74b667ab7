/**
 * Masks secrets in everything that is shown, copied and saved: query values, credentials and long subprotocols, also where
 * they occur again in other texts.
 */
import { reportUncaught } from '../core/emitter.js'
import { utf8Size } from '../core/options.js'
import { show } from '../core/show.js'
import type { Outgoing, Wire } from '../core/types.js'
import type { Direction, Mask } from './model.js'

/** The text in the place of a secret. */
const HIDDEN = '•••'

/** The length from which on a subprotocol counts as a token. */
const LONGEST_PROTOCOL = 20

/** The most secrets to remember, for masking them in the platform's error messages. */
const MOST_SECRETS = 200

/** A whole address in a text; a text that is nothing but an address or a route with a query. */
const ADDRESS = /[a-z][\w+.-]*:\/\/[^\s"'`<>)]*|^[^\s?]*\?\S+$|^[^\s/@]*@\S+$/gi

export interface Masker {
  /** An address, whole or a route alone. */
  address(address: string): string
  protocol(protocol: string): string
  /** Any text: addresses in it, and secrets that were in an address or a subprotocol. */
  text(text: string): string
  wire(wire: string | Uint8Array, direction: Direction): string | Uint8Array
}

/** @throws TypeError for a mask of another kind, which would hide nothing */
export function checkMask(mask: Mask | undefined): void {
  if (
    mask === undefined ||
    typeof mask === 'function' ||
    Array.isArray((Object(mask) as { readonly fields?: unknown }).fields)
  )
    return
  throw new TypeError(`mask takes { fields: ['token'] } or a function; got ${show(mask)}`)
}

export function createMasker(mask: Mask | undefined): Masker {
  checkMask(mask)
  const secrets = new Set<string>()

  function hide(secret: string): string {
    // Shorter secrets occur in ordinary words.
    if (secret.length > 3 && secret !== HIDDEN) {
      if (secrets.size >= MOST_SECRETS) secrets.delete([...secrets][0]!)
      secrets.add(secret)
      try {
        secrets.add(decodeURIComponent(secret))
      } catch {
        // The value is not valid percent-encoding: use it as it is.
      }
    }
    return secret && HIDDEN
  }

  const masker: Masker = {
    address: (address) =>
      address
        .replace(/^([^/?#]*\/\/)?([^/?#]*)@/, (_all, scheme: string | undefined, user: string) => {
          for (const part of user.split(':')) hide(part)
          return `${scheme ?? ''}${HIDDEN}@`
        })
        .replace(/\?([^#]*)/, (_all, query: string) => {
          const pairs = query.split('&').map((pair) => {
            const [name, ...value] = pair.split('=')
            // A query without names is a value.
            return value.length > 0 ? `${name}=${hide(value.join('='))}` : hide(pair)
          })
          return `?${pairs.join('&')}`
        })
        .replace(/#(.*)/, (_all, fragment: string) => `#${hide(fragment)}`),
    protocol: (protocol) => (protocol.length > LONGEST_PROTOCOL ? hide(protocol) : protocol),
    text(text) {
      let masked = text.replace(ADDRESS, masker.address)
      for (const secret of secrets) masked = masked.split(secret).join(HIDDEN)
      return masked
    },
    wire(wire, direction) {
      if (!mask) return wire
      if (typeof mask === 'function') return maskBy(mask, wire, direction)
      const text = typeof wire === 'string' ? wire : utf8Of(wire)
      const masked = text && maskFields(text, mask.fields)
      if (masked === text) return wire
      return typeof wire === 'string' ? masked! : new TextEncoder().encode(masked)
    },
  }
  return masker
}

/** What a function lets be seen; nothing where it throws, or returns nothing. */
function maskBy(mask: Extract<Mask, CallableFunction>, wire: Wire, direction: Direction): Wire {
  try {
    const shown: unknown = mask(wire, direction)
    return typeof shown === 'string' || ArrayBuffer.isView(shown) ? (shown as Wire) : HIDDEN
  } catch (error) {
    reportUncaught(error)
    return HIDDEN
  }
}

/** The text of a binary frame; undefined where it is none. */
function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The text with the values of these keys hidden; where it is no JSON, or more than one, as far as it looks like it. */
function maskFields(text: string, fields: readonly string[]): string {
  let isHidden = false
  try {
    const masked = JSON.stringify(
      JSON.parse(text, (key, value: unknown) => (fields.includes(key) ? ((isHidden = true), HIDDEN) : value)),
    )
    return isHidden ? masked : text
  } catch {
    const names = fields.map((field) => field.replace(/[^\w]/g, '\\$&')).join('|')
    const key = new RegExp(`"(?:${names})"\\s*:\\s*`, 'g')
    let masked = ''
    let at = 0
    while (key.exec(text)) {
      masked += `${text.slice(at, key.lastIndex)}"${HIDDEN}"`
      at = key.lastIndex = endOfValue(text, key.lastIndex)
    }
    return masked + text.slice(at)
  }
}

/** A string of JSON, up to the end of a text that is cut off; a number or a word; any other character. */
const TOKEN = /"(?:[^"\\]|\\[^])*"?|[^"[\]{},\s]+|[^]/g

/** Where a value of JSON ends that begins there, with all that is in it. */
function endOfValue(text: string, from: number): number {
  let depth = 0
  TOKEN.lastIndex = from
  for (let token; (token = TOKEN.exec(text)?.[0]);) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    if (depth < 0 || (depth === 0 && /[,\s]/.test(token[0]!))) return TOKEN.lastIndex - 1
    if (depth === 0) return TOKEN.lastIndex
  }
  return text.length
}

const BEYOND_ASCII = /[\u0080-\uffff]/

/** Payload bytes: UTF-8 or binary. */
export function sizeOf(wire: Outgoing): number {
  if (typeof wire === 'string') return BEYOND_ASCII.test(wire) ? utf8Size(wire) : wire.length
  return 'byteLength' in wire ? wire.byteLength : wire.size
}
