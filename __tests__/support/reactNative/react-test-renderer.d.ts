/** As much of it as the tests use; it has no types of its own. */
declare module 'react-test-renderer' {
  import type { ReactNode } from 'react'

  export interface ReactTestRenderer {
    update(element: ReactNode): void
    unmount(): void
    toJSON(): unknown
  }
  export function create(element: ReactNode): ReactTestRenderer
}
