/**
 * A mounted node on a fake wire and a manual clock, with its story.
 */
import { text, type WebSocketNodeHandle, type WebSocketNodeOptions } from '../../../src/core/index.js'
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
  /** Changes some options, keeping the others. */
  configure(changes: TextOptions): void
}

/** The address of a node of `createStage` that names no other. */
export const URL_NOW = 'ws://h/'

/** The format is `text`, the address `ws://h/`. */
export function createStage(initial: TextOptions = {}, transport = createFakeTransport()): Stage {
  const clock = createManualClock()
  const warnings: Warning[] = []
  let options = { host: 'h', useWSS: false, format: text, transport, ...initial }
  const driver = createDriver<TextFormat>(withDefaults(options), { clock, warn: (warning) => warnings.push(warning) })
  const story = storyOf(driver.node)
  driver.mount()
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
    configure(changes) {
      options = { ...options, ...changes }
      driver.configure(withDefaults(options))
    },
  }
}

/** A stage whose connection is open, with the story of that told already. */
export function createOpenStage(initial: TextOptions = {}): Stage {
  const stage = createStage(initial)
  stage.node.connect()
  stage.peer.open()
  stage.story.length = 0
  return stage
}
