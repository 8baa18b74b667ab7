/**
 * Assertions that the compiler makes: `npm run typecheck` fails where one does not hold.
 */

/** True if `A` and `B` are the same type, `any` and readonly-ness included. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Compiles only for `true`, and does nothing. */
export function check<Truth extends true>(_truth?: Truth): void {}
