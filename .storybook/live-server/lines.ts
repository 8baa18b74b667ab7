/**
 * A server of JSON lines, cut without regard for lines or characters, as a pipe or a proxy may cut them.
 */
import type { Behaviour } from './peer.js'
import { wholeNumber } from './query.js'

/** The lines that it sends; some of their characters are more than one byte. */
export const LINES: readonly string[] = [
  '{"city":"Zürich","at":1}',
  '{"city":"Łódź","at":2}',
  '{"city":"Αθήνα","at":3}',
]

const REST = '{"city":"Bo'

export const lines: Behaviour = {
  query: '?cut=7',
  summary:
    'sends JSON lines in binary frames of so many bytes, and again on each message; on “end” half a line, and closes',
  serve(peer) {
    const size = wholeNumber(peer.arrival.url, 'cut', { min: 1, max: 65_536, fallback: 7 })
    const send = (text: string) => {
      const bytes = new TextEncoder().encode(text)
      for (let from = 0; from < bytes.length; from += size) peer.send(bytes.slice(from, from + size))
    }
    const sendAll = () => send(LINES.map((line) => `${line}\n`).join(''))
    sendAll()
    return (packet) => {
      if (packet !== 'end') return sendAll()
      send(REST)
      peer.close(1000, '')
    }
  },
}
