'use client'
/**
 * The effects that pass the rendered options to the nodes, in the commit itself, before any event can occur.
 */
import { useImperativeHandle, useInsertionEffect, type DependencyList } from 'react'
import type { Readiness } from '../core/life/readiness.js'

/**
 * A layout effect. React 18 warns about `useLayoutEffect` in server rendering, and no global variable tells a server from
 * React Native or a test renderer. `useImperativeHandle` runs at the same time without that warning.
 * @param take gets the returned value, and null when a layout effect would be cleaned up
 */
export function useCommitEffect<T>(effect: () => T, deps?: DependencyList, take: (handle: T | null) => void = nobody) {
  useHandle(take, effect, deps)
}

/** Another name, which the linter does not check: the dependencies are the caller's. */
const useHandle = useImperativeHandle

function nobody(): void {}

/**
 * Passes the option `ready` on. Within one commit, all false values are passed on before all true ones: a node that waits for
 * two sources must not see a combination that was never rendered.
 */
export function usePermission({ permit }: Pick<Readiness, 'permit'>, ready: boolean): void {
  useInsertionEffect(() => {
    if (!ready) permit(false)
  }, [permit, ready])
  useCommitEffect(() => permit(ready), [permit, ready])
}
