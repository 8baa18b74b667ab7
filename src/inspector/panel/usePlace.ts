'use client'
/**
 * Where the panel is and how large, as far as the window allows.
 */
import { useEffect, useState, type CSSProperties } from 'react'
import { recallPlace, rememberPlace, type Dock, type Place } from './memory.js'

/** Pixels below which nothing can be read. */
const SMALLEST = 160

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
  const { dock, box } = place
  return {
    dock,
    style: styleOf(place),
    setDock: (to) => setPlace((now) => ({ ...now, dock: to })),
    resize: (x, y) => setPlace((now) => resized(now, x, y)),
    move: (x, y) =>
      setPlace((now) => ({
        ...now,
        box: { ...box, x: within(now.box.x + x, 0, innerWidth - 60), y: within(now.box.y + y, 0, innerHeight - 40) },
      })),
  }
}

function resized(place: Place, x: number, y: number): Place {
  if (place.dock === 'bottom') return { ...place, height: within(place.height - y, SMALLEST, innerHeight) }
  if (place.dock === 'right') return { ...place, width: within(place.width - x, SMALLEST, innerWidth) }
  const { box } = place
  const [width, height] = [within(box.width + x, SMALLEST, innerWidth), within(box.height + y, SMALLEST, innerHeight)]
  return { ...place, box: { ...box, width, height } }
}

function styleOf({ dock, height, width, box }: Place): CSSProperties {
  if (dock === 'bottom') return { height }
  if (dock === 'right') return { width }
  // The window may be smaller than it was.
  const left = `min(${box.x}px, 100vw - 60px)`
  return {
    left: `max(0px, ${left})`,
    top: `max(0px, min(${box.y}px, 100vh - 40px))`,
    width: box.width,
    height: box.height,
  }
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}
