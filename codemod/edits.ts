/**
 * Changes of a text by position. What no edit covers keeps its bytes, which no printer of a syntax tree promises.
 */
export interface Range {
  readonly start: number
  readonly end: number
}

export interface Edit extends Range {
  readonly text: string
}

const isInside = (inner: Range, outer: Range) => inner.start >= outer.start && inner.end <= outer.end

/** The text of a range with all edits inside of it made. An edit that encloses others replaces them. */
export function render(
  source: string,
  edits: readonly Edit[],
  range: Range = { start: 0, end: source.length },
): string {
  const inside = edits
    .map((edit, order) => ({ ...edit, order }))
    .filter((edit) => isInside(edit, range))
    .sort((a, b) => a.start - b.start || Number(a.end > a.start) - Number(b.end > b.start) || a.order - b.order)
  const kept = inside.filter(
    (edit) =>
      !inside.some(
        (other) =>
          other !== edit &&
          other.end > other.start &&
          isInside(edit, other) &&
          // An insertion at the edge of a replacement stays; of two equal ranges the later edit counts.
          (edit.end > edit.start
            ? other.end - other.start > edit.end - edit.start || other.order > edit.order
            : edit.start > other.start && edit.start < other.end),
      ),
  )
  let text = ''
  let at = range.start
  for (const edit of kept) {
    if (edit.start < at) throw new Error(`two edits overlap at ${edit.start}`)
    text += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + source.slice(at, range.end)
}
