// The server of the rows. It changes some of the rows that somebody has subscribed, so many a second, one after another,
// and sends each change to those who have subscribed the row.
import { performance } from 'node:perf_hooks'
import { clearInterval, setInterval } from 'node:timers'

/** @import { WebSocket } from 'ws' */
/** @import { Order, Quote } from './protocol.js' */

const ROWS = 10_000

/** Milliseconds between two bursts: shorter than a frame. */
const TICK = 8

/** Changes of one burst, where the server itself was held up. */
const MOST_AT_ONCE = 1000

/** RFC 6455 §7.4.1: the data of a message are not what its type says. */
const NO_JSON = 1007

export function createRowsServer() {
  const changes = new Uint32Array(ROWS)
  const moves = new Float64Array(ROWS)
  /** Who has subscribed which rows. @type {Map<WebSocket, Set<number>>} */
  const readers = new Map()
  /** How many have subscribed a row, by row. @type {Map<number, number>} */
  const wanted = new Map()
  let rate = 0
  /** @type {number[]} */
  let round = []
  let due = 0
  let since = 0
  /** @type {NodeJS.Timeout | undefined} */
  let timer

  /**
   * @param {number} row
   * @returns {Quote}
   */
  const quoteOf = (row) => ({
    row,
    price: 20 + (row % 97) * 3 + (moves[row] ?? 0),
    change: moves[row] ?? 0,
    changes: changes[row] ?? 0,
  })

  function tick() {
    const now = performance.now()
    due = Math.min(due + ((now - since) * rate) / 1000, MOST_AT_ONCE)
    since = now
    for (; due >= 1 && wanted.size > 0; due -= 1) {
      if (round.length === 0) round = [...wanted.keys()].reverse()
      const row = round.pop()
      if (row === undefined || !wanted.has(row)) continue
      changes[row] = (changes[row] ?? 0) + 1
      // A walk that goes back to the price of the beginning.
      moves[row] = (moves[row] ?? 0) * 0.98 + (Math.random() - 0.5)
      const quote = JSON.stringify(quoteOf(row))
      for (const [socket, rows] of readers) if (rows.has(row)) socket.send(quote)
    }
  }

  /** @param {number} next packets a second */
  function setRate(next) {
    rate = next
    clearInterval(timer)
    due = 0
    since = performance.now()
    timer = rate > 0 ? setInterval(tick, TICK) : undefined
  }

  /** @type {(rows: Set<number>, row: number) => void} */
  function leave(rows, row) {
    if (!rows.delete(row)) return
    const left = (wanted.get(row) ?? 0) - 1
    if (left > 0) wanted.set(row, left)
    else wanted.delete(row)
  }

  return {
    /** @type {(socket: WebSocket, log: (line: string) => void) => void} */
    serve(socket, log) {
      /** @type {Set<number>} */
      const rows = new Set()
      readers.set(socket, rows)
      socket.on('message', (data) => {
        const order = /** @type {Order | null} */ (read(data))
        if (!order) return socket.close(NO_JSON, 'no JSON')
        log(order.op === 'rate' ? `rate ${order.rate}` : `${order.op} ${order.rows.length}`)
        if (order.op === 'rate') return setRate(order.rate)
        for (const row of order.rows) {
          if (order.op === 'unsubscribe') leave(rows, row)
          else if (!rows.has(row)) {
            rows.add(row)
            wanted.set(row, (wanted.get(row) ?? 0) + 1)
            socket.send(JSON.stringify(quoteOf(row)))
          }
        }
      })
      socket.on('close', () => {
        for (const row of [...rows]) leave(rows, row)
        readers.delete(socket)
        if (readers.size === 0) setRate(0)
      })
    },
  }
}

/**
 * What a client says, of which nothing is sure: it must not end the program.
 *
 * @param {unknown} data
 * @returns {unknown} null for what is no JSON
 */
function read(data) {
  try {
    return JSON.parse(String(data))
  } catch {
    return null
  }
}
