/**
 * A file that somebody has chosen or dropped, as the action that opens it.
 */
import type { Action } from './document.js'

/** A scene file is UTF-8; its text keeps a byte order mark, so that it goes back as it came. */
export function openBytes(name: string, bytes: ArrayBuffer): Action {
  try {
    return { type: 'open', name, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { type: 'refuse', reason: `${name} can’t be read: it is no text in UTF-8.` }
  }
}

export async function openFile(file: File): Promise<Action> {
  try {
    return openBytes(file.name, await file.arrayBuffer())
  } catch {
    return { type: 'refuse', reason: `${file.name} can’t be read: the browser does not hand it over.` }
  }
}
