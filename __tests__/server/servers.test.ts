/**
 * The test servers themselves, seen by the `ws` client: a server that did not do what its script says would make every
 * test above it prove something else.
 */
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import * as frames from '../support/servers/frames'
import { refusedHost, startRawServer, type Script } from '../support/servers/raw-server'
import { useServers } from '../support/servers/use-servers'

const servers = useServers()

/** What a client sees, in order. */
function watch(socket: WebSocket): { seen: string[]; closed: Promise<void> } {
  const seen: string[] = []
  socket.on('open', () => seen.push(`open ${socket.protocol}`.trim()))
  socket.on('message', (data, isBinary) => seen.push(`${isBinary ? 'binary' : 'text'} ${(data as Buffer).toString()}`))
  socket.on('error', (error) => seen.push(`error ${error.message}`))
  socket.on('close', (code, reason) => seen.push(`close ${code} ${reason.toString()}`.trim()))
  return { seen, closed: new Promise((resolve) => socket.on('close', () => resolve())) }
}

describe('the well-behaved server', () => {
  it('echoes text as text and bytes as bytes', async () => {
    const server = await servers.ws()
    const client = new WebSocket(server.url('/echo'))
    const { seen, closed } = watch(client)
    client.on('open', () => {
      client.send('a')
      client.send(Buffer.from('b'))
    })
    client.on('message', (_data, isBinary) => isBinary && client.close(3000, 'done'))
    await closed
    expect(seen).toEqual(['open', 'text a', 'binary b', 'close 3000 done'])
    await server.untilIdle()
  })

  it('sends bursts, closes with a code, chooses the last subprotocol and knows no other path', async () => {
    const server = await servers.ws({ '/mine': (socket) => socket.close(4000) })
    const cases: [path: string, protocols: string[], seen: string[]][] = [
      ['/close?code=4001&reason=no', [], ['open', 'close 4001 no']],
      ['/mine', ['a', 'b'], ['open b', 'close 4000']],
      ['/nowhere', [], ['error Unexpected server response: 404', 'close 1006']],
    ]
    for (const [path, protocols, expected] of cases) {
      const { seen, closed } = watch(new WebSocket(server.url(path), protocols))
      await closed
      expect(seen).toEqual(expected)
    }
    const burst = new WebSocket(server.url('/burst?count=3'))
    const { seen, closed } = watch(burst)
    burst.on('message', (data) => (data as Buffer).toString() === '2' && burst.close())
    await closed
    expect(seen).toEqual(['open', 'text 0', 'text 1', 'text 2', 'close 1005'])
    expect(server.handshakes.map(({ path, protocols }) => [path, protocols])).toEqual([
      ['/close?code=4001&reason=no', []],
      ['/mine', ['a', 'b']],
      ['/nowhere', []],
      ['/burst?count=3', []],
    ])
  })

  it('ends what is still open when it closes', async () => {
    const server = await servers.ws()
    const { seen, closed } = watch(new WebSocket(server.url('/')))
    await server.until(() => server.handshakes.length === 1, 'the handshake')
    await server.close()
    await closed
    expect(seen.at(-1)).toBe('close 1006')
    expect(server.openSockets).toBe(0)
  })
})

