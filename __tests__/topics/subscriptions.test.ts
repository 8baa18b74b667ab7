/**
 * @jest-environment node
 *
 * Whenever all is quiet, what the server believes to be subscribed is what is read, whatever came and went before.
 */
import { watchUncaught } from '../support/core/uncaught.js'
import { runSubscriptions } from '../support/topics/subscriptions.js'

watchUncaught()

const SCHEDULES = 10_000
const PARTS = 10

describe('subscriptions', () => {
  it.each(Array.from({ length: PARTS }, (_, part) => part))('keep their promises, part %i', (part) => {
    const size = SCHEDULES / PARTS
    for (let seed = part * size; seed < (part + 1) * size; seed++) {
      const faults = runSubscriptions(seed)
      if (faults.length > 0) throw new Error(`seed ${seed}: ${faults[0]}`)
    }
  })
})
