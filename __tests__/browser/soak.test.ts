/**
 * A million messages through one node: none is lost, and the heap is no fuller at the end than at the beginning.
 */
import { useTabs } from '../support/browser/use-tabs'
import { textFrame } from '../support/servers/frames'
import { useServers } from '../support/servers/use-servers'

const tabs = useTabs('life-kit.tsx')
const servers = useServers()

const COUNT = 1_000_000
/** Messages between two looks at what the heap holds. */
const STEP = 10_000
/** Messages that the server sends when it is asked. */
const CHUNK = 1_000

it('1,000,000 messages through one node: nothing is lost, and the heap stays as it is', async () => {
  const server = await servers.raw(async (peer) => {
    peer.accept()
    for (let next = 0; ; next += CHUNK) {
      await peer.nextText()
      peer.write(...Array.from({ length: CHUNK }, (_, index) => textFrame(String(next + index))))
    }
  })
  const tab = await tabs.open()
  await tab.evaluate(({ host, chunk }) => void (life.flooded = life.flood(host, chunk)), {
    host: server.host,
    chunk: CHUNK,
  })
  /** The most that the heap held after one of the steps, and that it was filled with during one of them, in bytes. */
  const tenth = async (): Promise<{ held: number; filled: number }> => {
    const peak = { held: 0, filled: 0 }
    for (let step = 0; step < COUNT / 10; step += STEP) {
      peak.filled = Math.max(peak.filled, await tab.evaluate((count) => life.flooded!.take(count), STEP))
      await tab.send('HeapProfiler.collectGarbage')
      peak.held = Math.max(peak.held, (await tab.send('Runtime.getHeapUsage')).usedSize)
    }
    return peak
  }
  // Until code is compiled, and buffers have their size.
  await tenth()
  const peaks = [await tenth()]
  while (peaks.length < 10) peaks.push(await tenth())

  const { received, wrong, status } = await tab.evaluate(() => ({ ...life.flooded! }))
  expect({ received, wrong, status }).toEqual({ received: COUNT * 1.1, wrong: 0, status: 'open' })
  expect(peaks[9]!.held / peaks[0]!.held).toBeLessThanOrEqual(1.1)
  expect(peaks[9]!.filled / peaks[0]!.filled).toBeLessThanOrEqual(1.1)
})
