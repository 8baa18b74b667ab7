/**
 * Packets as a format read them, or why it did not.
 */
import type { WebSocketNodeError, Wire } from '../../src/index.js'
import { showWire } from '../support/show.js'

/** One packet: its value, or what was wrong with it. */
export type ReadPacket = { readonly value: unknown } | { readonly error: WebSocketNodeError; readonly wire: Wire }

export function Packets({ read }: { read: readonly ReadPacket[] }) {
  if (read.length === 0) return <p className="soft">Nothing received yet.</p>
  return (
    <ol className="packets">
      {read.map((packet, index) => {
        const isRead = 'value' in packet
        return (
          <li key={index} data-tone={isRead ? 'green' : 'red'} data-read={isRead}>
            <span className="verdict">{isRead ? 'received' : 'receiveFailed'}</span>
            <span className="stack-tight">
              <span className="mono">{isRead ? showValue(packet.value) : packet.error.message}</span>
              {!isRead && <span className="mono soft">{showWire(packet.wire)}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function showValue(value: unknown): string {
  return typeof value === 'string' || value instanceof Uint8Array ? showWire(value) : JSON.stringify(value)
}
