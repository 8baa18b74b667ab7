/**
 * How React tests render: under StrictMode and without, with counts, and with errors caught.
 */
import { configure } from '@testing-library/react'
import { Component, Profiler, type ReactNode } from 'react'

/** Defines the same tests twice: with everything rendered under StrictMode, and without. */
export function describeInBothModes(title: string, define: (isStrict: boolean) => void): void {
  describe.each([
    ['under StrictMode', true],
    ['without StrictMode', false],
  ])(`${title}, %s`, (_mode, isStrict) => {
    beforeEach(() => configure({ reactStrictMode: isStrict }))
    afterEach(() => configure({ reactStrictMode: false }))
    define(isStrict)
  })
}

/** Counts commits that had something to render below it, whether StrictMode renders twice or not. */
export function createCounter(): { readonly commits: number; Counted: (props: { children: ReactNode }) => ReactNode } {
  let commits = 0
  return {
    get commits() {
      return commits
    },
    Counted: ({ children }) => (
      <Profiler id="counted" onRender={() => void commits++}>
        {children}
      </Profiler>
    ),
  }
}

/** Shows the message of an error that was thrown while rendering. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {}

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    return error === undefined ? this.props.children : <output>{String(error)}</output>
  }
}
