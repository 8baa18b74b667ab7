/**
 * What is asked for on the command line.
 */
import { parseArgs } from 'node:util'
import type { Page } from './scenario'

export interface Options {
  /** Scenarios, or variants as `scenario/variant`; all if undefined. */
  readonly only: readonly string[] | undefined
  /** The pages of results that it is about; all if undefined. */
  readonly page: Page | undefined
  readonly contestants: readonly string[] | undefined
  readonly repeats: number
  readonly isQuick: boolean
  /** The contestant to profile. */
  readonly profile: string | undefined
  /** The folder for the results; none if undefined. */
  readonly out: string | undefined
}

export const HELP = `npm run bench -- [page] [options]

  benchmark, rows            the scenarios of that page of results    (both)

  --only flood,latency/100   scenarios, or variants of them           (all)
  --contestants ours,bare    files of bench/contestants               (all)
  --repeats 5                rounds                                   (3, quick 1)
  --quick                    less of everything: to see that it works
  --out docs                 where to write the pages and their .json (docs for whole pages, else nowhere)
  --profile ours             where the time of one contestant goes, for what --only names
`

/** @throws Error for an option that there is not, or that makes no sense */
export function parseOptions(args: readonly string[]): Options | 'help' {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    args: [...args],
    options: {
      only: { type: 'string' },
      contestants: { type: 'string' },
      repeats: { type: 'string' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  const [page, ...more] = positionals
  if ((page !== undefined && page !== 'benchmark' && page !== 'rows') || more.length > 0) {
    throw new RangeError(`the pages of results are benchmark and rows; got ${positionals.join(' ')}`)
  }
  const repeats = Number(values.repeats ?? (values.quick ? 1 : 3))
  if (!Number.isInteger(repeats) || repeats < 1 || repeats > 100) {
    throw new RangeError(`--repeats is a number of rounds, 1 to 100; got ${values.repeats}`)
  }
  const isWhole = !values.only && !values.contestants && !values.quick
  return {
    only: list(values.only),
    page,
    contestants: list(values.contestants),
    repeats,
    isQuick: values.quick,
    profile: values.profile,
    out: values.out ?? (isWhole ? 'docs' : undefined),
  }
}

function list(names: string | undefined): string[] | undefined {
  return names
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean)
}

/** Whether the page and `--only` let a variant through. */
export function isWanted(
  { only, page }: Pick<Options, 'only' | 'page'>,
  scenario: { readonly id: string; readonly page?: Page },
  variant: string,
): boolean {
  if (page !== undefined && (scenario.page ?? 'benchmark') !== page) return false
  return !only || only.includes(scenario.id) || only.includes(`${scenario.id}/${variant}`)
}
