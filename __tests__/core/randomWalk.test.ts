/**
 * @jest-environment node
 *
 * 10,000 random sequences of whatever can happen to a node, by its users, its peers and time; handlers call back, throw
 * and unmount. A judge hears every signal and holds the node to its promises:
 *
 * - at most one live connection
 * - `closed` only after `connected` or `close()`, `closing` before it and once; a lost connection (1006) has no `closing`
 * - exactly one `connectFailed` for each attempt that failed
 * - no packet lost, doubled or reordered, whether emitted, refused or taken by `receive()`; all of it before the close
 * - every message that was accepted goes out once, in order and to its destination, or ends in `sendFailed`, or waits
 * - nothing after an unmount but what had arrived; silence while it lingers
 * - nothing left: no connection, timer, task or frame, and nothing heard of what still comes
 *
 * A failure prints its seed and the shortest plan that fails. `RANDOM_WALK_SEED` draws other plans.
 */
import fc from 'fast-check'
import { plans } from '../support/core/walk/steps.js'
import { walk } from '../support/core/walk/world.js'

const SEED = 1976
const WALKS = 10_000

test(`${WALKS} walks`, async () => {
  const seed = Number(process.env.RANDOM_WALK_SEED ?? SEED)
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const violations = await walk(plan)
      if (violations.length > 0) throw new Error(violations.join('\n'))
    }),
    { numRuns: WALKS, seed },
  )
}, 120_000)
