/**
 * What is left of 1,000 components that came and went: nothing at the server, nothing in the page, and no more memory than
 * a socket in an effect leaves, written by hand and measured in the same run.
 */
import type { Holder } from '../support/browser/page/cycles'
import { useTabs, type Tab } from '../support/browser/use-tabs'
import { closeFrame, textFrame } from '../support/servers/frames'
import type { RawPeer } from '../support/servers/raw-peer'
import type { RawServer } from '../support/servers/raw-server'
import { useServers } from '../support/servers/use-servers'

const tabs = useTabs('life-kit.tsx')
const servers = useServers()

/** `/open` stays open, `/connecting` hangs and tells whoever is at `/watch`, `/reconnecting` opens and closes. */
async function startServer(): Promise<RawServer> {
  let watcher: RawPeer | undefined
  return servers.raw(async (peer) => {
    switch (peer.request.path) {
      case '/watch':
        watcher = peer
        peer.accept()
        return peer.answerClose()
      case '/open':
        peer.accept()
        return peer.answerClose()
      case '/connecting':
        return watcher?.write(textFrame('a handshake'))
      case '/reconnecting':
        return peer.acceptAndClose(closeFrame(1012))
    }
  })
}

/** Bytes on the heap of scripts that are still reachable. */
async function heapOf(tab: Tab): Promise<number> {
  for (let round = 0; round < 3; round += 1) await tab.send('HeapProfiler.collectGarbage')
  return (await tab.send('Runtime.getHeapUsage')).usedSize
}

/** What the page still holds of the objects of a class, as `describe` puts them into words, in the page. */
async function held<T>(tab: Tab, className: string, describe: (object: T) => string): Promise<string[]> {
  const { result } = await tab.send('Runtime.evaluate', { expression: `${className}.prototype` })
  const { objects } = await tab.send('Runtime.queryObjects', { prototypeObjectId: result.objectId! })
  const described = await tab.send('Runtime.callFunctionOn', {
    objectId: objects.objectId!,
    functionDeclaration: `function () { return this.map(${String(describe)}) }`,
    returnByValue: true,
  })
  return described.result.value as string[]
}

async function measure(holder: Holder) {
  const server = await startServer()
  const tab = await tabs.open()
  const cycle = (count: number): Promise<void> =>
    tab.evaluate((arg) => life.cycle(arg), { holder, host: server.host, count })
  await tab.evaluate(() => life.countWork())
  // What is made once for the page, and code that is compiled when it has run often enough.
  await cycle(150)
  await server.untilIdle()
  const before = { heap: await heapOf(tab), listeners: await tab.listeners() }
  await cycle(1000)
  await server.untilIdle()
  const growth = (await heapOf(tab)) - before.heap
  return {
    growth,
    left: {
      listeners: (await tab.listeners()).filter((type) => !before.listeners.includes(type)),
      work: await tab.evaluate(() => {
        const { timers, frames, messages } = life.work
        return { timers, frames, messages }
      }),
      sockets: (await held(tab, 'WebSocket', ({ url }: WebSocket) => url)).filter((url) => !url.endsWith('/watch')),
    },
    channels: await tab.evaluate(() => life.work.channels),
    handshakes: server.handshakes.filter(({ path }) => path !== '/watch').length,
  }
}

it('1,000 mounts and unmounts leave nothing, and no more memory than a socket in an effect', async () => {
  const effect = await measure('effect')
  const node = await measure('node')
  const nothing = { listeners: [], work: { timers: 0, frames: 0, messages: 0 }, sockets: [] }
  expect(effect.left).toEqual(nothing)
  expect(node.left).toEqual(nothing)
  expect(node.channels).toBeLessThanOrEqual(1)
  expect([effect.handshakes, node.handshakes]).toEqual([1150, 1150])
  expect(node.growth - effect.growth).toBeLessThan(200_000)
})

it('a node that has lingered is forgotten, name and all', async () => {
  const server = await servers.ws()
  const tab = await tabs.open()
  await tab.evaluate((host) => life.lingerOnce(host, 50), server.host)
  await server.untilIdle()
  expect(server.handshakes).toHaveLength(50)
  await heapOf(tab)
  // React holds on to what it rendered last.
  expect((await held(tab, 'life.Patience', () => 'a policy')).length).toBeLessThanOrEqual(1)
})
