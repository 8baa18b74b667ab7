/**
 * 6: a node that nobody holds is garbage: the page's listeners know only nodes that have a connection or are on their way
 * to one.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createWebSocketNode } from '../../src/index.js'

setFlagsFromString('--expose_gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Made in a function of its own, so that no variable of the test holds a node. */
function makeNodes(count: number): readonly WeakRef<object>[] {
  return Array.from({ length: count }, () => new WeakRef(createWebSocketNode({ host: 'home.test' })))
}

it('6: nodes that never connected and were not disposed of are collected', async () => {
  const nodes = makeNodes(500)
  for (let round = 0; round < 5; round++) {
    // A weak reference holds its object until the task in which it was made is over.
    await new Promise((resolve) => setTimeout(resolve))
    collectGarbage()
  }
  expect(nodes.filter((node) => node.deref() !== undefined)).toHaveLength(0)
})
