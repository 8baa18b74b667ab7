/**
 * @jest-environment node
 *
 * Each request settles exactly once, none with another's answer, and when all are settled nothing is left.
 */
import { watchUncaught } from '../support/core/uncaught.js'
import { runRequests } from '../support/requests.js'

watchUncaught()

const SCHEDULES = 10_000
const PARTS = 10

describe('requests', () => {
  it.each(Array.from({ length: PARTS }, (_, part) => part))('keep their promises, part %i', async (part) => {
    const size = SCHEDULES / PARTS
    for (let seed = part * size; seed < (part + 1) * size; seed++) {
      const faults = await runRequests(seed)
      if (faults.length > 0) throw new Error(`seed ${seed}: ${faults[0]}`)
    }
  })
})
