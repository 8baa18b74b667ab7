/**
 * A server of keyed packets: each is the newest value of one of many rows.
 */
import type { Behaviour } from './peer.js'
import { bounded, wholeNumber } from './query.js'

/** Milliseconds between two bursts: shorter than a frame. */
const TICK = 8

/** Packets of one burst, where the server itself was held up. */
const MOST_AT_ONCE = 2_000

/** Where a key of the sequence goes: no two of them meet while the prime divides no number of rows. */
const STRIDE = 7_919

export const rows: Behaviour = {
  query: '?rows=100&rate=100',
  summary:
    'sends JSON {"row": …, "value": …} for rows in turn, so many a second; a number changes the rate, "all" sends each row once',
  serve(peer) {
    const { url } = peer.arrival
    const count = wholeNumber(url, 'rows', { min: 1, max: 10_000, fallback: 100 })
    const rateOf = (text: string | null) => bounded(text, { min: 0, max: 20_000, fallback: 0 })
    let rate = rateOf(url.searchParams.get('rate'))
    let value = 0
    let since = performance.now()
    let due = 0

    const send = (packets: number) => {
      for (let left = packets; left > 0; left -= 1) {
        peer.send(`{"row":${(value * STRIDE) % count},"value":${value}}`)
        value += 1
      }
    }
    const tick = () => {
      const now = performance.now()
      due += ((now - since) * rate) / 1000
      since = now
      const packets = Math.floor(due)
      due -= packets
      send(Math.min(packets, MOST_AT_ONCE))
      peer.later(TICK, tick)
    }
    peer.later(TICK, tick)
    return (packet) => {
      if (packet === '"all"') send(count)
      else if (typeof packet === 'string') rate = rateOf(packet)
    }
  },
}
