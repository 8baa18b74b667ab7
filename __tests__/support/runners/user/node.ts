/**
 * Rendering where there is no document.
 */
import { act } from 'react'
import { create, type ReactTestRenderer } from 'react-test-renderer'
import type { Runner } from './tools.js'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

export const inNode: Pick<Runner, 'mount' | 'act' | 'actNow'> = {
  mount(element) {
    let root: ReactTestRenderer | undefined
    void act(() => {
      root = create(element)
    })
    return {
      text: () => (root?.toJSON() as { children: string[] } | null)?.children.join('') ?? '',
      unmount: () => void act(() => root?.unmount()),
    }
  },
  act: (body) => act(async () => void (await body())),
  actNow: (body) => act(body),
}
