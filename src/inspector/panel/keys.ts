/**
 * What keys mean in the panel.
 */

/** Where a key leads in a list; undefined where it is none that moves. */
export function moved(key: string, index: number, count: number, page = 10): number | undefined {
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(index + 1, last)
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(index - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'PageDown':
      return Math.min(index + page, last)
    case 'PageUp':
      return Math.max(index - page, 0)
    default:
      return undefined
  }
}

/** Whether this is the shortcut, as `'Alt+Shift+W'` writes it. A letter means its key, whatever Alt makes of it. */
export function isShortcut(event: KeyboardEvent, shortcut: string): boolean {
  const parts = shortcut.toLowerCase().split('+')
  const key = parts.pop() ?? ''
  // A browser that fills a field in sends events of keys without a key.
  const [name, code] = [event.key, event.code].map((word: string | undefined) => word?.toLowerCase())
  const isKey = name === key || code === `key${key}`
  return (
    isKey &&
    event.altKey === parts.includes('alt') &&
    event.shiftKey === parts.includes('shift') &&
    event.ctrlKey === (parts.includes('ctrl') || parts.includes('control')) &&
    event.metaKey === parts.includes('meta')
  )
}
