/**
 * What the stories about formats take for a good packet: a move, once for each of two validators.
 */
import * as v from 'valibot'
import * as z from 'zod'

/** With zod. */
export const zodMove = z.object({ kind: z.literal('move'), x: z.number(), y: z.number() })

/** With valibot. */
export const valibotMove = v.object({ kind: v.literal('move'), x: v.number(), y: v.number() })

/** Unchecked: what `json<Move>()` asserts. */
export interface Move {
  readonly kind: 'move'
  readonly x: number
  readonly y: number
}
