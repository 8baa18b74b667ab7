/**
 * Messages that a server sends and a client recognizes: both sides work out message number n by themselves, so whatever
 * is lost, doubled, cut or out of order shows.
 */

/** What a sequence is made of. */
export type MessageKind = 'numbers' | 'mixed' | 'empty'

/** Message number `index`. */
export function messageAt(kind: MessageKind, index: number): string | Uint8Array {
  switch (kind) {
    case 'numbers':
      return String(index)
    case 'empty':
      return index % 2 === 0 ? '' : new Uint8Array()
    case 'mixed':
      switch (index % 4) {
        case 0:
          return `text ${index} ✓`
        case 1:
          return Uint8Array.of(index & 255, (index >> 8) & 255, (index >> 16) & 255)
        case 2:
          return ''
        default:
          return new Uint8Array(index % 1000).fill(index & 255)
      }
  }
}

/** Whether this is message number `index`. */
export function isMessageAt(kind: MessageKind, index: number, packet: unknown): boolean {
  const message = messageAt(kind, index)
  if (typeof message === 'string' || !(packet instanceof Uint8Array)) return packet === message
  return packet.length === message.length && packet.every((byte, at) => byte === message[at])
}
