/**
 * Messages that wait for a connection: bounded, in order, and bound to one destination. What was queued for one is
 * never delivered to another.
 */
import type { Wire } from './types.js'

/** Where queued messages go. */
export interface Destination {
  /** Absolute; `''` while a `url` function has not answered, and for an address that can't be used. */
  readonly url: string
  /** Whether a `url` function gives it: then its query is a matter of each attempt, such as a token. */
  readonly isAsked: boolean
}

export interface Queue {
  readonly size: number
  /** Takes a message; false if `limit` messages wait already: the newest is refused. */
  push(message: Wire, limit: number): boolean
  /** The destination now; gives back what waited for another one. */
  bind(destination: Destination): readonly Wire[]
  /** Hands over in order, until `send` takes no more; the rest keeps waiting. */
  flush(send: (message: Wire) => boolean): void
  takeAll(): readonly Wire[]
}

export function createQueue(): Queue {
  let messages: Wire[] = []
  let bound: Destination | undefined

  function takeAll(): readonly Wire[] {
    const all = messages
    messages = []
    return all
  }

  return {
    get size() {
      return messages.length
    },
    push(message, limit) {
      if (messages.length >= limit) return false
      // The caller may write into its bytes again before they leave.
      messages.push(typeof message === 'string' ? message : message.slice())
      return true
    },
    bind(destination) {
      const hasMoved = messages.length > 0 && bound !== undefined && !isSameDestination(bound, destination)
      // A function that is being asked again leads to where it led before, until it says otherwise.
      if (messages.length === 0 || hasMoved || !bound?.url || destination.url) bound = destination
      return hasMoved ? takeAll() : []
    },
    flush(send) {
      let sent = 0
      try {
        while (sent < messages.length && send(messages[sent]!)) sent++
      } finally {
        messages.splice(0, sent)
      }
    },
    takeAll,
  }
}

function isSameDestination(a: Destination, b: Destination): boolean {
  if (!a.isAsked && !b.isAsked) return a.url === b.url
  // What is not known yet may be the same only where the same function is asked.
  if (!a.url || !b.url) return a.isAsked && b.isAsked
  return withoutQuery(a.url) === withoutQuery(b.url)
}

function withoutQuery(url: string): string {
  return url.split('?', 1)[0]!
}
