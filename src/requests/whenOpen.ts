/**
 * The opening of a node, as a promise that `use()` may take.
 */
import { WebSocketNodeError, type CloseDetails } from '../core/errors.js'
import type { PlatformAbortSignal } from '../core/platform.js'
import type { AnyFormat, NodeState, WebSocketNodeHandle } from '../core/types.js'
import { watchOf } from '../core/nodeWatch.js'
import type { NodeWatch } from '../core/watch.js'
import { onAbort } from './abort.js'

/** The promise of a node. */
interface Opening {
  readonly promise: Promise<void>
  /** The destination that has been open, once it has. */
  opened: object | undefined
  /** The state of the node at rest that the promise was rejected for, once it was. */
  rejected: NodeState | undefined
}

/** Seconds that a mount may take after the promise was asked for. */
const PATIENCE = 1

const openings = new WeakMap<object, Opening>()
/** Of a null node: never settled. */
let never: Promise<void> | undefined

/**
 * Returns a promise that resolves when the node is open. React's `use()` takes it, to suspend a component until then. For one
 * destination it is the same promise, which stays resolved if the connection is lost and made again. It goes on waiting while
 * the node moves or its url is null.
 *
 * The promise rejects when the node stops trying: with the node's error if it failed, and with a `WebSocketNodeError` of the
 * code `'disconnected'` if it is closed or disposed of. The next attempt has a new promise.
 *
 * @param node the node; of null the promise never settles
 * @param options a `signal`: when it aborts, the returned promise rejects with its reason
 * @throws TypeError for anything but a node of this package
 */
export function whenOpen(
  node: Pick<WebSocketNodeHandle, 'state' | 'subscribe'> | null,
  { signal }: { readonly signal?: PlatformAbortSignal | undefined } = {},
): Promise<void> {
  const promise = node ? promiseOf(watchOf(node as WebSocketNodeHandle)) : (never ??= new Promise(() => {}))
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const stop = onAbort(signal, reject)
    void promise.then(resolve, reject).finally(stop)
  })
}

function promiseOf(watch: NodeWatch<AnyFormat>): Promise<void> {
  const known = openings.get(watch)
  if (known && isValid(known, watch)) return known.promise
  const opening = createOpening(watch)
  openings.set(watch, opening)
  return opening.promise
}

/** Whether the node has stopped trying. */
function isAtRest({ node, isDisposed }: NodeWatch<AnyFormat>): boolean {
  return ['closed', 'failed'].includes(node.state.status) || isDisposed()
}

function isValid({ opened, rejected }: Opening, watch: NodeWatch<AnyFormat>): boolean {
  if (rejected) return rejected === watch.node.state
  return !opened || (opened === watch.destination() && !isAtRest(watch))
}

function createOpening(watch: NodeWatch<AnyFormat>): Opening {
  const { node, clock } = watch
  const isThere = () => watch.isMounted() || watch.isLingering()
  let resolve = nothing
  let reject: (error: WebSocketNodeError) => void = nothing
  const promise = new Promise<void>((...settlers) => ([resolve, reject] = settlers))
  // Whoever asked for it gets the error; nobody else has to take it.
  promise.catch(nothing)
  const opening: Opening = { promise, opened: undefined, rejected: undefined }

  /** Whether the promise is settled. */
  function settle(): boolean {
    const { state } = node
    if (watch.isReady()) {
      opening.opened = watch.destination()
      resolve()
    } else if (isAtRest(watch)) {
      opening.rejected = state
      reject(errorOf(state))
    }
    return !!(opening.opened ?? opening.rejected)
  }

  if (settle()) return opening
  const stop = watch.add({
    changed() {
      if (isThere()) cancelWarning?.()
      if (settle()) stop()
    },
  })
  const cancelWarning = isThere() ? undefined : clock.after(PATIENCE, watch.warnUnmounted)
  return opening
}

function errorOf(state: NodeState): WebSocketNodeError {
  if (state.status === 'failed') return state.error
  // The state of a disposed node is idle.
  const close = state.status === 'closed' ? closeOf(state) : undefined
  return new WebSocketNodeError('disconnected', 'the connection is closed', { close })
}

function closeOf({ code, reason, wasClean }: CloseDetails): CloseDetails {
  return { code, reason, wasClean }
}

function nothing(): void {}
