/**
 * A stream format: JSON lines that are cut anywhere, several in a frame or one in several. Each connection has a decoder
 * of its own, so the half line of one is never put before the first line of the next.
 */
import type { StreamFormat } from '../../src/index.js'

/** What the server's lines are. */
export interface Place {
  readonly city: string
  readonly at: number
}

export const jsonLines: StreamFormat<Place, readonly Place[], Place> = {
  name: 'json lines',
  open() {
    const utf8 = new TextDecoder()
    let rest = ''
    return {
      decode(wire) {
        const lines = (rest + (typeof wire === 'string' ? wire : utf8.decode(wire, { stream: true }))).split('\n')
        rest = lines.pop() ?? ''
        return lines.map((line) => JSON.parse(line) as Place)
      },
      end() {
        if (rest) throw new Error(`the last line has no end: ${rest}`)
      },
    }
  },
  join: (places) => places,
  encode: (place) => `${JSON.stringify(place)}\n`,
}
