/**
 * @jest-environment node
 *
 * 10,000 random sequences of whatever can happen to a node, by its users, its peers and time: addresses that come and go,
 * names, functions that answer late or never, `authenticate`, policies and modes that change, and handlers that call back,
 * throw, connect again and unmount. A judge is told of every signal and holds the node to its promises:
 *
 * - at most one live connection, none without an address, and none to another address than the options say
 * - one handshake at most begins in one piece of work, so that no loop of failures freezes a page
 * - `closed` only after `connected` or `close()`, `closing` before it and once; a lost connection (1006) has no `closing`
 * - exactly one `connectFailed` for each attempt that failed; `gaveUp` once, at rest, wherever a policy gives up
 * - no packet lost, doubled or reordered, whether emitted, refused, read by `authenticate` or taken by `receive()`; all of it
 *   before the close; to the handlers of the options that named its destination, and never a value of another one
 * - every message that was accepted goes out once, in order, to its destination and after `authenticate`, or ends in
 *   `sendFailed`, or waits
 * - subscribers are told once of each state
 * - nothing after an unmount but what had arrived; silence while it lingers
 * - nothing left: no connection, timer, task or frame, and nothing emitted of what still comes
 *
 * A failure prints its seed and the shortest plan that fails. Others: `RANDOM_WALK_SEED=42 RANDOM_WALKS=50000 npx jest
 * core/randomWalk`.
 */
import fc from 'fast-check'
import { plans } from '../support/core/walk/steps.js'
import { walk } from '../support/core/walk/world.js'

const SEED = Number(process.env.RANDOM_WALK_SEED ?? 1976)
const WALKS = Number(process.env.RANDOM_WALKS ?? 10_000)

test(
  `${WALKS} walks`,
  async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const violations = await walk(plan)
        if (violations.length > 0) throw new Error(violations.join('\n'))
      }),
      { numRuns: WALKS, seed: SEED },
    )
  },
  Math.max(240_000, WALKS * 24),
)
