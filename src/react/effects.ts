/**
 * The effect in which the latest options and handlers go in: with the commit, before anything can happen.
 */
import { useEffect, useLayoutEffect } from 'react'

/** `useLayoutEffect`, without React 18's warning about it in server rendering, where effects don't run anyway. */
export const useCommitEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect
