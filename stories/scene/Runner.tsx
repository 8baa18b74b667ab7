/**
 * A scene, mounted for real in one commit, with every effect recorded at the moment at which it happens.
 */
import { memo, useEffect, useLayoutEffect, useState, type ReactNode } from 'react'
import { WebSocketNode, WebSocketProvider, type ReadySource, type WebSocketNodeHandle } from '../../src/index.js'
import { mountedHere, type Mounted } from '../../src/react/mounted.js'
import { createReadyRef, type ReadyRef } from '../../src/react/readySources.js'
import type { Routing } from './jsx.js'
import { namedIn, walk, type Item, type Scene } from './model.js'
import type { Recorder } from './record.js'

interface RunnerProps {
  /** From one render to the next only `ready` may differ. */
  scene: Scene
  recorder: Recorder
  /** Where all nodes connect, whatever the scene says. */
  routing: Routing
}

/** What the tree below needs to know of the whole. */
interface Run {
  readonly recorder: Recorder
  readonly routing: Routing
  readonly refs: ReadonlyMap<string, Ref>
  readonly named: ReadonlySet<string>
}

type Ref = { current: ReadySource | null } | ReadyRef<HTMLElement>

/** What is recorded of it does not render it again. */
export const Runner = memo(function Runner({ scene, recorder, routing }: RunnerProps) {
  const [refs] = useState(() => refsOf(scene))
  useLayoutEffect(() => recordMounts(refs, recorder), [refs, recorder])
  const run: Run = { recorder, routing, refs, named: namedIn(scene) }
  return scene.map((item) => <Mount key={item.id} item={item} run={run} />)
})

function refsOf(scene: Scene): Run['refs'] {
  const refOf = ({ kind }: Item): Ref => (kind === 'element' ? createReadyRef<HTMLElement>() : { current: null })
  return new Map(walk(scene).map(({ item }) => [item.id, refOf(item)]))
}

/** Nodes and providers say themselves when their effects run; the layout effect of what is above all of them comes before. */
function recordMounts(refs: Run['refs'], recorder: Recorder): () => void {
  const { listeners } = mountedHere()
  const listener = ({ current }: Mounted, isThere: boolean) => {
    const source = 'provider' in current ? current.provider : current.driver.node
    for (const [id, ref] of refs) if (ref.current === source) recorder.add(id, isThere ? 'mounted' : 'unmounted')
  }
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function Mount({ item, run }: { item: Item; run: Run }): ReactNode {
  const below = item.children.map((child) => <Mount key={child.id} item={child} run={run} />)
  if (item.kind === 'element') return <Element item={item} run={run} below={below} />
  if (item.kind === 'provider') return <Provider item={item} run={run} below={below} />
  return <Node item={item} run={run} below={below} />
}

interface PartProps {
  item: Item
  run: Run
  below: ReactNode
}

function Element({ item: { id }, run: { recorder, refs }, below }: PartProps) {
  const [attach] = useState(() => (element: HTMLElement | null) => {
    const ref = refs.get(id) as ReadyRef<HTMLElement>
    recorder.add(id, element ? 'mounted' : 'unmounted')
    ref.current = element
    if (element) recorder.add(id, 'ready')
  })
  return <div ref={attach}>{below}</div>
}

function Provider({ item, run, below }: PartProps) {
  const ref = run.refs.get(item.id) as { current: ReadySource | null }
  useRecordedReadiness(item, run)
  return (
    <WebSocketProvider ref={ref} ready={item.ready}>
      {below}
    </WebSocketProvider>
  )
}

function Node({ item, run: { recorder, routing, refs, named }, below }: PartProps) {
  const { id, name, mode, reference, ready } = item
  const ref = refs.get(id) as { current: WebSocketNodeHandle | null }
  useRecordedReadiness(item, { recorder, refs })
  useLayoutEffect(() => {
    const node = ref.current!
    let last = node.state.status
    return node.subscribe(() => {
      const { status } = node.state
      if (status !== last) recorder.add(id, status)
      last = status
    })
  }, [ref, recorder, id])
  return (
    <WebSocketNode
      ref={ref}
      {...routing}
      {...(named.has(id) && { name })}
      ready={ready}
      autoconnectMode={mode}
      autoconnectReference={(reference !== null && refs.get(reference)) || null}
    >
      {below}
    </WebSocketNode>
  )
}

/** Subscribes before any effect of this commit has run, so that it hears of the change before those that wait for it. */
function useRecordedReadiness({ id, ready }: Item, { recorder, refs }: Pick<Run, 'recorder' | 'refs'>): void {
  useLayoutEffect(
    () => (refs.get(id)!.current as ReadySource).onReady(() => recorder.add(id, 'ready')),
    [refs, recorder, id],
  )
  useEffect(() => {
    if (!ready) recorder.add(id, 'held back')
  }, [ready, recorder, id])
}
