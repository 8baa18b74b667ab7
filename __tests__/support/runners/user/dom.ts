/**
 * Rendering as users' tests do it where there is a document: by Testing Library.
 */
import { act, render } from '@testing-library/react'
import type { Runner } from './tools.js'

export const inDom: Pick<Runner, 'mount' | 'act' | 'actNow'> = {
  mount(element) {
    const { container, unmount } = render(element)
    return { text: () => container.textContent, unmount }
  },
  act: (body) => act(async () => void (await body())),
  actNow: (body) => act(body),
}
