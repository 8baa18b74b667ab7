/**
 * @jest-environment node
 *
 * The signal `gaveUp`: there is a reconnect policy, and no retry comes. Last of all that the end causes.
 */
import type { DisconnectCause } from '../../src/core/index.js'
import { createFakeTransport } from '../support/core/fakeTransport.js'
import { createOpenStage, createStage, type Stage, type TextOptions } from '../support/core/stage.js'
import { signalsIn } from '../support/core/story.js'
import { watchUncaught } from '../support/core/uncaught.js'

const takeUncaught = watchUncaught()

const never = { next: () => null }

/** Connecting, with a message in the queue, and what `gaveUp` says. */
function attempt(options: TextOptions = {}): Stage & { causes: DisconnectCause[] } {
  const causes: DisconnectCause[] = []
  const stage = createStage({ reconnect: never, ...options, onGaveUp: (cause) => causes.push(cause) })
  stage.node.connect()
  stage.node.send('queued')
  return Object.assign(Object.create(stage) as Stage, { causes })
}

test('after a failure: connectFailed, sendFailed, gaveUp with the cause', () => {
  const stage = attempt()
  stage.peer.close(1006)
  expect(signalsIn(stage.story)).toEqual(['connectFailed(refused)', 'sendFailed(queued)', 'gaveUp(failed)'])
  expect(stage.causes).toEqual([{ type: 'failed', error: expect.objectContaining({ code: 'refused' }) as unknown }])
})

test('after a disconnect: closed, gaveUp with the code and the reason', () => {
  const causes: unknown[] = []
  const stage = createOpenStage({ reconnect: never, onGaveUp: (cause) => causes.push(cause) })
  stage.peer.close(4001, 'expired')
  expect(signalsIn(stage.story)).toEqual(['closing', 'closed(4001, expired)', 'gaveUp(closed)'])
  expect(causes).toEqual([{ type: 'closed', code: 4001, reason: 'expired', wasClean: true }])
})

test('when the policy throws', () => {
  const broken = new Error('broken')
  const stage = attempt({
    reconnect: {
      next() {
        throw broken
      },
    },
  })
  stage.peer.close(1006)
  expect(signalsIn(stage.story).at(-1)).toBe('gaveUp(failed)')
  expect(takeUncaught()).toEqual([broken])
})

test.each<readonly [string, TextOptions]>([
  ['a bad url', { host: 'a/b' }],
  [
    'a blocked one',
    {
      transport: createFakeTransport(() => {
        throw new DOMException('not here', 'SecurityError')
      }),
    },
  ],
])('when the policy is not asked, since no retry helps: %s', (_name, options) => {
  const next = jest.fn(() => 1)
  const stage = createStage({ ...options, reconnect: { next } })
  stage.node.connect()
  expect(next).not.toHaveBeenCalled()
  expect(signalsIn(stage.story).at(-1)).toBe('gaveUp(failed)')
})

test('when the policy is taken away while it waits', () => {
  const stage = attempt({ reconnect: { next: () => 5 } })
  stage.peer.close(1006)
  stage.story.length = 0
  stage.configure({ reconnect: undefined })
  expect(stage.story).toEqual(['-> failed', 'sendFailed(queued) in failed', 'gaveUp(failed) in failed'])
  stage.clock.advance(100)
  expect(stage.transport.connections).toHaveLength(1)
})

test('another policy instead waits on, as the first one said', () => {
  const stage = attempt({ reconnect: { next: () => 5 } })
  stage.peer.close(1006)
  stage.configure({ reconnect: never })
  expect(stage.node.state).toMatchObject({ status: 'reconnecting', delay: 5 })
})

describe('it is not told', () => {
  test('without a policy', () => {
    const stage = attempt({ reconnect: undefined })
    stage.peer.close(1006)
    expect(signalsIn(stage.story)).toEqual(['connectFailed(refused)', 'sendFailed(queued)'])
  })

  test('where an inherited policy is turned off with null', () => {
    const stage = attempt({ reconnect: null })
    stage.peer.close(1006)
    expect(signalsIn(stage.story)).toEqual(['connectFailed(refused)', 'sendFailed(queued)'])
  })

  test('after the user’s close(), while open and while waiting for a retry', () => {
    const stage = createOpenStage({ reconnect: { next: () => 1 } })
    stage.peer.close(1006)
    stage.node.close()
    stage.node.connect()
    stage.peer.open()
    stage.node.close()
    stage.peer.close(1000)
    expect(signalsIn(stage.story)).not.toContain('gaveUp(closed)')
  })

  test.each(['connectFailed', 'sendFailed'] as const)('where a handler of %s has connected meanwhile', (signal) => {
    const stage = attempt()
    stage.node.on(signal, () => stage.node.connect())
    stage.peer.close(1006)
    expect(stage.causes).toEqual([])
    expect(stage.node.state.status).toBe('connecting')
  })
})
