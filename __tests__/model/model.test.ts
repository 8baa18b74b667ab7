/**
 * Random walks through the life of a node: users, peers, clocks, pages and handlers do what they like, in any order, and
 * after each step everything adds up (see `support/model`).
 *
 * Walks are the same each time. For others: `MODEL_SEED=42 MODEL_WALKS=20000 npx jest model/model`. A failing walk is
 * printed as short as it gets, with its seed and path.
 */
import fc from 'fast-check'
import { watchUncaught } from '../support/core/uncaught.js'
import { FIRST_CHOICES, STEPS, type Facts } from '../support/model/commands.js'
import { useTestPage } from '../support/model/page.js'
import { createWorld } from '../support/model/world.js'

const takeUncaught = watchUncaught()
const page = useTestPage()

const SEED = Number(process.env.MODEL_SEED ?? 20_261_122)
const WALKS = Number(process.env.MODEL_WALKS ?? 2000)

test(
  `${WALKS} random walks hold what is promised`,
  async () => {
    let steps = 0
    const walks = fc.commands(STEPS, { maxCommands: 60, size: 'max' })
    await fc.assert(
      fc.asyncProperty(FIRST_CHOICES, walks, async (firstChoice, commands) => {
        page.reset()
        const world = createWorld(firstChoice, page, takeUncaught)
        const facts: Facts = { life: 'ended', connections: 0, questions: 0 }
        try {
          await world.step(() => world.mount())
          await fc.asyncModelRun(() => ({ model: Object.assign(facts, { life: world.life }), real: world }), commands)
          await world.finish()
        } finally {
          world.driver.dispose()
          await Promise.resolve()
          takeUncaught()
        }
        steps += [...commands].length
      }),
      { numRuns: WALKS, seed: SEED },
    )
    process.stdout.write(`${WALKS} walks of ${steps} steps, seed ${SEED}\n`)
  },
  Math.max(90_000, WALKS * 45),
)
