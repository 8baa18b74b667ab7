/**
 * The clipboard, on pages that are secure and on those that are not.
 */

/** Rejects where the browser does not allow it. */
export function copyText(text: string): Promise<void> {
  // Undefined where a page has no https.
  const clipboard = navigator.clipboard as Clipboard | undefined
  return clipboard ? clipboard.writeText(text).catch(() => copyBySelection(text)) : copyBySelection(text)
}

function copyBySelection(text: string): Promise<void> {
  const focused = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  // The only way that there is without https.
  const isCopied = document.execCommand('copy')
  area.remove()
  ;(focused as HTMLElement | null)?.focus()
  return isCopied ? Promise.resolve() : Promise.reject(new Error('Copying was refused.'))
}
