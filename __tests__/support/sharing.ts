/**
 * Two siblings that share one connection, in every order in which they can come and go: for `share` of
 * react-use-websocket, and for the recipe that replaces it.
 */

/** Who is there, step by step, and how many handshakes there have been by then. */
export const ORDERS: readonly { name: string; steps: readonly (readonly [who: string, handshakes: number])[] }[] = [
  {
    name: 'the first to come leaves first',
    steps: [
      ['badge', 1],
      ['badge light', 1],
      ['light', 1],
      ['', 1],
    ],
  },
  {
    name: 'the first to come leaves last',
    steps: [
      ['badge', 1],
      ['badge light', 1],
      ['badge', 1],
      ['', 1],
    ],
  },
  {
    name: 'one goes while the other comes',
    steps: [
      ['light', 1],
      ['badge', 2],
      ['', 2],
    ],
  },
  {
    name: 'both come and go together',
    steps: [
      ['badge light', 1],
      ['', 1],
      ['badge light', 2],
      ['', 2],
    ],
  },
]

/** What the siblings of a step show once they are connected and the server has sent `message`. */
export function shownAt(step: string, message: string): string {
  return step
    .split(' ')
    .map((who) => (who === 'badge' ? message : who === 'light' ? 'on' : ''))
    .join('')
}
