// What the client and the server of the rows say to each other, as JSON, at ws://host/rows.

export const ROWS = 10_000

/** Packets a second that the server can be asked for. */
export const RATES = [0, 1000, 5000] as const
export type Rate = (typeof RATES)[number]

/** The newest state of a row; sent at once to whoever subscribes it, and then at each change. */
export interface Quote {
  readonly row: number
  readonly price: number
  /** Since the server was started. */
  readonly change: number
  /** How many changes there were. */
  readonly changes: number
}

/** The server changes as many rows a second as the last `rate` said, among those that somebody has subscribed. */
export type Order =
  | { readonly op: 'subscribe' | 'unsubscribe'; readonly rows: readonly number[] }
  | { readonly op: 'rate'; readonly rate: Rate }
