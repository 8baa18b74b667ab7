/**
 * A unified diff of two texts, as `patch` and `git apply` read it.
 */

interface Line {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

const CONTEXT = 3

export function diff(path: string, before: string, after: string): string {
  const lines = compare(before.split('\n'), after.split('\n'))
  const hunks: string[] = []
  let index = 0
  while (index < lines.length) {
    const first = lines.findIndex(({ sign }, at) => at >= index && sign !== ' ')
    if (first < 0) break
    let end = first + 1
    let same = 0
    for (; end < lines.length && same <= 2 * CONTEXT; end++) same = lines[end]!.sign === ' ' ? same + 1 : 0
    const from = Math.max(index, first - CONTEXT)
    const to = Math.min(lines.length, same > 2 * CONTEXT ? end - same + CONTEXT : end - Math.max(0, same - CONTEXT))
    hunks.push(hunk(lines, from, to))
    index = to
  }
  return `--- a/${path}\n+++ b/${path}\n${hunks.join('')}`
}

function hunk(lines: readonly Line[], from: number, to: number): string {
  const part = lines.slice(from, to)
  const count = (some: readonly Line[], skip: Line['sign']) => some.filter(({ sign }) => sign !== skip).length
  const ahead = lines.slice(0, from)
  const head = `@@ -${count(ahead, '+') + 1},${count(part, '+')} +${count(ahead, '-') + 1},${count(part, '-')} @@\n`
  return head + part.map(({ sign, text }) => `${sign}${text}\n`).join('')
}

/** The longest common subsequence, between the lines with which both begin and end. */
function compare(a: readonly string[], b: readonly string[]): Line[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  const width = right.length + 1
  const length = new Uint32Array((left.length + 1) * width)
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      length[i * width + j] =
        left[i] === right[j]
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!)
  const same = (text: string): Line => ({ sign: ' ', text })
  const lines: Line[] = a.slice(0, start).map(same)
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      lines.push(same(left[i]!))
      i++
      j++
    } else if (j >= right.length || (i < left.length && length[(i + 1) * width + j]! >= length[i * width + j + 1]!))
      lines.push({ sign: '-', text: left[i++]! })
    else lines.push({ sign: '+', text: right[j++]! })
  }
  return [...lines, ...a.slice(a.length - end).map(same)]
}
