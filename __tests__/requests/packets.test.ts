/**
 * @jest-environment node
 *
 * Packets as an asynchronous iteration.
 */
import { packets, type PacketIteration } from '../../src/core/index.js'
import { watchOf } from '../../src/core/nodeWatch.js'
import { microtasks } from '../support/core/microtasks.js'
import { createStage } from '../support/core/stage.js'
import { openStage, textTopics } from '../support/topics/stage.js'

/** Takes everything, as fast as it comes. */
function consume(iteration: PacketIteration<string>) {
  const log: unknown[] = []
  const run = async () => {
    try {
      for await (const packet of iteration) log.push(packet)
      log.push('end')
    } catch (error) {
      log.push(error)
    }
  }
  void run()
  return log
}

describe('packets', () => {
  it('gives each packet once, in order, from the call on', async () => {
    const { node, peer } = openStage()
    peer.deliver('before')
    const iteration = packets(node)
    peer.deliver('a', 'b')
    const log = consume(iteration)
    await microtasks()
    peer.deliver('c')
    await microtasks()
    expect(log).toEqual(['a', 'b', 'c'])
  })

  it('answers several next() in order', async () => {
    const { node, peer } = openStage()
    const iteration = packets(node)
    const both = Promise.all([iteration.next(), iteration.next()])
    peer.deliver('a', 'b')
    expect(await both).toEqual([
      { done: false, value: 'a' },
      { done: false, value: 'b' },
    ])
  })

  it('does not see what receive() takes', async () => {
    const { node, peer, clock } = openStage({ flush: 'burst' })
    const log = consume(packets(node))
    peer.deliver('a')
    node.receive()
    peer.deliver('b')
    clock.advance(1)
    await microtasks()
    expect(log).toEqual(['b'])
  })

  it('goes on over closes, reconnects and moves, with what is unread of the old destination', async () => {
    const stage = openStage()
    const iteration = packets(stage.node)
    stage.peer.deliver('a')
    stage.peer.close(1006)
    stage.open()
    stage.peer.deliver('b')
    stage.configure({ host: 'other' })
    stage.clock.advance(1)
    stage.peer.open()
    stage.peer.deliver('c')
    const log = consume(iteration)
    await microtasks()
    expect(log).toEqual(['a', 'b', 'c'])
  })

  it('ends after what is kept at an unmount, judged a task later', async () => {
    const { node, peer, driver, clock } = openStage({ flush: 'burst' })
    const log = consume(packets(node))
    peer.deliver('a')
    driver.unmount()
    await microtasks()
    expect(log).toEqual(['a'])
    clock.advance(0)
    await microtasks()
    expect(log).toEqual(['a', 'end'])
  })

  it('goes on over an unmount and a mount in one task, and while a connection lingers', async () => {
    const { node, driver, clock, open, ...stage } = openStage()
    const log = consume(packets(node))
    driver.unmount()
    driver.mount()
    await microtasks()
    clock.advance(1)
    open()
    driver.unmount(5)
    await microtasks()
    clock.advance(1)
    driver.mount()
    clock.advance(1)
    stage.transport.last.peer.deliver('a')
    await microtasks()
    expect(log).toEqual(['a'])
    driver.unmount(1)
    clock.advance(2)
    clock.advance(0)
    await microtasks()
    expect(log).toEqual(['a', 'end'])
  })

  it('waits for a mount', async () => {
    const stage = createStage({ flush: 'sync' })
    stage.driver.unmount()
    await microtasks()
    stage.clock.advance(1)
    const log = consume(packets(stage.node))
    stage.clock.advance(1)
    stage.driver.mount()
    stage.node.connect()
    stage.peer.open()
    stage.peer.deliver('a')
    await microtasks()
    expect(log).toEqual(['a'])
  })

  it('ends at dispose(), and of a disposed node at once', async () => {
    const { node, peer, driver } = openStage()
    const iteration = packets(node)
    peer.deliver('a')
    driver.dispose()
    const logs = [consume(iteration), consume(packets(node))]
    await microtasks()
    expect(logs).toEqual([['a', 'end'], ['end']])
  })

  it('ends at a break, and keeps nothing', async () => {
    const { node, peer } = openStage()
    const iteration = packets(node)
    peer.deliver('a', 'b')
    for await (const packet of iteration) {
      expect(packet).toBe('a')
      break
    }
    expect(await iteration.next()).toEqual({ done: true, value: undefined })
    peer.deliver('c')
    expect(await iteration.next()).toEqual({ done: true, value: undefined })
  })

  it('ends at once by its signal, without what is kept', async () => {
    const { node, peer } = openStage()
    const controller = new AbortController()
    const iteration = packets(node, { signal: controller.signal })
    peer.deliver('a')
    controller.abort()
    const logs = [consume(iteration), consume(packets(node, { signal: AbortSignal.abort() }))]
    await microtasks()
    expect(logs).toEqual([['end'], ['end']])
  })

  it('is an overflow error after what is kept, for a batch that finds the limit left over', async () => {
    const { node, peer, clock } = openStage({ flush: 'burst' })
    const iteration = packets(node, { limit: 2 })
    peer.deliver('a', 'b', 'c')
    clock.advance(1)
    peer.deliver('d')
    clock.advance(1)
    const log = consume(iteration)
    await microtasks()
    expect(log).toEqual(['a', 'b', 'c', expect.objectContaining({ code: 'overflow' })])
    expect(await iteration.next()).toEqual({ done: true, value: undefined })
  })

  it('drops the oldest instead, and counts them', async () => {
    const { node, peer, clock } = openStage({ flush: 'burst' })
    const iteration = packets(node, { limit: 3, overflow: 'drop-oldest' })
    for (const batch of [['a', 'b', 'c'], ['d'], ['e', 'f', 'g', 'h']]) {
      peer.deliver(...batch)
      clock.advance(1)
    }
    const log = consume(iteration)
    await microtasks()
    expect(log).toEqual(['e', 'f', 'g', 'h'])
    expect(iteration.dropped).toBe(4)
  })

  it.each([
    [{ limit: 0 }, 'limit is in whole packets, 1 to 1000000; got 0'],
    [{ overflow: 'wait' }, "overflow is 'error', 'drop-oldest'; got \"wait\""],
  ])('takes options in range: %o', (options, message) => {
    expect(() => packets(openStage().node, options as never)).toThrow(new RangeError(message))
  })

  it('of a topic are its packets, by the batch, and a reader', async () => {
    const { node, clock, peer, takeSent } = openStage({ flush: 'burst' })
    const iteration = packets(textTopics().of(node, 'A'), { limit: 1 })
    clock.advance(1)
    expect(takeSent()).toEqual(['sub A'])
    peer.deliver('A 1', 'B 1', 'A 2')
    clock.advance(1)
    const log = consume(iteration)
    await microtasks()
    expect(log).toEqual(['A 1', 'A 2'])
    await iteration.return()
    clock.advance(1)
    expect(takeSent()).toEqual(['unsub A'])
  })

  it('leaves nothing behind', async () => {
    const { node, clock } = openStage()
    const add = jest.spyOn(watchOf(node), 'add')
    await packets(node).return()
    expect(add).toHaveBeenCalledTimes(1)
    expect(clock.pending()).toBe(0)
  })

  it('makes a stream', async () => {
    const { node, peer } = openStage()
    const stream = (ReadableStream as unknown as { from(of: AsyncIterable<string>): ReadableStream<string> }).from(
      packets(node),
    )
    peer.deliver('a')
    const reader = stream.getReader()
    expect(await reader.read()).toEqual({ done: false, value: 'a' })
    await reader.cancel()
  })
})
