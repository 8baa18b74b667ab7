/** A stream format: docs/receiving.md. */
// #region lines
import type { StreamFormat } from 'react-websocket-node'

/** JSON lines, however the server cuts them into frames. */
export const lines: StreamFormat<unknown, readonly unknown[], unknown> = {
  name: 'lines',
  open() {
    const utf8 = new TextDecoder()
    let rest = ''
    return {
      decode(wire) {
        const parts = (rest + (typeof wire === 'string' ? wire : utf8.decode(wire, { stream: true }))).split('\n')
        rest = parts.pop() ?? ''
        return parts.map((line): unknown => JSON.parse(line))
      },
      end() {
        if (rest !== '') throw new Error(`unfinished: ${rest}`)
      },
    }
  },
  join: (packets) => packets,
  encode: (message) => `${JSON.stringify(message)}\n`,
}
// #endregion
