/**
 * Runs in the page: the code of one page of the documentation, as a user's app renders it, with `wss://*.example` aimed at
 * the test's server.
 */
import { Profiler, StrictMode, type ComponentType } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import * as exported from 'docs-code'
import { aimedSocket, type Aim } from '../../aimed-socket'

/** What the file exports. */
export const code: Readonly<Record<string, unknown>> = exported

/** What was printed, a line a call. */
export const printed: string[] = []

/** How often React has committed something of what is mounted. */
export let commits = 0

let root: Root | undefined

/** From now on, sockets of this page connect there. */
export function aim(at: Aim): void {
  globalThis.WebSocket = aimedSocket(platform, at)
}

/** Mounts a component of the file by its name, or gives the mounted one other props. */
export function mount(name: string, props: object = {}, isStrict = true): void {
  const Component = code[name] as ComponentType<object> | undefined
  if (Component === undefined) throw new Error(`the code of this page exports no ${name}`)
  const tree = (
    <Profiler id="page" onRender={() => void (commits += 1)}>
      <Component {...props} />
    </Profiler>
  )
  root ??= createRoot(document.getElementById('root')!)
  const mounted = root
  flushSync(() => mounted.render(isStrict ? <StrictMode>{tree}</StrictMode> : tree))
}

/** Unmounts it. */
export function unmount(): void {
  root?.unmount()
  root = undefined
}

const platform = globalThis.WebSocket

for (const level of ['log', 'warn', 'error'] as const) {
  const print = console[level].bind(console)
  console[level] = (...words: unknown[]) => {
    printed.push(words.map(String).join(' '))
    print(...words)
  }
}
