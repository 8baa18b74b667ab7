/**
 * The demonstration server: each path does the same over the wire and simulated in the page; over the wire it keeps to
 * its own paths and answers what it does not know.
 */
import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import { WebSocket as Client } from 'ws'
import { createBehaviours } from '../../.storybook/live-server/behaviours.js'
import { LINES } from '../../.storybook/live-server/lines.js'
import { answerHealth, attachLiveServer } from '../../.storybook/live-server/live.js'
import { simulateServer, SimulatedWebSocket } from '../../.storybook/live-server/simulated.js'
import type { SwitchReport, Turn } from '../../.storybook/live-server/switches.js'
import type { TopicEvent } from '../../.storybook/live-server/topicServer.js'
import { logSocket, type SocketLog } from './support/socket-log.js'

interface Adapter {
  open(route: string, protocols?: string[]): SocketLog
  stop(): Promise<void>
}

const opened: SocketLog[] = []

async function startLive(): Promise<Adapter> {
  const { server, port, stop } = await listen()
  const detach = attachLiveServer(server)
  return {
    open: (route, protocols) => track(logSocket(new Client(`ws://127.0.0.1:${port}${route}`, protocols))),
    stop() {
      detach()
      return stop()
    },
  }
}

function startSimulated(): Promise<Adapter> {
  const restore = simulateServer(['page.example'])
  return Promise.resolve({
    open: (route, protocols) =>
      track(logSocket(new SimulatedWebSocket(`ws://page.example${route}`, protocols) as never)),
    stop: () => Promise.resolve(restore()),
  })
}

function track(log: SocketLog): SocketLog {
  opened.push(log)
  return log
}

