/**
 * Asks again until there is an answer, for what has no event: a program that is starting.
 */
import { setTimeout as after } from 'node:timers/promises'
import { CONDITION_SECONDS } from '../../patience'

/** Rejects with the last error after `CONDITION_SECONDS`. */
export async function until<T>(ask: () => Promise<T>, what: string): Promise<T> {
  const end = Date.now() + CONDITION_SECONDS * 1000
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (Date.now() > end) throw new Error(`waited ${CONDITION_SECONDS} s for ${what}`, { cause: error })
      await after(20)
    }
  }
}
