/**
 * The proxy of these tests does what it is told, so that a fault is the one that its row names. Plain sockets, no
 * browser.
 */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Direction, ProxyLink } from '../../support/proxy/link'
import { startTcpProxy, type LinkScript, type TcpProxy } from '../../support/proxy/tcp-proxy'
import { refusedHost } from '../../support/servers/raw-server'

/** A socket, and what it saw. */
class End {
  readonly socket: Socket
  heard = ''
  /** `open`, then `FIN` once the other side ended, then `closed` or `RST`. */
  fate = 'open'
  readonly #waits = new Set<() => void>()

  constructor(socket: Socket) {
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#note(() => (this.heard += chunk.toString())))
    socket.on('end', () => this.#note(() => (this.fate = 'FIN')))
    socket.on('error', () => this.#note(() => (this.fate = 'RST')))
    socket.on('close', () => this.#note(() => (this.fate = this.fate === 'RST' ? 'RST' : 'closed')))
  }

  until(condition: (end: End) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition(this)) return
        this.#waits.delete(look)
        resolve()
      }
      this.#waits.add(look)
      look()
    })
  }

  hears(text: string): Promise<void> {
    return this.until(({ heard }) => heard === text)
  }

  #note(change: () => void): void {
    change()
    for (const look of [...this.#waits]) look()
  }
}

const ends: End[] = []
let target: Server
let proxy: TcpProxy
let onServerEnd: (end: End) => void

beforeEach(async () => {
  target = createServer({ allowHalfOpen: true }, (socket) => {
    const end = new End(socket)
    ends.push(end)
    onServerEnd(end)
  })
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  await proxy.close()
  expect(proxy.openSockets).toBe(0)
  for (const { socket } of ends.splice(0)) socket.destroy()
  await new Promise((resolve) => target.close(resolve))
})

function dial(): End {
  const [address, port] = proxy.host.split(':') as [string, string]
  const end = new End(connect({ port: Number(port), host: address, allowHalfOpen: true }))
  ends.push(end)
  return end
}

/** A client and the server's end of it, a few bytes in both directions behind them. */
async function join(script?: LinkScript): Promise<{ client: End; server: End; link: ProxyLink }> {
  proxy = await startTcpProxy(`127.0.0.1:${(target.address() as AddressInfo).port}`, script)
  const accepted = new Promise<End>((resolve) => (onServerEnd = resolve))
  const client = dial()
  client.socket.write('up.')
  const server = await accepted
  await server.hears('up.')
  server.socket.write('down.')
  await client.hears('down.')
  return { client, server, link: proxy.links[0]! }
}

it('passes bytes and ends on, and counts them', async () => {
  const { client, server, link } = await join()
  client.socket.write('more')
  await server.hears('up.more')
  client.socket.end()
  await server.until(({ fate }) => fate === 'FIN')
  server.socket.write('still')
  await client.hears('down.still')
  server.socket.end()
  await client.until(({ fate }) => fate === 'closed')
  await proxy.untilIdle()
  const counts = (['up', 'down'] as const).map((way) => [link.accepted(way), link.passed(way)])
  expect(counts).toEqual([
    [7, 7],
    [10, 10],
  ])
})

it('passes a reset on', async () => {
  const { client, server } = await join()
  client.socket.resetAndDestroy()
  await server.until(({ fate }) => fate === 'RST')
  await proxy.untilIdle()
})

it('resets the client of a server that refuses', async () => {
  proxy = await startTcpProxy(await refusedHost())
  const client = dial()
  client.socket.write('up')
  await client.until(({ fate }) => fate === 'RST')
  await proxy.untilIdle()
})

