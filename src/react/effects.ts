'use client'
/**
 * The effects by which what was rendered goes into the nodes: with the commit, before anything can happen.
 */
import { useEffect, useInsertionEffect, useLayoutEffect } from 'react'
import type { Readiness } from '../core/life/readiness.js'

/** `useLayoutEffect`, without React 18's warning about it in server rendering, where effects don't run anyway. */
export const useCommitEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

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