async function listen(): Promise<{ server: Server; port: number; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (!answerHealth(request, response)) response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    server,
    port,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

describe.each([
  { name: 'live', start: startLive },
  { name: 'simulated', start: startSimulated },
])('$name', ({ start }) => {
  let adapter: Adapter

  beforeEach(async () => {
    adapter = await start()
  })
  afterEach(async () => {
    for (const { socket } of opened.splice(0)) socket.close()
    await adapter.stop()
  })

  test('echo sends texts and bytes back, empty ones too, and answers a close with its code', async () => {
    const log = adapter.open('/ws/echo')
    await log.until(1)
    log.socket.send('hello')
    log.socket.send('')
    log.socket.send(Uint8Array.of(0, 255))
    await log.until(4)
    log.socket.close(4001, 'Done')
    expect(await log.ended()).toEqual(['open', 'message hello', 'message ', 'message <00ff>', 'close 4001 Done clean'])
  })

  test('burst numbers its packets over the whole connection, and takes more counts', async () => {
    const log = adapter.open('/ws/burst?n=2&size=3')
    await log.until(3)
    log.socket.send('2')
    log.socket.send('nonsense')
    log.socket.send('1')
    expect(await log.until(6)).toEqual([
      'open',
      ...['0..', '1..', '2..', '3..', '4..'].map((text) => `message ${text}`),
    ])
  })

  test('burst has a bound, by count and by bytes', async () => {
    const many = adapter.open('/ws/burst?n=999999999')
    expect(await many.until(10_001)).toHaveLength(10_001)
    const large = adapter.open('/ws/burst?n=10000&size=999999')
    expect(await large.until(129)).toHaveLength(129)
    large.socket.send('0')
    large.socket.send('1')
    expect((await large.until(130))[129]).toHaveLength('message '.length + 65_536)
  })

  test('ticker counts', async () => {
    expect(await adapter.open('/ws/ticker?ms=10').until(4)).toEqual(['open', 'message 1', 'message 2', 'message 3'])
    expect(await adapter.open('/ws/ticker?ms=10&name=One').until(3)).toEqual(['open', 'message One 1', 'message One 2'])
  })

  test('talker closes whoever is silent, however much it talks itself', async () => {
    const lines = await adapter.open('/ws/talker?ms=20&silence=200').ended()
    expect(lines).toContain('message 1')
    expect(lines.at(-1)).toBe('close 4408 Are you still there? clean')
  })

  test('talker keeps whoever speaks, and answers a ping', async () => {
    const log = adapter.open('/ws/talker?ms=10&silence=60000')
    await log.until(1)
    log.socket.send('ping')
    while (!log.lines.includes('message pong')) await log.until(log.lines.length + 1)
    expect(log.lines).not.toContainEqual(expect.stringMatching(/^close/))
  })

  test('login answers a good token with a welcome, and echoes what is said from then on', async () => {
    const log = adapter.open('/ws/login')
    await log.until(1)
    log.socket.send('{"type":"auth","token":"ada-7"}')
    log.socket.send('{"type":"say","text":"Hello"}')
    log.socket.send('nonsense')
    log.socket.send('{"type":"say","text":"Bye"}')
    expect(await log.until(4)).toEqual([
      'open',
      'message {"type":"welcome","name":"Ada"}',
      'message {"type":"said","from":"Ada","text":"Hello"}',
      'message {"type":"said","from":"Ada","text":"Bye"}',
    ])
  })

  test.each([
    { what: 'another message than auth', first: '{"type":"say","text":"Hello"}', reason: 'Log in first' },
    { what: 'nonsense', first: 'nonsense', reason: 'Log in first' },
    { what: 'a token of nobody', first: '{"type":"auth","token":"toString"}', reason: 'Who are you?' },
  ])('login closes with 4401 for $what', async ({ first, reason }) => {
    const log = adapter.open('/ws/login')
    await log.until(1)
    log.socket.send(first)
    expect(await log.ended()).toEqual(['open', `close 4401 ${reason} clean`])
  })

  test('login denies a token that has expired, and still waits for a good one', async () => {
    const log = adapter.open('/ws/login')
    await log.until(1)
    log.socket.send('{"type":"auth","token":"ada-1"}')
    log.socket.send('{"type":"auth","token":"grace-9"}')
    expect(await log.until(3)).toEqual([
      'open',
      'message {"type":"denied","why":"the token has expired"}',
      'message {"type":"welcome","name":"Grace"}',
    ])
  })

  test('lines are cut anywhere, and are whole again when put together', async () => {
    const log = adapter.open('/ws/lines?cut=5')
    await log.until(1)
    const frames: string[] = []
    const text = () => Buffer.from(frames.join(''), 'hex').toString()
    while (text().split('\n').length <= LINES.length) {
      await log.until(frames.length + 2)
      frames.push(log.lines[frames.length + 1]?.replace(/^message <|>$/g, '') ?? '')
    }
    expect(text()).toBe(LINES.map((line) => `${line}\n`).join(''))
    expect(frames.slice(0, -1).every((frame) => frame.length === 10)).toBe(true)
    log.socket.send('end')
    const rest = (await log.ended()).slice(frames.length + 1)
    expect(rest.at(-1)).toBe('close 1000 clean')
    expect(rest.slice(0, -1).map((line) => Buffer.from(line.replace(/^message <|>$/g, ''), 'hex').toString())).toEqual([
      '{"cit',
      'y":"B',
      'o',
    ])
  })

  test('rows sends each row once, in an order without neighbours, and then at a rate', async () => {
    const log = adapter.open('/ws/rows?rows=4&rate=0')
    await log.until(1)
    log.socket.send('"all"')
    expect(await log.until(5)).toEqual([
      'open',
      ...['{"row":0,"value":0}', '{"row":3,"value":1}', '{"row":2,"value":2}', '{"row":1,"value":3}'].map(
        (text) => `message ${text}`,
      ),
    ])
    log.socket.send('1000')
    expect((await log.until(7)).slice(5, 7)).toEqual(['message {"row":0,"value":4}', 'message {"row":3,"value":5}'])
  })

  test('slow-handshake opens after its time', async () => {
    const start = performance.now()
    const log = adapter.open('/ws/slow-handshake?ms=200')
    await log.until(1)
    // Timers may be a millisecond early.
    expect(performance.now() - start).toBeGreaterThan(190)
    log.socket.send('late')
    expect(await log.until(2)).toEqual(['open', 'message late'])
  })

  test('hung-handshake never opens; given up, it ends like any failed attempt', async () => {
    const hung = adapter.open('/ws/hung-handshake')
    await adapter.open('/ws/echo').until(1)
    expect(hung.lines).toEqual([])
    hung.socket.close()
    expect(await hung.ended()).toEqual(['close 1006 unclean'])
  })

  test.each(['/ws/reject?status=401', '/ws/reject?status=200', '/ws/close?code=1006', '/ws/close?code=5000'])(
    '%s is a failed attempt',
    async (route) => {
      expect(await adapter.open(route).ended()).toEqual(['close 1006 unclean'])
    },
  )

  test.each([
    { what: 'a code and a reason', route: '/ws/close?code=4001&reason=Enough', end: 'close 4001 Enough clean' },
    { what: 'a code after some time', route: '/ws/close?code=1012&after=20', end: 'close 1012 clean' },
    { what: 'nothing said', route: '/ws/close', end: 'close 1000 clean' },
    {
      what: 'a reason that is too long',
      route: `/ws/close?reason=${'€'.repeat(99)}`,
      end: `close 1000 ${'€'.repeat(41)} clean`,
    },
  ])('close closes with $what', async ({ route, end }) => {
    expect(await adapter.open(route).ended()).toEqual(['open', end])
  })

  test.each(['/ws/drop', '/ws/drop?after=20'])('%s opens, and is lost', async (route) => {
    expect(await adapter.open(route).ended()).toEqual(['open', 'close 1006 unclean'])
  })

  test('deaf never answers a close frame', async () => {
    const deaf = adapter.open('/ws/deaf')
    await deaf.until(1)
    deaf.socket.close(1000)
    // Whatever comes to others after that, here nothing comes.
    const echo = adapter.open('/ws/echo')
    await echo.until(1)
    echo.socket.close(1000)
    await echo.ended()
    expect(deaf.lines).toEqual(['open'])
  })

  test.each([
    { offered: ['a', 'b'], prefer: 'b', chosen: 'b' },
    { offered: ['a', 'b'], prefer: 'c', chosen: 'a' },
    { offered: [], prefer: 'a', chosen: '' },
  ])('protocols chooses $chosen of $offered', async ({ offered, prefer, chosen }) => {
    const log = adapter.open(`/ws/protocols?prefer=${prefer}`, offered)
    expect(await log.until(2)).toEqual([`open ${chosen}`.trim(), `message ${JSON.stringify({ offered, chosen })}`])
  })

  test('where tells the whole address', async () => {
    const log = adapter.open('/ws/where?a=1&b=%20')
    expect((await log.until(2))[1]).toMatch(/^message ws:\/\/[\w.]+(:\d+)?\/ws\/where\?a=1&b=%20$/)
  })

  test('mix sends good and bad packets, and again on each message', async () => {
    const log = adapter.open('/ws/mix')
    await log.until(8)
    log.socket.send('again')
    const lines = await log.until(15)
    expect(lines.slice(1, 8)).toEqual(lines.slice(8))
    expect(lines).toContain('message <fffe0080>')
  })

  test('chat tells everybody in the room, and only them, who comes, speaks and leaves', async () => {
    const ada = adapter.open('/ws/chat?room=one&as=Ada')
    await ada.until(2)
    const elsewhere = adapter.open('/ws/chat?room=two&as=Eve')
    await elsewhere.until(2)
    const grace = adapter.open('/ws/chat?room=one&as=Grace')
    await grace.until(2)
    grace.socket.send('{"text":"Hello"}')
    grace.socket.send('{"text":7}')
    grace.socket.send('nonsense')
    await grace.until(3)
    grace.socket.close()
    expect((await ada.until(5)).slice(1).map((line) => JSON.parse(line.replace('message ', '')) as unknown)).toEqual([
      { type: 'joined', from: 'Ada', who: ['Ada'] },
      { type: 'joined', from: 'Grace', who: ['Ada', 'Grace'] },
      { type: 'said', from: 'Grace', text: 'Hello' },
      { type: 'left', from: 'Grace', who: ['Ada'] },
    ])
    expect(elsewhere.lines).toHaveLength(2)
  })

  test('topics: it confirms, counts, refuses, and says on the control socket what is subscribed', async () => {
    const control = adapter.open('/ws/topics-control?room=one')
    const log = adapter.open('/ws/topics?room=one')
    await log.until(1)
    const reported = () => (JSON.parse(control.lines.at(-1)!.replace('message ', '')) as SwitchReport).subscribed
    log.socket.send(JSON.stringify({ op: 'subscribe', topics: ['a', 'secret'] }))
    const events = (await log.until(4)).slice(1).map((line) => JSON.parse(line.replace('message ', '')) as TopicEvent)
    expect(events).toEqual([
      { type: 'subscribed', topic: 'a' },
      { type: 'rejected', topic: 'secret' },
      { type: 'number', topic: 'a', number: 1 },
    ])
    while (!isDeepStrictEqual(reported(), ['a'])) await control.until(control.lines.length + 1)
    log.socket.send(JSON.stringify({ op: 'unsubscribe', topics: ['a'] }))
    while (reported()) await control.until(control.lines.length + 1)
  })

  test('questions: it answers with the id, in its time or with an error, and reads what is no question', async () => {
    const log = adapter.open('/ws/questions?room=one')
    await log.until(1)
    const questions = [
      ...['no JSON', { id: 1, ask: 'never', after: null }, { id: 2, ask: 'late', after: 20 }],
      ...[
        { id: 3, ask: 'now', after: 0 },
        { id: 4, ask: 'refused', after: 0, refuse: true },
      ],
    ]
    for (const question of questions) log.socket.send(JSON.stringify(question))
    expect((await log.until(4)).slice(1)).toEqual([
      'message {"id":3,"answer":"now, answered"}',
      'message {"id":4,"error":{"why":"not allowed"}}',
      'message {"id":2,"answer":"late, answered"}',
    ])
  })

  describe('a switch', () => {
    const room = '/ws/switch?room=one'

    /** Opens the control socket of a room; what it tells can be waited for. */
    async function control(name = 'one') {
      const log = adapter.open(`/ws/switch-control?room=${name}`)
      await log.until(2)
      const last = () => JSON.parse(log.lines.at(-1)?.replace('message ', '') ?? '') as SwitchReport
      return {
        log,
        last,
        async reports(expected: Partial<SwitchReport>) {
          const isAsExpected = () =>
            Object.entries(expected).every(([key, value]) =>
              isDeepStrictEqual(last()[key as keyof SwitchReport], value),
            )
          while (!isAsExpected()) await log.until(log.lines.length + 1)
        },
        turn: (turn: Turn['turn']) => log.socket.send(JSON.stringify({ turn })),
      }
    }

    test('up, it echoes texts, counts bytes, and answers a ping, which it does not record', async () => {
      const { last, reports } = await control()
      expect(last()).toEqual({ position: 'up', connections: 0, accepted: 0, rejected: 0, texts: [], bytes: 0 })
      const log = adapter.open(room)
      await log.until(1)
      log.socket.send('ping')
      log.socket.send('hello')
      log.socket.send(new Uint8Array(300))
      await reports({ connections: 1, accepted: 1, texts: ['hello'], bytes: 300 })
      expect(await log.until(3)).toEqual(['open', 'message pong', 'message hello'])
    })

    test('down, it cuts all connections and takes no more, until it is up', async () => {
      const { turn, reports } = await control()
      const logs = [adapter.open(room), adapter.open(room)]
      for (const log of logs) await log.until(1)
      turn('down')
      for (const log of logs) expect(await log.ended()).toEqual(['open', 'close 1006 unclean'])
      await reports({ position: 'down', connections: 0 })
      expect(await adapter.open(room).ended()).toEqual(['close 1006 unclean'])
      await reports({ rejected: 1 })
      turn('up')
      await reports({ position: 'up' })
      await adapter.open(room).until(1)
    })

    test('restarted, it is down, and up again by itself', async () => {
      const { turn, reports } = await control()
      const log = adapter.open(room)
      await log.until(1)
      turn('restart')
      await reports({ position: 'down' })
      expect(await log.ended()).toEqual(['open', 'close 1006 unclean'])
      await reports({ position: 'up' })
    })

    test('whoever turns a switch during a restart has the last word', async () => {
      const { turn, reports, last } = await control()
      turn('restart')
      await reports({ position: 'down' })
      turn('refusing')
      await reports({ position: 'refusing' })
      // A restart that began later is over later.
      const other = await control('two')
      other.turn('restart')
      await other.reports({ position: 'down' })
      await other.reports({ position: 'up' })
      expect(last().position).toBe('refusing')
    })

    test('frozen, it opens but reads nothing, not even a close frame; then first what came meanwhile', async () => {
      const { turn, reports, last } = await control()
      const before = adapter.open(room)
      await before.until(1)
      turn('frozen')
      await reports({ position: 'frozen' })
      const meanwhile = adapter.open(room)
      await meanwhile.until(1)
      before.socket.send('ping')
      before.socket.send('one')
      before.socket.send('two')
      before.socket.close(4000)
      meanwhile.socket.send('three')
      await reports({ connections: 2 })
      expect(last().texts).toEqual([])
      turn('up')
      await reports({ connections: 1 })
      expect(last().texts.filter((text) => text !== 'three')).toEqual(['one', 'two'])
      expect((await before.ended()).at(-1)).toBe('close 4000 clean')
      expect(await meanwhile.until(2)).toEqual(['open', 'message three'])
    })

    test('killed while it is frozen, it cuts what it did not read', async () => {
      const { turn, reports } = await control()
      const logs = [adapter.open(room), adapter.open(room)]
      for (const log of logs) await log.until(1)
      turn('frozen')
      await reports({ position: 'frozen' })
      logs[0]?.socket.close()
      turn('down')
      await reports({ connections: 0 })
      for (const log of logs) expect((await log.ended()).at(-1)).toBe('close 1006 unclean')
    })

    test('refusing, it keeps whom it has', async () => {
      const { turn, reports } = await control()
      const log = adapter.open(room)
      await log.until(1)
      turn('refusing')
      await reports({ position: 'refusing', connections: 1 })
      expect(await adapter.open(room).ended()).toEqual(['close 1006 unclean'])
      log.socket.send('still here')
      expect(await log.until(2)).toEqual(['open', 'message still here'])
    })

    test('dropping, it opens and cuts', async () => {
      const { turn, reports } = await control()
      turn('dropping')
      await reports({ position: 'dropping' })
      expect(await adapter.open(room).ended()).toEqual(['open', 'close 1006 unclean'])
      await reports({ accepted: 1, rejected: 0, connections: 0 })
    })

    test('expelling, it closes with a code of its own, and stays where it is', async () => {
      const { turn, reports } = await control()
      const log = adapter.open(room)
      await log.until(1)
      turn('expel')
      expect(await log.ended()).toEqual(['open', 'close 4001 Who are you? clean'])
      await reports({ position: 'up', connections: 0 })
    })

    test('each room has its own; what is no order changes nothing', async () => {
      const one = await control()
      const two = await control('two')
      two.log.socket.send('nonsense')
      two.log.socket.send('{"turn":"sideways"}')
      two.log.socket.send('null')
      two.turn('down')
      await two.reports({ position: 'down' })
      expect(two.log.lines).toHaveLength(3)
      await adapter.open(room).until(1)
      await one.reports({ position: 'up', accepted: 1 })
    })

    test('a room that is left is forgotten', async () => {
      const { turn, reports, log } = await control()
      turn('down')
      await reports({ position: 'down' })
      log.socket.close()
      await log.ended()
      // The live server hears of it a moment later than the page.
      let position = 'down'
      while (position === 'down') {
        const next = await control()
        position = next.last().position
        next.log.socket.close()
        await next.log.ended()
      }
      expect(position).toBe('up')
    })
  })
})

describe('over the wire', () => {
  let server: Server
  let port: number
  let detach: () => void
  let stop: () => Promise<void>

  beforeEach(async () => {
    ;({ server, port, stop } = await listen())
    detach = attachLiveServer(server)
  })
  afterEach(async () => {
    detach()
    await stop()
  })

  test.each(['/ws/no-such-path', '/ws/', '/ws/toString', '/ws/echo/more'])('%s is answered with 404', async (path) => {
    expect(await upgrade(port, path)).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/)
  })

  test('a host that is none is answered with 400', async () => {
    expect(await upgrade(port, '/ws/echo', 'a b')).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('upgrades elsewhere are left to others', async () => {
    server.on('upgrade', ({ url }, socket) => {
      if (url === '/other') socket.end('HTTP/1.1 418 Mine\r\n\r\n')
    })
    expect(await upgrade(port, '/other')).toMatch(/^HTTP\/1\.1 418 Mine/)
  })

  test('health says that there is a live server', async () => {
    const [response] = (await once(get(`http://127.0.0.1:${port}/ws/health?now`), 'response')) as [IncomingMessage]
    const [body] = (await once(response, 'data')) as [Buffer]
    expect(JSON.parse(body.toString())).toEqual({ server: 'live' })
  })

  test('a page that goes away in the middle of a handshake leaves nothing behind', async () => {
    for (const path of ['/ws/hung-handshake', '/ws/slow-handshake?ms=60000']) {
      const upgraded = once(server, 'upgrade') as Promise<[IncomingMessage]>
      const socket = connect(port, '127.0.0.1')
      socket.write(handshake(path, 'localhost'))
      const [{ socket: ownEnd }] = await upgraded
      const closed = once(ownEnd, 'close')
      socket.destroy()
      await closed
    }
  })
})

test('every path says what it does', () => {
  for (const [path, { summary }] of Object.entries(createBehaviours())) {
    expect(path).toMatch(/^\/ws\/[a-z-]+$/)
    expect(summary).toMatch(/\w/)
  }
})

/** What the server writes to a handshake, up to its end. */
async function upgrade(port: number, path: string, host = 'localhost'): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += String(chunk)))
  socket.write(handshake(path, host))
  await once(socket, 'close')
  return answer
}

function handshake(path: string, host: string): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '\r\n',
  ].join('\r\n')
}
