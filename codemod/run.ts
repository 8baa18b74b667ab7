/**
 * Many files at once: what is shared is shared between files.
 */
import { convert, type Converted } from './convert.js'

export interface FileResult {
  readonly path: string
  /** What the file becomes; the same as before where nothing changes or it failed. */
  readonly code: string
  readonly changed: boolean
  readonly marks: Converted['marks']
  /** Why the file was left untouched. */
  readonly error?: string
}

export interface RunResult {
  readonly files: readonly FileResult[]
  /** Each address that is shared, with the files that share it. */
  readonly shared: readonly { readonly address: string; readonly files: readonly string[] }[]
}

/** Converts files by their paths. A file that fails stays as it is; the others go on. */
export function run(sources: ReadonlyMap<string, string>): RunResult {
  const sharers = new Map<string, string[]>()
  for (const [path, source] of sources) {
    for (const address of attempt(path, source)?.shared ?? []) {
      const files = sharers.get(address) ?? []
      if (!files.includes(path)) files.push(path)
      sharers.set(address, files)
    }
  }
  const files = [...sources].map(([path, source]): FileResult => {
    try {
      const { code, marks } = convert(path, source, (address) => sharers.get(address) ?? [])
      return { path, code, changed: code !== source, marks }
    } catch (error) {
      return {
        path,
        code: source,
        changed: false,
        marks: [],
        error: error instanceof Error ? error.message : String(error),
      }
    }
  })
  return { files, shared: [...sharers].map(([address, paths]) => ({ address, files: paths })) }
}

function attempt(path: string, source: string): Converted | undefined {
  try {
    return convert(path, source)
  } catch {
    // Reported when the file is converted.
    return undefined
  }
}
