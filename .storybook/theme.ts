/**
 * Light, dark, or as the system has it: chosen in the toolbar, kept on the document for the stylesheet.
 */
import { useEffect, useSyncExternalStore } from 'react'

/** The values of the toolbar. */
export type ThemeChoice = 'system' | 'light' | 'dark'

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)')

/** Reads the toolbar's value, and takes anything else for `'system'`. */
export function themeChoice(value: unknown): ThemeChoice {
  return value === 'light' || value === 'dark' ? value : 'system'
}

/** Puts the choice on the document. */
export function useDocumentTheme(choice: ThemeChoice): void {
  useEffect(() => {
    document.documentElement.dataset['theme'] = choice
  }, [choice])
}

/** Whether the choice comes out dark, now. */
export function useIsDark(choice: ThemeChoice): boolean {
  const systemIsDark = useSyncExternalStore(
    (listener) => {
      darkQuery.addEventListener('change', listener)
      return () => darkQuery.removeEventListener('change', listener)
    },
    () => darkQuery.matches,
  )
  return choice === 'system' ? systemIsDark : choice === 'dark'
}
