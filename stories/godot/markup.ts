/**
 * Elements as indented JSX.
 */

/** An element, a comment, or a text in it. */
export type Markup =
  | { readonly tag: string; readonly attributes: readonly string[]; readonly children: readonly Markup[] }
  | { readonly comment: string }
  | { readonly text: string }

const WIDTH = 120

/** The lines of an element; `''` is a fragment's tag. */
export function print(markup: Markup, indent: string): string[] {
  if ('comment' in markup) return [`${indent}{/* ${commentText(markup.comment)} */}`]
  if ('text' in markup) return [indent + markup.text]
  const { tag, attributes, children } = markup
  const inner = children.flatMap((child) => print(child, `${indent}  `))
  const end = children.length > 0 ? '>' : ' />'
  const close = children.length > 0 ? [...inner, `${indent}</${tag}>`] : []
  const line = `${indent}<${[tag, ...attributes].join(' ')}${end}`
  if (line.length <= WIDTH && !line.includes('\n')) return [line, ...close]
  const lines = attributes.flatMap((attribute) => attribute.split('\n').map((part) => `${indent}  ${part}`))
  return [`${indent}<${tag}`, ...lines, `${indent}${end.trim()}`, ...close]
}

/** A text that can't end the comment that it stands in. */
export function commentText(text: string): string {
  return text.replaceAll('*/', '* /').replace(/[\p{C}\u2028\u2029\s]+/gu, ' ')
}
