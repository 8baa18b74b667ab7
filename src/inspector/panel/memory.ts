/**
 * Where the panel was: kept by the browser for the next visit, where it has a place for that.
 */

export type Dock = 'bottom' | 'right' | 'floating'

/** Where the panel is, in pixels. */
export interface Place {
  readonly dock: Dock
  /** Of the bottom dock. */
  readonly height: number
  /** Of the right dock. */
  readonly width: number
  /** Floating: the left upper corner, and the size. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

const KEY = 'websocket-inspector'

/** The last place; a first one where nothing, or nonsense, is kept. */
export function recallPlace(dock: Dock): Place {
  const first: Place = { dock, height: 340, width: 440, box: { x: 40, y: 40, width: 760, height: 420 } }
  try {
    const { dock: kept, height, width, box } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Place>
    return {
      dock: kept === 'bottom' || kept === 'right' || kept === 'floating' ? kept : dock,
      height: number(height, first.height),
      width: number(width, first.width),
      box: {
        x: number(box?.x, first.box.x),
        y: number(box?.y, first.box.y),
        width: number(box?.width, first.box.width),
        height: number(box?.height, first.box.height),
      },
    }
  } catch {
    // No storage, or none for this page.
    return first
  }
}

export function rememberPlace(place: Place): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(place))
  } catch {
    // Full, or none for this page.
  }
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}
