/**
 * What the page of a contestant offers to the benchmark.
 */
import type { Contestant } from '../contestant'
import type { Figures, Started } from '../scenario'
import { SCENARIOS } from '../scenarios'

/** What a contestant says of itself. */
export interface Description extends Pick<Contestant, 'label' | 'kind' | 'library' | 'imports' | 'isSlow'> {
  /** The variants that it takes part in, as `scenario/variant`. */
  readonly variants: readonly string[]
}

/** The global `bench` of the page. */
export interface PageBench {
  describe(): Description
  /** Sets a measurement up. */
  start(scenario: string, params: unknown): Promise<void>
  /** Carries it out. */
  finish(): Promise<Figures>
}

/** Offers it. */
export function expose(contestant: Contestant): void {
  let started: Started | undefined
  const bench: PageBench = {
    describe() {
      const { label, kind, library, imports, isSlow } = contestant
      const variants = SCENARIOS.flatMap((scenario) =>
        scenario.variants
          .filter(({ params }) => scenario.supports(contestant, params))
          .map((variant) => `${scenario.id}/${variant.id}`),
      )
      return { label, kind, library, imports, isSlow, variants }
    },
    async start(id, params) {
      const scenario = SCENARIOS.find((one) => one.id === id)
      if (!scenario) throw new Error(`there is no scenario ${id}`)
      const origin = `ws://${location.host}`
      started = await scenario.start(contestant, params, origin)
    },
    async finish() {
      if (!started) throw new Error('nothing is set up')
      return started.finish()
    },
  }
  Object.assign(globalThis, { bench })
}
