/**
 * Copies of the package in one page, as ES modules and CommonJS are, share what there is once a page.
 */
import type * as Lifecycles from '../../src/core/life/lifecycle.js'
import type * as Turns from '../../src/core/wire/turns.js'
import type * as Requests from '../../src/requests/requests.js'
import { text } from '../../src/core/index.js'
import { openStage } from '../support/topics/stage.js'

function load() {
  let copy: (typeof Turns & typeof Lifecycles & typeof Requests) | undefined
  jest.isolateModules(() => {
    /* eslint-disable @typescript-eslint/no-require-imports -- they have to be loaded anew */
    copy = {
      ...(require('../../src/core/wire/turns.js') as typeof Turns),
      ...(require('../../src/core/life/lifecycle.js') as typeof Lifecycles),
      ...(require('../../src/requests/requests.js') as typeof Requests),
    }
    /* eslint-enable */
  })
  return copy!
}

const first = load()
const second = load()

it('handshakes of all copies stand in one line', () => {
  expect(second.takeTurn).not.toBe(first.takeTurn)
  const story: string[] = []
  const handshake = (name: string) => ({
    begin: () => void story.push(`${name} begins`),
    lead: () => void story.push(`${name} leads`),
    giveWay: () => void story.push(`${name} gives way`),
  })
  const turn = first.takeTurn('host', handshake('first'))
  second.takeTurn('host', handshake('second')).leave()
  expect(story).toEqual(['first begins', 'first leads', 'second begins'])
  turn.leave()
})

it('a lifecycle is watched once for the nodes of all copies', async () => {
  const stop = jest.fn()
  const watch = jest.fn(() => stop)
  const events = { wokeUp() {}, putAway() {}, cameBack() {} }
  const lifecycle = { watch }
  const stops = [first.watchLifecycle(lifecycle, { ...events }), second.watchLifecycle(lifecycle, { ...events })]
  expect(watch).toHaveBeenCalledTimes(1)
  for (const stopOne of stops) stopOne()
  await Promise.resolve()
  expect(stop).toHaveBeenCalledTimes(1)
})

it('requests of all copies have ids of their own, and each gets its answer', async () => {
  const { node, peer, takeSent } = openStage()
  const options = {
    message: (body: string, id: number) => `${id} ${body}`,
    idOf: (packet: string) => packet.split(' ')[0],
    resultOf: (packet: string) => packet.split(' ')[1],
  }
  const answers = [first, second].map((copy, index) => copy.requests(text, options).ask(node, `question${index}`))
  await Promise.resolve()
  const sent = takeSent() as string[]
  expect(new Set(sent.map(options.idOf)).size).toBe(2)
  peer.deliver(...sent.map((message) => message.replace('question', 'answer')))
  expect(await Promise.all(answers)).toEqual(['answer0', 'answer1'])
})
