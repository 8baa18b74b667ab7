'use client'
/**
 * Where the panel is and how large, as far as the window allows.
 */
import { useEffect, useState, type CSSProperties } from 'react'
import { recallPlace, rememberPlace, type Dock, type Place } from './memory.js'

export interface PlaceControl {
  readonly dock: Dock
  readonly style: CSSProperties
  setDock(dock: Dock): void
  /** Moves the edge that can be moved, by pixels to the right and down. */
  resize(x: number, y: number): void
  /** Moves it, where it floats. */
  move(x: number, y: number): void
}

export function usePlace(first: Dock): PlaceControl {
  const [place, setPlace] = useState(() => recallPlace(first))
  useEffect(() => rememberPlace(place), [place])
  const change = (by: (now: Place) => Partial<Place>) => setPlace((now) => ({ ...now, ...by(now) }))
  return {
    dock: place.dock,
    style: styleOf(place),
    setDock: (dock) => change(() => ({ dock })),
    resize: (x, y) =>
      change(({ dock, width, height }) => ({
        // The right dock's edge is its left one, the bottom dock's its upper one.
        width: within(dock === 'right' ? width - x : width + x, 160, innerWidth),
        height: within(dock === 'bottom' ? height - y : height + y, 160, innerHeight),
      })),
    move: (x, y) =>
      change((now) => ({ x: within(now.x + x, 0, innerWidth - 60), y: within(now.y + y, 0, innerHeight - 40) })),
  }
}

function styleOf({ dock, x, y, width, height }: Place): CSSProperties {
  if (dock === 'bottom') return { height }
  if (dock === 'right') return { width }
  // The window may be smaller than it was.
  // The tree stands beside the view, and not above it as on the right.
  const left = within(x, 0, innerWidth - 60)
  return { left, top: within(y, 0, innerHeight - 40), width: width + 300, height }
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}
