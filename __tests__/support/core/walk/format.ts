/**
 * The format of the walks: packets are numbered, and what begins with an exclamation mark is refused. It reads each frame
 * by itself, or keeps a decoder for each connection that has to be asked for that connection's frames only.
 */
import type { Format, StreamFormat, Wire } from '../../../../src/core/index.js'
import { isRefused } from './judge.js'

export type Numbered = Format<string, string, string> | StreamFormat<string, string, string>

const common = {
  join: (packets: readonly string[]) => packets.join(' '),
  encode: (message: string) => message,
}

function decode(wire: Wire): string {
  if (isRefused(wire)) throw new TypeError(`no ${String(wire)}`)
  return String(wire)
}

export const numbered: Numbered = { ...common, name: 'numbered', decode }

export interface Reading {
  /** The number of the connection whose socket is made next. */
  nextConnection(): number
  connectionOf(packet: string): number | undefined
  violate(what: string): void
}

/** Two copies of each packet would be two packets: a frame is one, or none. */
export function streamed({ nextConnection, connectionOf, violate }: Reading): Numbered {
  return {
    ...common,
    name: 'streamed',
    open() {
      const mine = nextConnection()
      let hasEnded = false
      return {
        decode(wire) {
          const connection = connectionOf(String(wire))
          if (connection !== mine) violate(`the decoder of connection ${mine} reads a frame of ${connection}`)
          if (hasEnded) violate(`the decoder of connection ${mine} reads after its end`)
          return [decode(wire)]
        },
        end() {
          if (hasEnded) violate(`the decoder of connection ${mine} ends twice`)
          hasEnded = true
        },
      }
    },
  }
}
