/**
 * Who is measured when: contestants take turns, in another order each round, so that nobody always comes first, and what
 * slows the machine for a while slows all of them.
 */
import type { BenchBrowser } from './browser'
import { scriptName } from './build'
import { measure } from './measure'
import { isWanted, type Options } from './options'
import type { Description } from './page/expose'
import { rowOf, type Sample, type ScenarioResult, type VariantResult } from './results'
import type { AnyScenario, Variant } from './scenario'
import { SCENARIOS } from './scenarios'

/** A contestant by the name of its file. */
export interface Entrant {
  readonly name: string
  readonly description: Description
}

interface Plan {
  readonly browser: BenchBrowser
  readonly origin: string
  readonly entrants: readonly Entrant[]
  readonly options: Options
  /** Hears how far it is. */
  readonly log: (line: string) => void
}

/** Libraries are far from the floor, slow, and known well enough by every third round. */
const ROUNDS_A_LIBRARY_SKIPS = 3

/** What the floor is called, where a scenario says nothing else. */
const FLOOR = 'bare'

/** Measures all that is wanted. */
export async function runScenarios(plan: Plan): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = []
  for (const scenario of SCENARIOS) {
    const variants: VariantResult[] = []
    for (const variant of scenario.variants.filter(({ id }) => isWanted(plan.options, scenario, id))) {
      variants.push(await runVariant(plan, scenario, variant))
    }
    const { id, title, about, columns, page = 'benchmark' } = scenario
    if (variants.length > 0) results.push({ id, title, about, page, columns, variants })
  }
  return results
}

async function runVariant(plan: Plan, scenario: AnyScenario, variant: Variant<unknown>): Promise<VariantResult> {
  const { browser, origin, entrants, options, log } = plan
  const path = `${scenario.id}/${variant.id}`
  const all = entrants.filter(({ description }) => description.variants.includes(path))
  const params = options.isQuick ? variant.quick : variant.params
  const samples: Sample[] = []
  const least = options.isQuick ? 0 : (variant.leastRounds ?? 0)
  const rounds = Math.min(Math.max(options.repeats, least), variant.mostRounds ?? Infinity)
  for (let round = 0; round < rounds; round += 1) {
    const now = rotated(all, round).filter(
      ({ description: { kind, isSlow } }) => (kind !== 'library' && !isSlow) || round % ROUNDS_A_LIBRARY_SKIPS === 0,
    )
    for (const { name } of now) {
      const url = `${origin}/page/${scriptName(name, scenario.mode ?? 'production')}`
      const begun = performance.now()
      try {
        samples.push({ contestant: name, round, figures: await measure(browser, { url, scenario, params }) })
      } catch (error) {
        samples.push({ contestant: name, round, error: String(error) })
        log(`${name} failed: ${String(error)}`)
      }
      log(`${path} round ${round + 1}: ${name}, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    }
  }
  const rows = all.map(({ name, description: { label, kind } }) =>
    rowOf({ contestant: name, label, kind }, samples, scenario.floor ?? FLOOR, scenario.compared),
  )
  return { id: variant.id, title: variant.title, rows }
}

/** The same, begun `by` places later. */
export function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const start = items.length === 0 ? 0 : by % items.length
  return [...items.slice(start), ...items.slice(0, start)]
}
