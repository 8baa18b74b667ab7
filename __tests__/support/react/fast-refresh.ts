/**
 * Fast Refresh, as bundlers drive it: through the hook that React offers to developer tools, which has to be there
 * before React DOM is. A test imports this file first.
 */
import { act } from 'react'

interface Family {
  current: unknown
}

interface Renderer {
  scheduleRefresh(root: unknown, update: { staleFamilies: Set<Family>; updatedFamilies: Set<Family> }): void
  setRefreshHandler(handler: (type: object) => Family | undefined): void
}

const renderers: Renderer[] = []
const roots = new Set<unknown>()
const families = new WeakMap<object, Family>()

Object.assign(globalThis, {
  __REACT_DEVTOOLS_GLOBAL_HOOK__: {
    supportsFiber: true,
    isDisabled: false,
    inject: (renderer: Renderer) => renderers.push(renderer),
    onCommitFiberRoot: (_id: number, root: unknown) => void roots.add(root),
    onCommitFiberUnmount() {},
    onPostCommitFiberRoot() {},
    onScheduleFiberRoot() {},
    setStrictMode() {},
    checkDCE() {},
  },
})

/** The file of a component was edited. With other hooks than before React mounts it anew, else its effects run again. */
export function edit(before: object, after: object, { hasOtherHooks = false } = {}): void {
  if (renderers.length === 0) throw new Error('import fast-refresh before anything that imports React DOM')
  const family = families.get(before) ?? { current: before }
  family.current = after
  families.set(before, family)
  families.set(after, family)
  act(() => {
    for (const renderer of renderers) {
      renderer.setRefreshHandler((type) => families.get(type))
      for (const root of roots) {
        renderer.scheduleRefresh(root, {
          staleFamilies: new Set(hasOtherHooks ? [family] : []),
          updatedFamilies: new Set(hasOtherHooks ? [] : [family]),
        })
      }
    }
  })
}