describe('the raw server', () => {
  const cases: [does: string, script: Script, seen: string[], protocols?: string[]][] = [
    [
      'opens, speaks and closes in one write',
      (peer) => peer.accept(frames.textFrame('a'), frames.closeFrame(4000, 'x')),
      ['open', 'text a', 'close 4000 x'],
    ],
    [
      'chooses a subprotocol',
      (peer) => peer.fin(peer.acceptance({ protocol: 'p' }), frames.closeFrame()),
      ['open p', 'close 1005'],
      ['o', 'p'],
    ],
    [
      'fragments',
      (peer) => peer.accept(frames.fragmentedText('a', 'b', 'c'), frames.closeFrame(1000)),
      ['open', 'text abc', 'close 1000'],
    ],
    [
      'sends long frames',
      (peer) =>
        peer.accept(
          frames.binaryFrame(Buffer.alloc(126, 'x')),
          frames.textFrame('y'.repeat(65_536)),
          frames.closeFrame(1000),
        ),
      ['open', `binary ${'x'.repeat(126)}`, `text ${'y'.repeat(65_536)}`, 'close 1000'],
    ],
    ['ends the connection', (peer) => peer.fin(peer.acceptance()), ['open', 'close 1006']],
    [
      'cuts in the middle of a frame',
      (peer) => peer.fin(peer.acceptance(), frames.textFrame('abc').subarray(0, 3)),
      ['open', 'close 1006'],
    ],
    ['resets', (peer) => peer.reset(), ['error read ECONNRESET', 'close 1006']],
    ['rejects', (peer) => peer.refuse(503), ['error Unexpected server response: 503', 'close 1006']],
    [
      'answers with a wrong key',
      (peer) => peer.write(peer.acceptance({ acceptKey: 'x' })),
      ['error Invalid Sec-WebSocket-Accept header', 'close 1006'],
    ],
    [
      'masks',
      (peer) => peer.accept(frames.maskedTextFrame('a')),
      ['open', 'error Invalid WebSocket frame: MASK must be clear', 'close 1006'],
    ],
    [
      'sends what is not UTF-8',
      (peer) => peer.accept(frames.invalidTextFrame()),
      ['open', 'error Invalid WebSocket frame: invalid UTF-8 sequence', 'close 1006'],
    ],
  ]

  it.each(cases)('%s', async (_does, script, expected, protocols = []) => {
    const server = await servers.raw(script)
    const { seen, closed } = watch(new WebSocket(server.url(), protocols))
    await closed
    expect(seen).toEqual(expected)
  })

  it('reads what the client sends, whatever the size', async () => {
    const read: unknown[] = []
    const server = await servers.raw(async (peer) => {
      peer.accept()
      for (let count = 0; count < 3; count += 1) read.push((await peer.nextText()).length)
      read.push(await peer.nextClose())
      peer.fin(frames.closeFrame(3001, 'theirs'))
    })
    const client = new WebSocket(server.url())
    const { seen, closed } = watch(client)
    client.on('open', () => {
      for (const length of [5, 500, 70_000]) client.send('x'.repeat(length))
      client.close(3000, 'mine')
    })
    await closed
    expect(read).toEqual([5, 500, 70_000, { code: 3000, reason: 'mine' }])
    expect(seen).toEqual(['open', 'close 3001 theirs'])
  })

  it('stays silent, and tells a script whose client has gone', async () => {
    const server = await servers.raw(async (peer) => {
      await peer.nextFrame()
    })
    const client = new WebSocket(server.url())
    const { closed } = watch(client)
    await server.until(() => server.handshakes.length === 1, 'the handshake')
    client.close()
    await closed
    await server.untilIdle()
    expect(server.peers.map((peer) => peer.isGone)).toEqual([true])
  })

  it('hands on the error of a script', async () => {
    const server = await startRawServer((peer) => {
      peer.reset()
      throw new Error('a mistake in the script')
    })
    await watch(new WebSocket(server.url())).closed
    await expect(server.close()).rejects.toThrow('a mistake in the script')
  })

  it('counts connections that never ask for a handshake', async () => {
    const server = await servers.raw(() => undefined)
    const socket = connect({ host: '127.0.0.1', port: Number(server.host.split(':')[1]) })
    await server.until(() => server.connections === 1, 'the connection')
    expect(server.openSockets).toBe(1)
    socket.destroy()
    await server.untilIdle()
    expect(server.handshakes).toEqual([])
  })

  it('knows an address on which nothing listens', async () => {
    const { seen, closed } = watch(new WebSocket(`ws://${await refusedHost()}`))
    await closed
    expect(seen).toEqual([expect.stringContaining('ECONNREFUSED'), 'close 1006'])
  })
})
