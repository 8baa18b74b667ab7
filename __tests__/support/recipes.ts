/**
 * Waiting for what a node does in a later task, of the platform's clock.
 */
import { platformClock } from '../../src/core/clock.js'

/** A later task, after those that are due, and what promises make of it. */
export async function patience(): Promise<void> {
  for (let count = 0; count < 3; count++) await new Promise<void>((resolve) => void platformClock.task(resolve))
}
