/**
 * The code that "Show code" shows: of the package, and complete, from `stories/code`.
 */
const files = import.meta.glob<string>('../stories/code/*.tsx', { query: '?raw', import: 'default', eager: true })

/** @param title of a page */
export function codeOf(title: string): string {
  const name = title.toLowerCase().replaceAll(' ', '-')
  const code = files[`../stories/code/${name}.tsx`]
  if (code === undefined) throw new Error(`stories/code/${name}.tsx is missing: what “Show code” shows of “${title}”`)
  return code.trim()
}
