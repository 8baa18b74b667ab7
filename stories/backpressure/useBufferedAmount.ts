/**
 * What waits in a node for the wire, over the time of an upload. No signal tells of it, so it is read once a frame.
 */
import { useEffect, useState } from 'react'
import type { AnyFormat, WebSocketNodeHandle } from '../../src/index.js'
import type { CurvePoint } from '../ui/Curve.js'

/** More cannot be seen; with twice as many every other one is dropped. */
const MAX_POINTS = 400
/** A curve that stays where it is needs no more points than that. */
const STILL_MS = 100

/** The bytes, from the beginning of the present upload or the last one. */
export function useBufferedAmount(node: WebSocketNodeHandle<AnyFormat>, isUploading: boolean): readonly CurvePoint[] {
  const [points, setPoints] = useState<readonly CurvePoint[]>([])
  useEffect(() => {
    if (!isUploading) return
    const start = performance.now()
    let isFirst = true
    const look = () => {
      const point = { at: performance.now() - start, value: node.bufferedAmount }
      setPoints(isFirst ? [point] : (before) => add(before, point))
      isFirst = false
    }
    let frame = 0
    const follow = () => {
      look()
      frame = requestAnimationFrame(follow)
    }
    follow()
    return () => {
      cancelAnimationFrame(frame)
      look()
    }
  }, [node, isUploading])
  return points
}

function add(points: readonly CurvePoint[], point: CurvePoint): readonly CurvePoint[] {
  const [last, beforeLast] = [points.at(-1), points.at(-2)]
  const isStill = last?.value === point.value && beforeLast?.value === point.value
  if (isStill && point.at - (beforeLast?.at ?? 0) < STILL_MS) return [...points.slice(0, -1), point]
  const all = [...points, point]
  return all.length > 2 * MAX_POINTS ? all.filter((_, index) => index % 2 === 0) : all
}
