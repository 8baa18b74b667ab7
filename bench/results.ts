/**
 * What a run found, as it is written to benchmark.json and told by everything in `report/`.
 */
import type { Contestant } from './contestant'
import { median, spread } from './report/statistics'
import type { Column, Figures, Page } from './scenario'

/** What one contestant did in one variant. */
export interface Row {
  readonly contestant: string
  readonly label: string
  readonly kind: Contestant['kind']
  readonly rounds: number
  /** Medians. */
  readonly figures: Figures
  /** The median of the ratios to the floor of the same round. */
  readonly ratio?: number
  /** Half of the range of these ratios, as a share of their median. */
  readonly spread?: number
  /** Why there are no figures. */
  readonly error?: string
}

export interface VariantResult {
  readonly id: string
  readonly title: string
  readonly rows: readonly Row[]
}

export interface ScenarioResult {
  readonly id: string
  readonly title: string
  readonly about: string
  /** `benchmark` unless said. */
  readonly page?: Page
  readonly columns: readonly Column[]
  readonly variants: readonly VariantResult[]
}

export interface Size {
  readonly label: string
  readonly kind: Contestant['kind']
  /** Those pages of results on which its contestant is. */
  readonly pages: readonly Page[]
  readonly minified: number
  readonly gzip: number
}

export interface Results {
  readonly date: string
  /** What was asked for on the command line. */
  readonly args: readonly string[]
  readonly isQuick: boolean
  /** How long it took. */
  readonly seconds: number
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memory: string; readonly system: string }
  /** Of the browser, Node, React and the libraries. */
  readonly versions: Readonly<Record<string, string>>
  readonly scenarios: readonly ScenarioResult[]
  readonly sizes: readonly Size[]
}

/** One measurement. */
export interface Sample {
  readonly contestant: string
  readonly round: number
  readonly figures?: Figures
  readonly error?: string
}

type Named = Pick<Row, 'contestant' | 'label' | 'kind'>

/** Makes a contestant's row of its samples; `compared` is the figure whose ratio to the floor is told. */
export function rowOf(named: Named, samples: readonly Sample[], floor: string, compared: string | undefined): Row {
  const mine = samples.filter(({ contestant, figures }) => contestant === named.contestant && figures)
  const error = samples.find((sample) => sample.contestant === named.contestant && sample.error)?.error
  const names = new Set(mine.flatMap(({ figures }) => Object.keys(figures ?? {})))
  const figures = Object.fromEntries(
    [...names].map((name) => [name, rounded(median(mine.flatMap((sample) => sample.figures?.[name] ?? [])))]),
  )
  const row: Row = { ...named, rounds: mine.length, figures, ...(error === undefined ? {} : { error }) }
  const ratios = compared === undefined ? [] : ratiosOf(mine, samples, floor, compared)
  return ratios.length === 0 ? row : { ...row, ratio: rounded(median(ratios)), spread: rounded(spread(ratios)) }
}

/** Six digits are more than any measurement has. */
function rounded(value: number): number {
  return Number(value.toPrecision(6))
}

function ratiosOf(mine: readonly Sample[], all: readonly Sample[], floor: string, compared: string): number[] {
  return mine.flatMap(({ round, figures }) => {
    const base = all.find((sample) => sample.contestant === floor && sample.round === round)?.figures?.[compared]
    const value = figures?.[compared]
    return base === undefined || value === undefined ? [] : [value / base]
  })
}

/** What of the results belongs on a page. */
export function onPage(results: Results, page: Page): Results {
  return {
    ...results,
    scenarios: results.scenarios.filter((scenario) => (scenario.page ?? 'benchmark') === page),
    sizes: results.sizes.filter(({ pages }) => pages.includes(page)),
  }
}

/** The row of a contestant, where there is one with figures. */
export function findRow(results: Results, path: string, contestant: string): Row | undefined {
  const [scenario, variant] = path.split('/')
  return results.scenarios
    .find(({ id }) => id === scenario)
    ?.variants.find(({ id }) => id === variant)
    ?.rows.find((row) => row.contestant === contestant && row.rounds > 0)
}
