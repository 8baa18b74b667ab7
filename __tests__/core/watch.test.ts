/**
 * The watch of a node: which connection packets came on, and that it is over only after its last batch.
 */
import { createDriver } from '../../src/core/node.js'
import { withDefaults } from '../../src/core/createWebSocketNode.js'
import { text } from '../../src/core/index.js'
import { watchOf } from '../../src/core/nodeWatch.js'
import type { Heard, NodeConnection } from '../../src/core/watch.js'
import { microtasks } from '../support/core/microtasks.js'
import { createOpenStage, createStage, type Stage, type TextFormat } from '../support/core/stage.js'
import { watchUncaught } from '../support/core/uncaught.js'

const takeUncaught = watchUncaught()

/** What a watcher is notified of, in order: connections by their number. */
function watchStage({ node }: Pick<Stage, 'node'>) {
  const watch = watchOf(node)
  const connections: NodeConnection[] = []
  const log: string[] = []
  const nameOf = (connection: NodeConnection | undefined) => {
    if (!connection) return 'none'
    if (!connections.includes(connection)) connections.push(connection)
    return `#${connections.indexOf(connection) + 1}`
  }
  let destination = watch.destination()
  const stop = watch.add({
    heard: ({ packets, connection, isTaken }) =>
      log.push(`${isTaken ? 'taken' : 'heard'} ${packets.join(',')} on ${nameOf(connection)}`),
    emitted: (isCurrent) => log.push(isCurrent() ? 'emitted' : 'emitted, of another destination'),
    restarted() {
      log.push(watch.destination() === destination ? 'restarted as before' : 'restarted')
      destination = watch.destination()
    },
    changed: () => log.push(`changed: ${nameOf(watch.connection())}`),
  })
  return { watch, log, stop, take: () => log.splice(0) }
}

