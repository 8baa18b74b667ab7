/**
 * Reads the query of an address with a bound on every number, so that no address can ask the server for too much.
 */

interface Bounds {
  readonly min: number
  readonly max: number
  readonly fallback: number
}

/** The whole number `name` of the query, moved into its bounds; `fallback` where there is none. */
export function wholeNumber(url: URL, name: string, { min, max, fallback }: Bounds): number {
  return bounded(url.searchParams.get(name), { min, max, fallback })
}

/** The whole number that `text` spells, moved into its bounds; `fallback` where it spells none. */
export function bounded(text: string | null, { min, max, fallback }: Bounds): number {
  if (text === null || !/^-?\d{1,15}$/.test(text.trim())) return fallback
  return Math.min(max, Math.max(min, Number(text)))
}

/** The text `name` of the query, cut to `maxLength` characters; `''` where there is none. */
export function shortText(url: URL, name: string, maxLength: number): string {
  return (url.searchParams.get(name) ?? '').slice(0, maxLength)
}
