/**
 * Masks secrets in everything that is shown, copied and saved: query values, credentials and long subprotocols, also where
 * they occur again in other texts.
 */
import { utf8Size } from '../core/options.js'
import { show } from '../core/show.js'
import type { Outgoing } from '../core/types.js'
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
  if (mask === undefined || typeof mask === 'function' || Array.isArray(Object(mask).fields)) return
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
      if (typeof mask === 'function') return mask(wire, direction)
      if (typeof wire === 'string') return maskFields(wire, mask.fields)
      // Objects and arrays of JSON, as a binary frame.
      if (wire[0] !== 0x7b && wire[0] !== 0x5b) return wire
      return new TextEncoder().encode(maskFields(new TextDecoder().decode(wire), mask.fields))
    },
  }
  return masker
}

/** JSON with the values of these keys hidden; where it is no JSON, or more than one, as far as it looks like it. */
function maskFields(text: string, fields: readonly string[]): string {
  try {
    return JSON.stringify(JSON.parse(text, (key, value: unknown) => (fields.includes(key) ? HIDDEN : value)))
  } catch {
    const names = fields.map((field) => field.replace(/[^\w]/g, '\\$&')).join('|')
    const pair = new RegExp(`("(?:${names})"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"?|[^,}\\]\\s]+)`, 'g')
    return text.replace(pair, `$1"${HIDDEN}"`)
  }
}

const BEYOND_ASCII = /[\u0080-\uffff]/

/** Payload bytes: UTF-8 or binary. */
export function sizeOf(wire: Outgoing): number {
  if (typeof wire === 'string') return BEYOND_ASCII.test(wire) ? utf8Size(wire) : wire.length
  return 'byteLength' in wire ? wire.byteLength : wire.size
}
