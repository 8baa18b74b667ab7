/**
 * Runs in the page: the kit with a React tree, one place for every autoconnect mode. What is mounted is found by name.
 */
import { Activity, StrictMode, useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import {
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type AutoconnectMode,
  type ReactWebSocketNodeOptions,
  type WebSocketNodeHandle,
} from '../../../../src/index'
import { SignalLog } from '../../signal-log'
import { wire } from '../../watch'

export * from './kit'

/** What is mounted. */
export interface Scene {
  mode: AutoconnectMode
  /** Whether there is what the mode waits for. */
  hasTarget: boolean
  /** Whether that is ready. Default true. */
  isReady?: boolean
  isStrict?: boolean
  /** Whether an `<Activity>` hides it. Default false. */
  isHidden?: boolean
  /** How many nodes stand there. Default 1. */
  count?: number
  options: Pick<ReactWebSocketNodeOptions<typeof wire>, 'host' | 'route' | 'connectionTimeout' | 'url'>
}

/** A mounted node and its record, from its mount on. */
export interface Probe {
  readonly node: WebSocketNodeHandle<typeof wire>
  readonly log: SignalLog
}

/** The nodes that are mounted, or were last, by name: `0`, `1`, … */
export const probes = new Map<string, Probe>()

let root: Root | undefined

/** Mounts the scene, or what changed of it, in this task. */
export function mount(scene: Scene): void {
  root ??= createRoot(document.getElementById('root')!)
  flushSync(() => root?.render(<Stage {...scene} />))
}

/** The paths to which the nodes of the family have opened sockets, in order. A server hears of them in any order. */
export const familyPaths: string[] = []

/** Mounts nodes in one another, all `self-ready`, with their place as their route: `/outer`, `/middle`, `/inner`. */
export function mountFamily({ host, isStrict }: { host: string; isStrict: boolean }): void {
  const options = {
    host,
    useWSS: false,
    autoconnectMode: 'self-ready',
    createSocket: (url: string, protocols?: string | string[]) => {
      familyPaths.push(new URL(url).pathname)
      return new WebSocket(url, protocols)
    },
  } as const
  const family = (
    <WebSocketNode {...options} route="/outer">
      <WebSocketNode {...options} route="/middle">
        <WebSocketNode {...options} route="/inner" />
      </WebSocketNode>
    </WebSocketNode>
  )
  root ??= createRoot(document.getElementById('root')!)
  flushSync(() => root?.render(isStrict ? <StrictMode>{family}</StrictMode> : family))
}

/** Unmounts it, in this task. */
export function unmount(): void {
  root?.unmount()
  root = undefined
}

function Stage({ isStrict = false, isHidden = false, ...scene }: Scene): ReactElement {
  const stage = (
    <Activity mode={isHidden ? 'hidden' : 'visible'}>
      <Place {...scene} />
    </Activity>
  )
  return isStrict ? <StrictMode>{stage}</StrictMode> : stage
}

/** The nodes where their mode finds its target, or where it finds none. */
function Place({ mode, hasTarget, isReady = true, count = 1, options }: Scene): ReactElement {
  const reference = useRef<HTMLDivElement>(null)
  const nodes = Array.from({ length: count }, (_, index) => (
    <Node
      key={index}
      name={String(index)}
      options={{ ...options, autoconnectMode: mode, autoconnectReference: hasTarget ? reference : null }}
    />
  ))
  if (!hasTarget) return <>{nodes}</>
  switch (mode) {
    case 'none':
    case 'self-ready':
      return <Everything isReady={isReady}>{nodes}</Everything>
    case 'parent-ready':
      return <WebSocketNode ready={isReady}>{nodes}</WebSocketNode>
    case 'owner-ready':
      return (
        <WebSocketProvider ready={isReady}>
          <WebSocketNode ready={false}>{nodes}</WebSocketNode>
        </WebSocketProvider>
      )
    case 'root-ready':
      return (
        <WebSocketProvider ready={isReady}>
          <WebSocketProvider ready={false}>{nodes}</WebSocketProvider>
        </WebSocketProvider>
      )
    case 'custom':
      return (
        <>
          {nodes}
          {isReady && <div ref={reference} />}
        </>
      )
  }
}

/** All that another mode would wait for. */
function Everything({ isReady, children }: { isReady: boolean; children: ReactNode }): ReactElement {
  return (
    <WebSocketProvider ready={isReady}>
      <WebSocketNode ready={isReady}>{children}</WebSocketNode>
    </WebSocketProvider>
  )
}

function Node({ name, options }: { name: string; options: ReactWebSocketNodeOptions<typeof wire> }): null {
  const [, node] = useWebSocketNode({ useWSS: false, format: wire, ...options })
  useEffect(() => {
    if (probes.get(name)?.node === node) return
    probes.set(name, { node, log: new SignalLog(node) })
  }, [name, node])
  return null
}
