/**
 * @jest-environment node
 *
 * The code of the docs that needs no React, against real servers.
 */
import { follow } from '../../docs/code/core.js'
import { calculate, collect } from '../../docs/code/requests.js'
import { useAim } from '../support/use-aim.js'
import { Talk } from '../support/servers/talk.js'
import { useServers } from '../support/servers/use-servers.js'

const servers = useServers()
const aim = useAim()

interface Question {
  id?: number
  op: string
  numbers?: number[]
}

/** Knows the time, and adds. */
const answer = ({ id, op, numbers }: Question) =>
  op === 'time' ? [{ op: 'tick' }, { op, result: 12 }] : [{ id, result: numbers!.reduce((a, b) => a + b) }]

it('a node without React hands over batches, and leaves the server with dispose()', async () => {
  const feed = new Talk()
  const server = await servers.ws({ '/feed': feed.script })
  aim(server.host)
  const drawn: unknown[] = []
  const done = new Promise<() => void>((resolve) => {
    const stop = follow((ticks) => drawn.push(...ticks) === 3 && resolve(stop))
  })
  await feed.untilSockets(1)
  feed.say({ at: 1 }, { at: 2 }, { at: 3 })
  const stop = await done
  expect(drawn).toEqual([{ at: 1 }, { at: 2 }, { at: 3 }])
  stop()
  await server.untilIdle()
})

it('requests wait for the connection, and each gets its own answer', async () => {
  const calculator = new Talk(answer)
  const server = await servers.ws({ '/calculator': calculator.script })
  aim(server.host)
  expect(await calculate()).toEqual({ time: 12, sums: [3, 7] })
  expect(calculator.heard).toMatchObject([
    { op: 'time' },
    { op: 'add', numbers: [1, 2] },
    { op: 'add', numbers: [3, 4] },
  ])
  await server.untilIdle()
})

it('a request is rejected with the reason of its signal, and leaves no connection', async () => {
  const server = await servers.ws({
    '/calculator': new Talk(({ op }: Question) => (op === 'time' ? [{ op }] : [])).script,
  })
  aim(server.host)
  const controller = new AbortController()
  const calculated = calculate(controller.signal)
  controller.abort(new Error('enough'))
  await expect(calculated).rejects.toThrow('enough')
  await server.untilIdle()
})

it('an iteration has each packet once and in order, and ends with break', async () => {
  const server = await servers.ws({
    '/numbers': (socket) => {
      // The reader begins a task after the opening.
      setTimeout(() => [1, 2, 3, 4].forEach((result) => socket.send(JSON.stringify({ result }))), 20)
    },
  })
  aim(server.host)
  expect(await collect(3)).toEqual([1, 2, 3])
  await server.untilIdle()
})
