/**
 * What the inspector knows of an app keeps none of it alive.
 */
import { act, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { useWebSocketNode, WebSocketProvider } from '../../src/index.js'
import { createInspection } from '../../src/inspector/inspection.js'
import { mountedHere } from '../../src/react/mounted.js'

setFlagsFromString('--expose_gc')
const collectGarbage = runInNewContext('gc') as () => void

const nodes: WeakRef<object>[] = []

function App() {
  const [, node] = useWebSocketNode({ host: 'home.test', autoconnectMode: 'none' })
  useEffect(() => void nodes.push(new WeakRef(node)), [node])
  return null
}

/** A hundred roots, in a function of its own, so that no variable of the test holds a root. */
async function throwAwayHundred(): Promise<void> {
  await act(() => {
    for (let index = 0; index < 100; index++) {
      createRoot(document.createElement('div')).render(
        <WebSocketProvider>
          <App />
        </WebSocketProvider>,
      )
    }
    return Promise.resolve()
  })
}

beforeEach(() => Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }))
afterEach(() => Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }))

it('1,000 roots that are thrown away without an unmount are collected', async () => {
  const inspection = createInspection()
  for (let round = 0; round < 10; round++) await throwAwayHundred()
  expect(nodes).toHaveLength(1000)
  expect(inspection.items().length).toBeGreaterThan(0)
  for (let round = 0; round < 5; round++) {
    // A weak reference holds its object until the task in which it was made is over.
    await new Promise((resolve) => setTimeout(resolve))
    collectGarbage()
  }
  // React itself keeps what it rendered last.
  expect(nodes.filter((node) => node.deref() !== undefined).length).toBeLessThan(10)
  expect(inspection.items().length).toBeLessThan(20)
  expect(mountedHere().refs.size).toBeLessThan(20)
  inspection.stop()
})
