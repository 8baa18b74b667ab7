/**
 * A mounted node connects by itself when it is ready and so is what its mode names. All modes are one wait for sources.
 */
import type { NodeDriver } from '../core/node.js'
import type { AnyFormat, AutoconnectMode, ReadySource } from '../core/types.js'

/**
 * Connects, or begins to wait; returns how to stop waiting.
 * @param target what the mode waits for besides the node itself; null where there is none
 */
export function autoconnect<F extends AnyFormat>(
  driver: NodeDriver<F>,
  mode: AutoconnectMode,
  target: ReadySource | null,
): (() => void) | undefined {
  const { node } = driver
  if (mode === 'none') return void driver.cancelWait()

  const sources: readonly ReadySource[] = target ? [node, target] : [node]
  const isReady = () => sources.every((source) => source.ready)
  if (isReady()) return void driver.connectSoon()

  driver.wait(mode)
  const stop = () => stops.splice(0).forEach((stopOne) => stopOne())
  const stops = sources.map((source) =>
    source.onReady(() => {
      if (node.state.status === 'waiting' && isReady()) driver.connectSoon()
    }),
  )
  // The user may connect or close it meanwhile.
  stops.push(
    node.subscribe(() => {
      if (node.state.status !== 'waiting') stop()
    }),
  )
  return stop
}
