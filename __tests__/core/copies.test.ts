/**
 * Copies of the package in one page, as ES modules and CommonJS are, share what there is once a page.
 */
import type * as Lifecycles from '../../src/core/life/lifecycle.js'
import type * as Turns from '../../src/core/wire/turns.js'

function load() {
  let copy: (typeof Turns & typeof Lifecycles) | undefined
  jest.isolateModules(() => {
    /* eslint-disable @typescript-eslint/no-require-imports -- they have to be loaded anew */
    copy = {
      ...(require('../../src/core/wire/turns.js') as typeof Turns),
      ...(require('../../src/core/life/lifecycle.js') as typeof Lifecycles),
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
