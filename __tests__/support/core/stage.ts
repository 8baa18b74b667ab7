/**
 * A mounted node on a fake wire and a manual clock, with its story.
 */
import {
  text,
  type AutoconnectMode,
  type WebSocketNodeHandle,
  type WebSocketNodeOptions,
} from '../../../src/core/index.js'
import { withDefaults } from '../../../src/core/createWebSocketNode.js'
import { createDriver, type NodeDriver, type Warning } from '../../../src/core/node.js'
import { createFakeTransport, type FakeConnection, type FakeTransport } from './fakeTransport.js'
import { createManualClock, type ManualClock } from './manualClock.js'
import { storyOf } from './story.js'

export type TextFormat = typeof text
export type TextOptions = WebSocketNodeOptions<TextFormat>

export interface Stage {
  readonly clock: ManualClock
  readonly transport: FakeTransport
  readonly driver: NodeDriver<TextFormat>
  readonly node: WebSocketNodeHandle<TextFormat>
  readonly story: string[]
  readonly warnings: readonly Warning[]
  /** The newest connection. */
  readonly wire: FakeConnection
  readonly peer: FakeConnection['peer']
  /** Changes some options, keeping the others, and commits. */
  configure(changes: TextOptions, mode?: AutoconnectMode): void
  /** Connects by itself, or waits, where that is due: what the React binding does in each commit. */
  commit(): void
}

/** The address of a node of `createStage` that names no other. */
export const URL_NOW = 'ws://h/'

/**
 * The format is `text`, the address `ws://h/`.
 * @param initialMode what the node waits for is always ready
 */
export function createStage(
  initial: TextOptions = {},
  transport = createFakeTransport(),
  initialMode: AutoconnectMode = 'none',
): Stage {
  const clock = createManualClock()
  const warnings: Warning[] = []
  let options = { host: 'h', useWSS: false, format: text, transport, ...initial }
  let mode = initialMode
  const driver = createDriver<TextFormat>(withDefaults(options, mode), {
    clock,
    warn: (_node, warning) => warnings.push(warning),
  })
  const story = storyOf(driver.node)
  driver.mount()
  commit()

  function commit(): void {
    if (!driver.takeDue()) return
    if (mode === 'none') driver.cancelWait()
    else if (driver.hasUrl()) driver.connectSoon()
    else driver.wait(mode)
  }

  return {
    clock,
    transport,
    driver,
    node: driver.node,
    story,
    warnings,
    get wire() {
      return transport.last
    },
    get peer() {
      return transport.last.peer
    },
    configure(changes, nextMode = mode) {
      mode = nextMode
      options = { ...options, ...changes }
      driver.configure(withDefaults(options, mode))
      commit()
    },
    commit,
  }
}

/** A stage whose node connects by itself. */
export function createAutoStage(initial: TextOptions = {}): Stage {
  return createStage(initial, undefined, 'self-ready')
}

/** A stage whose connection is open, with the story of that told already. */
export function createOpenStage(initial: TextOptions = {}): Stage {
  const stage = createStage(initial)
  stage.node.connect()
  stage.peer.open()
  stage.story.length = 0
  return stage
}
