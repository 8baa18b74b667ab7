/**
 * @jest-environment node
 *
 * Watching changes nothing: a node that is recorded and inspected keeps all its promises, and tells the same.
 */
import fc from 'fast-check'
import { ping } from '../../src/core/index.js'
import { createInspection } from '../../src/inspector/inspection.js'
import { recorder } from '../../src/inspector/recorder.js'
import { sessionOf } from '../../src/inspector/watched.js'
import { createStage, type Stage } from '../support/core/stage.js'
import { plans } from '../support/core/walk/steps.js'
import { walk } from '../support/core/walk/world.js'

test('500 random walks keep every promise while they are recorded and inspected', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const tape = recorder()
      const inspection = createInspection()
      inspection.keepMessages(true)
      const violations = await walk(plan, (node) => {
        tape.add(node)
        inspection.setNodes([node])
        inspection.hands(inspection.items()[0]!.id)
      })
      tape.save()
      tape.stop()
      inspection.stop()
      if (violations.length > 0) throw new Error(violations.join('\n'))
    }),
    { numRuns: 500, seed: 1976 },
  )
})

/** A life with everything in it. */
function live(stage: Stage): void {
  stage.node.send('queued')
  stage.node.connect()
  stage.peer.open()
  stage.peer.deliver('a', 'pong', 'b')
  stage.clock.advance(1)
  stage.node.send('app')
  stage.peer.close(1006)
  stage.clock.advance(5)
  stage.peer.open()
  stage.clock.advance(30)
  stage.node.reconnect()
  stage.clock.advance(1)
  stage.peer.open()
  stage.peer.deliver('c')
  stage.node.receive()
  stage.node.close(3000, 'bye')
  stage.peer.close(3000, 'bye')
}

const OPTIONS = {
  reconnect: { next: (attempt: number) => attempt },
  heartbeat: ping({ message: 'ping', isReply: (wire) => wire === 'pong' }),
}

test('a node that is watched tells and sends the same', () => {
  const plain = createStage(OPTIONS)
  live(plain)
  const watched = createStage(OPTIONS)
  const inspection = createInspection({ nodes: [watched.node] })
  inspection.keepMessages(true)
  const tape = recorder({ nodes: [watched.node] })
  live(watched)
  expect(plain.story.length).toBeGreaterThan(10)
  expect(watched.story).toEqual(plain.story)
  const sent = (stage: Stage) => stage.transport.connections.map(({ sent }) => sent)
  expect(sent(watched)).toEqual(sent(plain))
  expect(sent(plain).flat()).toContain('ping')
  expect(inspection.messages().map(({ source, data }) => `${source} ${String(data)}`)).toEqual(
    expect.arrayContaining(['queue queued', 'app app', 'heartbeat ping', 'wire pong', 'wire a']),
  )
  inspection.stop()
  tape.stop()
  expect(sessionOf(watched.node)!.slot.probe).toBeUndefined()
})

test('a transport that answers inside of send has taken the message first', () => {
  const stage = createStage({
    transport: {
      open(_request, events) {
        events.opened('')
        return {
          bufferedAmount: 0,
          send: (message) => (events.received([`re: ${message as string}`]), true),
          close() {},
          abandon() {},
        }
      },
    },
  })
  const inspection = createInspection({ nodes: [stage.node] })
  inspection.keepMessages(true)
  stage.node.connect()
  stage.node.send('a')
  expect(inspection.messages().map(({ data }) => data)).toEqual(['a', 're: a'])
  inspection.stop()
})

test('a message that the connection refuses is no message', () => {
  const stage = createStage()
  const inspection = createInspection({ nodes: [stage.node] })
  inspection.keepMessages(true)
  stage.node.connect()
  stage.peer.open()
  stage.wire.close(1000, '')
  expect(stage.node.send('a')).toBe(false)
  expect(inspection.messages()).toEqual([])
  inspection.stop()
})

test('while messages are not kept, none is', () => {
  const stage = createStage()
  const inspection = createInspection({ nodes: [stage.node] })
  stage.node.connect()
  stage.peer.open()
  stage.peer.deliver('a')
  inspection.keepMessages(true)
  stage.peer.deliver('b')
  expect(inspection.messages().map(({ data }) => data)).toEqual(['b'])
  inspection.keepMessages(false)
  expect(inspection.messages()).toEqual([])
  inspection.stop()
})
