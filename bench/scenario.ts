/**
 * What a scenario is: one file in `scenarios/`. Its metadata are read where the benchmark runs, `start` in the page.
 */
import type { Contestant } from './contestant'

/** What a measurement found, by name. */
export type Figures = Record<string, number>

/** One measurement that has been set up. Main-thread time counts while `finish` runs. */
export interface Started {
  finish(): Promise<Figures>
}

/** Pages of results in docs/. */
export const PAGES = ['benchmark', 'rows', 'inspector', 'nodes'] as const

export type Page = (typeof PAGES)[number]

export interface Variant<Params> {
  readonly id: string
  readonly title: string
  readonly params: Params
  /** Instead of `params`, where there is little time. */
  readonly quick: Params
  /** How often it is measured at least, for what differs little; not in a quick run. */
  readonly leastRounds?: number
  /** How often it is measured at most, for what takes long. */
  readonly mostRounds?: number
}

/** A column of the table. */
export interface Column {
  /** The figure; `cpu` is the main thread's time in milliseconds. */
  readonly figure: string
  readonly title: string
  readonly digits: number
}

export interface Scenario<Params> {
  readonly id: string
  readonly title: string
  /** The page of results that tells it; `benchmark` unless said. */
  readonly page?: Page
  /** A key is pressed each so many milliseconds while it is measured; none if undefined. */
  readonly keyEvery?: number
  /** What is measured, in a sentence or two for the page of results. */
  readonly about: string
  /** Which React the page has; production unless said. */
  readonly mode?: 'development'
  /** The figure whose ratio to the floor's is told, if any. */
  readonly compared?: string
  /** The contestant that others are compared with; `bare` unless said. */
  readonly floor?: string
  readonly columns: readonly Column[]
  readonly variants: readonly Variant<Params>[]
  /** Whether a contestant takes part in a variant. */
  supports(contestant: Contestant, params: Params): boolean
  /** A small run before the measured one, so that code is compiled; none if undefined. */
  warmUp?(params: Params): Params
  /** Sets one measurement up, in the page. */
  start(contestant: Contestant, params: Params, origin: string): Promise<Started>
  /** Adds what follows from the figures and the main thread's time. */
  derive?(figures: Figures, params: Params): Figures
}

/** A scenario, whatever its parameters. */
export type AnyScenario = Scenario<unknown>
