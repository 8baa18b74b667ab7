/**
 * Components that all show one count, each slow to render; what they show at each commit is taken down.
 */
import { memo, useDeferredValue, useLayoutEffect, useState, useTransition, type TransitionStartFunction } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { Contestant } from './contestants'

/** Longer than React renders before it lets the browser go on, so that a render in slices has one for each component. */
const RENDER_MS = 6
const COUNTERS = 6
/** So many frames without a render or commit, and nothing more comes. */
const QUIET_FRAMES = 3

type Mode = 'none' | 'plain' | 'deferred'

export interface Scene {
  /** What was shown at each commit: the counts of all components, the main one first. */
  readonly commits: readonly (readonly string[])[]
  /** The number of the next component that renders calls it, once. */
  onRenderOf(component: number, listener: () => void): void
  show(mode: Mode): void
  startTransition: TransitionStartFunction
  /** Resolves when nothing renders any more. */
  quiet(): Promise<void>
  unmount(): void
}

export async function createScene({ useCount, Root }: Contestant): Promise<Scene> {
  const place = document.body.appendChild(document.createElement('div'))
  const commits: string[][] = []
  let activity = 0
  let awaited: { readonly component: number; listener(): void } | undefined
  let hands: { setMode(mode: Mode): void; startTransition: TransitionStartFunction } | undefined

  /** In each component, since a commit may be of any of them. */
  function useRecord(): void {
    useLayoutEffect(() => {
      activity += 1
      commits.push([...place.querySelectorAll('b')].map(({ textContent }) => textContent))
    })
  }

  function work(component: number): void {
    activity += 1
    const end = performance.now() + RENDER_MS
    while (performance.now() < end);
    if (awaited?.component !== component) return
    const { listener } = awaited
    awaited = undefined
    listener()
  }

  const Plain = memo(function Plain({ index }: { index: number }) {
    const count = useCount()
    work(index)
    useRecord()
    return <b>{count}</b>
  })

  const Deferred = memo(function Deferred({ index }: { index: number }) {
    const count = useDeferredValue(useCount())
    work(index)
    useRecord()
    return <b>{count}</b>
  })

  function Main() {
    const count = useCount()
    const deferred = useDeferredValue(count)
    const [mode, setMode] = useState<Mode>('none')
    const [, startTransition] = useTransition()
    useLayoutEffect(() => {
      hands = { setMode, startTransition }
    })
    useRecord()
    const Counter = mode === 'plain' ? Plain : Deferred
    return (
      <>
        <b>{mode === 'deferred' ? deferred : count}</b>
        {mode !== 'none' && Array.from({ length: COUNTERS }, (_, index) => <Counter key={index} index={index} />)}
      </>
    )
  }

  async function quiet(): Promise<void> {
    for (let frames = 0; frames < QUIET_FRAMES; frames += 1) {
      const before = activity
      await new Promise(requestAnimationFrame)
      if (activity !== before) frames = -1
    }
  }

  const root = createRoot(place)
  flushSync(() =>
    root.render(
      <Root>
        <Main />
      </Root>,
    ),
  )
  await quiet()
  return {
    commits,
    onRenderOf: (component, listener) => (awaited = { component, listener }),
    show: (mode) => hands!.setMode(mode),
    startTransition: (action) => hands!.startTransition(action),
    quiet,
    unmount() {
      root.unmount()
      place.remove()
    },
  }
}
