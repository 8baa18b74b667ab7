/**
 * @jest-environment node
 *
 * Where there is no page and no worker, as in Node: nobody would tell that the network is back, so nobody waits to be told.
 */
import { createStage } from '../support/core/stage.js'
import { watchUncaught } from '../support/core/uncaught.js'

watchUncaught()

const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator')

afterEach(() => {
  if (before) Object.defineProperty(globalThis, 'navigator', before)
  else Reflect.deleteProperty(globalThis, 'navigator')
})

test('a retry is made though the navigator says that it is offline', () => {
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true })
  const stage = createStage({ reconnect: { next: () => 1 } })
  stage.node.connect()
  stage.peer.close(1006)
  stage.clock.advance(1)
  expect(stage.transport.connections).toHaveLength(2)
  stage.driver.dispose()
})
