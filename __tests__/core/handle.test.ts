/**
 * @jest-environment node
 *
 * The handle: it works behind a proxy, and notifies of each change of state once.
 */
import { createOpenStage, createStage } from '../support/core/stage.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

test('it works behind a proxy', () => {
  const stage = createStage()
  const node = new Proxy(stage.node, {})
  expect(node.connect()).toBe(true)
  stage.peer.open()
  expect(node.send('m')).toBe(true)
  stage.peer.deliver('a')
  stage.clock.runTasks()
  expect([node.state.status, node.ready, node.lastReceived, node.receivedCount, node.lastSent, node.sentCount]).toEqual(
    ['open', true, ['a'], 1, 'm', 1],
  )
  expect([node.pending, node.queued, node.bufferedAmount, node.remaining, node.roundTrip]).toEqual([
    0,
    0,
    0,
    undefined,
    undefined,
  ])
  expect(node.close()).toBe(true)
})

describe('subscribe', () => {
  test('two changes in one piece of work are told once, with what can be seen', () => {
    const seen: string[] = []
    const { node } = createStage({ host: 'a/b' })
    node.subscribe(() => seen.push(node.state.status))
    node.connect()
    expect(seen).toEqual(['failed'])
  })

  test('each change that can be seen is told', () => {
    const seen: string[] = []
    const { node, peer } = createOpenStage()
    node.subscribe(() => seen.push(node.state.status))
    node.close()
    peer.close(1000)
    expect(seen).toEqual(['closing', 'closed'])
  })

  test('a change that a listener causes is told to all, once', () => {
    const seen: string[] = []
    const stage = createStage()
    stage.node.subscribe(() => {
      if (stage.node.state.status === 'connecting') stage.node.close()
    })
    stage.node.subscribe(() => seen.push(stage.node.state.status))
    stage.node.connect()
    expect(seen.at(-1)).toBe('closing')
    expect(seen).not.toContain('connecting')
  })
})
