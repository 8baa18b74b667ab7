'use client'
/**
 * Moving something by the pointer, or by the arrow keys in steps.
 */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'

/** Pixels a key. */
const STEP = 16
const KEYS: Record<string, readonly [x: number, y: number] | undefined> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
}

/** Handlers for the handle; `onMove` gets pixels to the right and down. */
export function useDrag(onMove: (x: number, y: number) => void) {
  const last = useRef<readonly [x: number, y: number]>(undefined)
  return {
    onPointerDown(event: PointerEvent) {
      last.current = [event.clientX, event.clientY]
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      if (!last.current) return
      const [x, y] = last.current
      last.current = [clientX, clientY]
      onMove(clientX - x, clientY - y)
    },
    onLostPointerCapture() {
      last.current = undefined
    },
    onKeyDown(event: KeyboardEvent) {
      const step = KEYS[event.key]
      if (!step) return
      event.preventDefault()
      onMove(...step)
    },
  }
}
