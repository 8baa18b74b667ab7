/**
 * Where the panel was: kept by the browser for the next visit, where it has a place for that.
 */

export type Dock = 'bottom' | 'right' | 'floating'

/** Where the panel is, in pixels: the corner counts where it floats, the height at the bottom, the width on the right. */
export interface Place {
  readonly dock: Dock
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const KEY = 'websocket-inspector'

/** The last place; a first one where nothing, or nonsense, is kept. */
export function recallPlace(dock: Dock): Place {
  const place: Place = { dock, x: 40, y: 40, width: 440, height: 340 }
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '') as Place
    const isPlace = /^(bottom|right|floating)$/.test(kept.dock) && NUMBERS.every((name) => Number.isFinite(kept[name]))
    return isPlace ? kept : place
  } catch {
    // No storage, or none for this page.
    return place
  }
}

const NUMBERS = ['x', 'y', 'width', 'height'] as const

export function rememberPlace(place: Place): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(place))
  } catch {
    // Full, or none for this page.
  }
}