describe.each<Direction>(['up', 'down'])('%s', (way) => {
  const sides = ({ client, server }: { client: End; server: End }) =>
    way === 'up' ? { from: client, to: server, before: 'up.' } : { from: server, to: client, before: 'down.' }

  it('delays, and keeps the order of what had another delay', async () => {
    const joined = await join()
    const { from, to, before } = sides(joined)
    joined.link.delay(0.1, way)
    const start = performance.now()
    from.socket.write('late')
    await proxy.until(() => joined.link.accepted(way) === before.length + 4, 'the bytes')
    joined.link.delay(0, way)
    from.socket.end(' last')
    await to.hears(`${before}late last`)
    expect(performance.now() - start).toBeGreaterThanOrEqual(100)
    await to.until(({ fate }) => fate === 'FIN')
  })

  it('reads no faster than it is told', async () => {
    const joined = await join()
    const { from, to, before } = sides(joined)
    const BYTES = 200_000
    joined.link.slow(1_000_000, way)
    const start = performance.now()
    from.socket.write('x'.repeat(BYTES))
    await to.until(({ heard }) => heard.length === before.length + BYTES)
    // It reads 64 KiB at a time, and rests after each.
    expect(performance.now() - start).toBeGreaterThanOrEqual(130)
  })

  it('stalls, then passes on what it held', async () => {
    const joined = await join()
    const { from, to, before } = sides(joined)
    joined.link.stall(way)
    from.socket.write('held')
    await proxy.until(() => joined.link.accepted(way) === before.length + 4, 'the bytes')
    // The other direction is alive.
    to.socket.write('other way')
    await from.until(({ heard }) => heard.endsWith('other way'))
    expect({ heard: to.heard, passed: joined.link.passed(way) }).toEqual({ heard: before, passed: before.length })
    joined.link.resume(way)
    await to.hears(`${before}held`)
  })

  it('FIN towards one end: it hears nothing more, the other goes on', async () => {
    const joined = await join()
    const { from, to, before } = sides(joined)
    joined.link.cut(way)
    await to.until(({ fate }) => fate === 'FIN')
    from.socket.write('dropped')
    to.socket.end('last words')
    await from.until(({ heard, fate }) => heard.endsWith('last words') && fate === 'FIN')
    from.socket.end()
    await proxy.untilIdle()
    expect(to.heard).toBe(before)
  })

  it('RST towards one end: the other hears of it when the link resumes', async () => {
    const joined = await join()
    const { from, to } = sides(joined)
    joined.link.reset(way)
    await to.until(({ fate }) => fate === 'RST')
    from.socket.write('to nobody')
    await proxy.until(() => joined.link.openSockets === 1, 'one end to be gone')
    expect(from.fate).toBe('open')
    joined.link.resume()
    await from.until(({ fate }) => fate === 'RST')
    await proxy.untilIdle()
  })

  it('acts after so many bytes, and before the next', async () => {
    const joined = await join()
    const { from, to, before } = sides(joined)
    joined.link.after(way, 5, () => joined.link.cut())
    joined.link.after(way, 2, () => (seen = joined.link.passed(way)))
    let seen = 0
    from.socket.write('123456789')
    await to.until(({ fate }) => fate === 'FIN')
    expect({ heard: to.heard, seen }).toEqual({ heard: `${before}12345`, seen: before.length + 2 })
  })
})

it('FIN and RST to both ends', async () => {
  const cut = await join()
  cut.link.cut()
  await Promise.all([cut.client, cut.server].map((end) => end.until(({ fate }) => fate === 'FIN')))
  await proxy.close()
  const reset = await join()
  reset.link.reset()
  await Promise.all([reset.client, reset.server].map((end) => end.until(({ fate }) => fate === 'RST')))
})

it('ends what it has just accepted, and the server hears nothing of it', async () => {
  proxy = await startTcpProxy(`127.0.0.1:${(target.address() as AddressInfo).port}`, (link) => link.reset('down'))
  const client = dial()
  await client.until(({ fate }) => fate === 'RST')
  await proxy.untilIdle()
})

it('closes its port and opens it again; connections that are there stay', async () => {
  const { client, server } = await join()
  const { host } = proxy
  proxy.closePort()
  const refused = dial()
  await refused.until(({ fate }) => fate === 'RST')
  client.socket.write('still there')
  await server.hears('up.still there')
  await proxy.openPort()
  expect(proxy.host).toBe(host)
  onServerEnd = () => undefined
  const second = dial()
  second.socket.write('x')
  await proxy.until(() => proxy.links.length === 2 && proxy.links[1]!.passed('up') === 1, 'the second connection')
})
