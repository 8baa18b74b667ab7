/**
 * The opening of a node, as a promise.
 */
import { whenOpen } from '../../src/core/index.js'
import { createDriver } from '../../src/core/node.js'
import { withDefaults } from '../../src/core/createWebSocketNode.js'
import { createManualClock } from '../support/core/manualClock.js'
import { microtasks } from '../support/core/microtasks.js'
import { createStage } from '../support/core/stage.js'
import { openStage } from '../support/topics/stage.js'

function follow(promise: Promise<void>) {
  const log: unknown[] = []
  promise.then(
    () => log.push('open'),
    (error: unknown) => log.push(error),
  )
  return log
}

describe('whenOpen', () => {
  it('resolves after the handlers of connected, and is one promise for a destination', async () => {
    const stage = createStage()
    const promise = whenOpen(stage.node)
    const log = follow(promise)
    stage.node.connect()
    await microtasks()
    expect(log).toEqual([])
    stage.peer.open()
    await microtasks()
    expect(log).toEqual(['open'])
    expect(whenOpen(stage.node)).toBe(promise)
    stage.configure({ reconnect: { next: () => 1 } })
    stage.peer.close(1006)
    expect(stage.node.state.status).toBe('reconnecting')
    expect(whenOpen(stage.node)).toBe(promise)
  })

  it('of an open node is resolved', async () => {
    const log = follow(whenOpen(openStage().node))
    await microtasks()
    expect(log).toEqual(['open'])
  })

  it('begins anew with another destination, and one that waits goes on with the next', async () => {
    const stage = openStage()
    const first = whenOpen(stage.node)
    stage.configure({ host: 'other' })
    const second = whenOpen(stage.node)
    expect(second).not.toBe(first)
    stage.configure({ url: null })
    stage.configure({ url: 'ws://third/' })
    stage.node.connect()
    expect(whenOpen(stage.node)).toBe(second)
    stage.peer.open()
    await microtasks()
    expect(follow(second)).toEqual([])
    const log = follow(second)
    await microtasks()
    expect(log).toEqual(['open'])
  })

  it('rejects where the node comes to rest, and is another one for the next attempt', async () => {
    const stage = createStage()
    stage.node.connect()
    const promise = whenOpen(stage.node)
    const log = follow(promise)
    stage.peer.close(1006)
    await microtasks()
    const { state } = stage.node
    expect(log).toEqual([state.status === 'failed' && state.error])
    expect(whenOpen(stage.node)).toBe(promise)
    stage.node.connect()
    expect(whenOpen(stage.node)).not.toBe(promise)
  })

  it('rejects with disconnected where the node is closed', async () => {
    const stage = openStage()
    stage.node.close(4000, 'bye')
    stage.peer.close(4000, 'bye')
    const promise = whenOpen(stage.node)
    expect(whenOpen(stage.node)).toBe(promise)
    const log = follow(promise)
    await microtasks()
    expect(log).toEqual([
      expect.objectContaining({ code: 'disconnected', close: { code: 4000, reason: 'bye', wasClean: true } }),
    ])
  })

  it('rejects with disconnected where the node is disposed of, while it waits and later', async () => {
    const stage = createStage()
    const logs = [follow(whenOpen(stage.node))]
    stage.driver.dispose()
    const promise = whenOpen(stage.node)
    expect(whenOpen(stage.node)).toBe(promise)
    logs.push(follow(promise))
    const { node, driver } = openStage()
    void whenOpen(node)
    driver.dispose()
    logs.push(follow(whenOpen(node)))
    await microtasks()
    const gone = [expect.objectContaining({ code: 'disconnected', close: undefined })]
    expect(logs).toEqual([gone, gone, gone])
    expect(stage.clock.pending()).toBe(0)
  })

  it('does not reject where a handler connects again', async () => {
    const stage = createStage()
    stage.node.on('connectFailed', () => stage.node.connect())
    stage.node.connect()
    const log = follow(whenOpen(stage.node))
    stage.peer.close(1006)
    stage.clock.advance(1)
    stage.peer.open()
    await microtasks()
    expect(log).toEqual(['open'])
  })

  it('waits for ever for a null node, and takes a signal', async () => {
    const promise = whenOpen(null)
    expect(whenOpen(null)).toBe(promise)
    const controller = new AbortController()
    const logs = [
      follow(whenOpen(null, { signal: controller.signal })),
      follow(whenOpen(openStage().node, { signal: controller.signal })),
      follow(whenOpen(null, { signal: AbortSignal.abort('no') })),
    ]
    await microtasks()
    controller.abort('stop')
    await microtasks()
    expect(logs).toEqual([['stop'], ['open'], ['no']])
  })

  it('is warned about, once a node that it keeps from mounting', () => {
    const clock = createManualClock()
    const warn = jest.fn()
    const { node } = createDriver(withDefaults({}), { clock, warn })
    void whenOpen(node)
    void whenOpen(node)
    clock.advance(2)
    expect(warn.mock.calls).toEqual([[node, { type: 'waitsForItself' }]])
  })
})