describe('a watch', () => {
  it('is one for a node', () => {
    const { node } = createStage()
    expect(watchOf(node)).toBe(watchOf(node))
    expect(watchOf(new Proxy(node, {}))).toBe(watchOf(node))
  })

  it('is of nodes of this package', () => {
    expect(() => watchOf({} as never)).toThrow('a node comes from this package; got [object Object]')
    expect(() => watchOf(null as never)).toThrow(TypeError)
  })

  it('hears packets before the listeners of the node, and of the batch after them', () => {
    const stage = createOpenStage()
    const { log } = watchStage(stage)
    stage.node.on('packet', (packet) => log.push(`packet ${packet}`))
    stage.node.on('received', (_data, packets) => log.push(`received ${packets.length}`))
    stage.peer.deliver('a', 'b')
    stage.clock.advance(1)
    expect(log).toEqual(['heard a,b on #1', 'packet a', 'packet b', 'received 2', 'emitted'])
  })

  it('hears what receive() takes, which nobody else does', () => {
    const stage = createOpenStage()
    const { log } = watchStage(stage)
    stage.peer.deliver('a', 'b')
    expect(stage.node.receive()).toEqual(['a', 'b'])
    expect(log).toEqual(['taken a,b on #1'])
  })

  it('knows a connection after the handlers of connected, and until its last batch was emitted', () => {
    const stage = createStage()
    const { log, watch } = watchStage(stage)
    stage.node.on('connected', () => log.push(`connected, ${watch.isReady() ? 'ready' : 'not ready'}`))
    stage.node.on('closed', () => log.push('closed'))
    stage.node.connect()
    stage.peer.open()
    expect(watch.isReady()).toBe(true)
    stage.peer.deliver('a')
    stage.peer.close(1006)
    expect(log).toEqual([
      'changed: none',
      'connected, not ready',
      'changed: #1',
      'heard a on #1',
      'emitted',
      'closed',
      'changed: none',
    ])
  })

  it('keeps a connection that a handler closes until its last batch was emitted', () => {
    const stage = createOpenStage({ flush: 'sync' })
    const { log } = watchStage(stage)
    stage.node.on('packet', (packet) => {
      log.push(`packet ${packet}`)
      if (packet !== 'a') return
      stage.peer.deliver('b')
      stage.node.close()
      stage.peer.close(1000)
    })
    stage.peer.deliver('a')
    expect(log.filter((line) => line.startsWith('heard') || line.startsWith('changed'))).toEqual([
      'heard a on #1',
      'heard b on #1',
      'changed: #1',
      'changed: none',
    ])
  })

  it('says which packets had arrived at some moment', () => {
    const stage = createOpenStage()
    const heard: Heard<TextFormat>[] = []
    const watch = watchOf(stage.node)
    watch.add({ heard: (batch) => heard.push(batch) })
    stage.peer.deliver('a', 'b')
    const mark = watch.arrivals()
    stage.peer.deliver('c')
    stage.clock.advance(1)
    expect(heard.map((batch) => [batch.since(0), batch.since(mark), batch.since(mark + 1)])).toEqual([[0, 2, 3]])
  })

  it('counts the frames of a format that makes none, one or many packets of each', () => {
    const letters = { name: 'letters', join: (all: readonly string[]) => all, encode: (letter: string) => letter }
    const format = { ...letters, open: () => ({ decode: (frame: unknown) => [...(frame as string)] }) }
    const stage = createOpenStage({ format: format as never })
    const sinces: number[][] = []
    watchOf(stage.node).add({ heard: ({ since }) => sinces.push([0, 1, 2, 3, 4].map(since)) })
    stage.peer.deliver('ab', '', 'c')
    stage.clock.advance(1)
    expect(sinces).toEqual([[0, 2, 2, 3, 3]])
  })

  it('says that a destination is over at once, and what arrived before is of the old one', () => {
    const stage = createOpenStage({ flush: 'sync' })
    const { take } = watchStage(stage)
    stage.node.on('packet', () => stage.configure({ host: 'other' }))
    stage.peer.deliver('a')
    expect(take()).toEqual(['heard a on #1', 'restarted', 'emitted, of another destination', 'changed: none'])
  })

  it('of a node that moves in good order hears the last batch before', () => {
    const stage = createOpenStage()
    const { take } = watchStage(stage)
    stage.peer.deliver('a')
    stage.configure({ host: 'other' })
    expect(take()).toEqual(['heard a on #1', 'emitted', 'restarted', 'changed: none'])
  })

  it('knows when a node is mounted and has ended', async () => {
    const stage = createOpenStage()
    const { watch, take } = watchStage(stage)
    expect([watch.isMounted(), watch.isAtRest()]).toEqual([true, false])
    stage.driver.unmount()
    await microtasks()
    expect(new Set(take())).toEqual(new Set(['changed: none']))
    expect([watch.isMounted(), watch.isAtRest()]).toEqual([false, true])
    stage.driver.mount()
    expect(take()).toEqual(['changed: none'])
    stage.driver.dispose()
    expect(take()).toEqual(['changed: none'])
    expect(watch.isDisposed()).toBe(true)
  })

  it('goes with a connection that lingers to the node that takes it', () => {
    const stage = createOpenStage()
    const before = watchStage(stage)
    const connection = before.watch.present()!
    stage.driver.unmount(5)
    const other = createDriver<TextFormat>(
      withDefaults({ host: 'h', useWSS: false, format: text, transport: stage.transport }),
      { clock: stage.clock },
    )
    const after = watchOf(other.node)
    other.adopt(stage.driver)
    other.mount()
    expect(after.present()).toBe(connection)
    expect(after.connection()).toBe(connection)
    expect(before.watch.present()).toBeUndefined()
    expect(connection.holder()).toBe(other.node)
    other.dispose()
    expect(connection.holder()).toBeUndefined()
  })

  it('reports what a watcher throws, and goes on', () => {
    const stage = createOpenStage()
    watchOf(stage.node).add({
      heard() {
        throw new Error('mine')
      },
    })
    const { take } = watchStage(stage)
    stage.peer.deliver('a')
    stage.clock.advance(1)
    expect(take()).toEqual(['heard a on #1', 'emitted'])
    expect(takeUncaught()).toEqual([new Error('mine')])
  })

  it('that was stopped is not notified any more', () => {
    const stage = createOpenStage()
    const { stop, take } = watchStage(stage)
    stop()
    stage.peer.deliver('a')
    stage.peer.close(1006)
    expect(take()).toEqual([])
  })

  it('sends past the limit of the buffer', () => {
    const stage = createOpenStage({ sendBufferLimit: 1 })
    Object.assign(stage.wire, { bufferedAmount: 2 })
    const watch = watchOf(stage.node)
    expect([watch.send('a'), watch.sendPast('b')]).toEqual([false, true])
    expect(stage.wire.sent).toEqual(['b'])
  })
})
