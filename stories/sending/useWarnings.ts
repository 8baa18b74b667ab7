/**
 * What the package says to developers, in the console. A production build has none of it.
 */
import { useEffect, useState } from 'react'

const OURS = 'react-websocket-node: '

/** Whether this page is of a development build, which has warnings. */
export const HAS_WARNINGS = process.env.NODE_ENV !== 'production'

/** The last warning since the component mounted, and how to forget it. The console still shows it. */
export function useLastWarning(): [string, () => void] {
  const [warning, setWarning] = useState('')
  useEffect(() => {
    const native = console.error
    const listen = (...words: unknown[]) => {
      const [first] = words
      if (typeof first === 'string' && first.startsWith(OURS)) setWarning(first.slice(OURS.length))
      native(...words)
    }
    console.error = listen
    return () => {
      if (console.error === listen) console.error = native
    }
  }, [])
  return [warning, () => setWarning('')]
}
