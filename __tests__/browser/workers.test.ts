/**
 * Sockets of a browser take turns wherever they are made: in workers, and where `createSocket` makes them. Without turns,
 * those at the end of the browser's own queue would time out in it.
 */
import { setTimeout as after } from 'node:timers/promises'
import { useBrowser } from '../support/browser/use-browser'
import { useServers } from '../support/servers/use-servers'

const browser = useBrowser('kit.ts')
const servers = useServers()

/** Runs where the nodes are: connects so many, and says how their attempts ended. */
const connect = async (host: string, count: number, isOwn: boolean): Promise<string[]> => {
  const options = isOwn ? { createSocket: (url: string) => new WebSocket(url) } : {}
  const all = Array.from({ length: count }, () => kit.watch({ host, connectionTimeout: 3, ...options }))
  for (const { node } of all) node.connect()
  for (const { node, log } of all) await log.until(() => node.state.status !== 'connecting')
  return all.map(({ node }) => node.state.status)
}

/** Runs in the page: has code run in a worker, which has the kit too, and waits for its answer. */
const inWorker = async ([kind, code]: readonly [string, string]): Promise<unknown> => {
  const script = `
    importScripts('${location.origin}/kit.js')
    const answer = (port) => (${code}).then((value) => port.postMessage(value), (error) => port.postMessage(String(error)))
    if ('postMessage' in self) answer(self)
    else self.onconnect = ({ ports: [port] }) => answer(port)`
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
  return new Promise((resolve, reject) => {
    const worker = kind === 'Worker' ? new Worker(url) : new SharedWorker(url)
    worker.onerror = (event) => reject(new Error(event.message))
    const port = 'port' in worker ? worker.port : worker
    port.onmessage = ({ data }: MessageEvent) => resolve(data)
  })
}

it.each([
  ['in a dedicated worker', 'Worker', 10, false],
  ['in a shared worker', 'SharedWorker', 6, false],
  ['that createSocket makes, in the page', 'Window', 6, true],
])('nodes whose handshakes take 0.7 s all open within 3 s each: sockets %s', async (_name, kind, count, isOwn) => {
  const server = await servers.raw(async (peer) => {
    await after(700)
    peer.accept()
  })
  const page = await browser.open()
  const code = `(${String(connect)})(${JSON.stringify(server.host)}, ${count}, ${isOwn})`
  const statuses = kind === 'Window' ? await page.evaluate(code) : await page.evaluate(inWorker, [kind, code] as const)
  expect(statuses).toEqual(Array(count).fill('open'))
})
