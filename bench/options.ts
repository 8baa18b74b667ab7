/**
 * What is asked for on the command line.
 */
import { parseArgs } from 'node:util'

export interface Options {
  /** Scenarios, or variants as `scenario/variant`; all if undefined. */
  readonly only: readonly string[] | undefined
  readonly contestants: readonly string[] | undefined
  readonly repeats: number
  readonly isQuick: boolean
  /** The contestant to profile. */
  readonly profile: string | undefined
  /** The folder for the results; none if undefined. */
  readonly out: string | undefined
}

export const HELP = `npm run bench -- [options]

  --only flood,latency/100   scenarios, or variants of them           (all)
  --contestants ours,bare    files of bench/contestants               (all)
  --repeats 5                rounds                                   (3, quick 1)
  --quick                    less of everything: to see that it works
  --out docs                 where to write benchmark.md, .svg, .json (docs for a whole run, else nowhere)
  --profile ours             where the time of one contestant goes, for what --only names
`

/** @throws Error for an option that there is not, or that makes no sense */
export function parseOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
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
  const repeats = Number(values.repeats ?? (values.quick ? 1 : 3))
  if (!Number.isInteger(repeats) || repeats < 1 || repeats > 100) {
    throw new RangeError(`--repeats is a number of rounds, 1 to 100; got ${values.repeats}`)
  }
  const isWhole = !values.only && !values.contestants && !values.quick
  return {
    only: list(values.only),
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

/** Whether `--only` lets a variant through. */
export function isWanted({ only }: Pick<Options, 'only'>, scenario: string, variant: string): boolean {
  return !only || only.includes(scenario) || only.includes(`${scenario}/${variant}`)
}
