/**
 * The first hour: what the package promises beyond the faults, each as a user would say it.
 */
import { act, render } from '@testing-library/react'
import { useEffect } from 'react'
import {
  backoff,
  bytes,
  createWebSocketNode,
  json,
  ping,
  text,
  useNode,
  useReceivedLog,
  useReceivedReducer,
  useRemaining,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  wire,
  type ConnectedInfo,
  type ReactWebSocketNodeOptions,
  type StreamFormat,
} from '../../src/index.js'
import { openNewest, pass, renderNode, spendHour } from './kit.js'

const hour = spendHour()

const AT_HOME = { host: 'home.test', useWSS: false, autoconnectMode: 'self-ready', format: text } as const
type Options = ReactWebSocketNodeOptions<typeof text>

/** The server's close frame, or the loss of the connection. */
const closeNewest = (code = 1006) => act(() => hour.sockets.at(-1)!.closes(code, '', code !== 1006))

describe('messages', () => {
  it('each packet is told once, in order, before its batch', async () => {
    const story: string[] = []
    renderNode<typeof text>({
      ...AT_HOME,
      onPacket: (packet) => story.push(packet),
      onReceived: (packets) => story.push(packets.join('+')),
    })
    const socket = await openNewest(hour)
    socket.delivers('a')
    socket.delivers('b')
    await pass()
    expect(story).toEqual(['a', 'b', 'a+b'])
  })

  it('after an unmount inside of a packet, nothing more of its batch is told', async () => {
    const heard: string[] = []
    const subject = renderNode<typeof text>({
      ...AT_HOME,
      onPacket(packet) {
        heard.push(packet)
        subject.unmount()
      },
    })
    const socket = await openNewest(hour)
    socket.delivers('a')
    socket.delivers('b')
    await pass()
    expect(heard).toEqual(['a'])
  })

  it('pending says how many packets are not emitted yet', async () => {
    const subject = renderNode({ ...AT_HOME, flush: 'frame' })
    const socket = await openNewest(hour)
    socket.delivers('a')
    socket.delivers('b')
    expect(subject.node.pending).toBe(2)
    expect(subject.node.receive()).toEqual(['a', 'b'])
    expect(subject.node.pending).toBe(0)
  })

  it('a hundred messages wait for the connection by default, and the next is refused', () => {
    const subject = renderNode(AT_HOME)
    const answers = Array.from({ length: 101 }, (_, index) => subject.node.send(String(index)))
    expect(answers.lastIndexOf(true)).toBe(99)
    expect(subject.node.queued).toBe(100)
  })

  it('what a node takes before its mount, and no mount takes within a second, is told as lost', async () => {
    const lost: (readonly unknown[])[] = []
    const subject = renderNode(AT_HOME)
    subject.node.on('sendFailed', (messages) => lost.push(messages))
    subject.unmount()
    await pass()
    expect(subject.node.send('is anybody there?')).toBe(true)
    await pass(1000)
    expect(lost).toEqual([['is anybody there?']])
  })

  it('queued messages that are lost and nobody hears of are said on the console', async () => {
    const subject = renderNode<typeof text>({ ...AT_HOME, url: 'ws://home.test/a', host: undefined })
    subject.node.send('for a')
    subject.rerender({ ...AT_HOME, url: 'ws://home.test/b', host: undefined })
    await pass()
    expect(hour.takeComplaints()).toEqual([expect.stringMatching(/1 queued messages.*onSendFailed/)])
  })

  it('send() of a string under bytes says what to do instead', () => {
    const subject = renderNode({ ...AT_HOME, format: bytes })
    expect(() => subject.node.send('hi' as never)).toThrow(/format: text.*sendString/)
  })

  it('wire tells text and bytes apart', async () => {
    const packets: unknown[] = []
    renderNode({ ...AT_HOME, format: wire, onPacket: (packet) => packets.push(packet) })
    const socket = await openNewest(hour)
    socket.delivers('text')
    socket.delivers(new Uint8Array([1]).buffer)
    await pass()
    expect(packets).toEqual(['text', new Uint8Array([1])])
  })

  it('a stream format keeps what is cut, for each connection anew, and says what is left unfinished', async () => {
    const lines: StreamFormat<string, readonly string[], string> = {
      name: 'lines',
      open() {
        let rest = ''
        return {
          decode(frame) {
            const parts = (rest + String(frame)).split('\n')
            rest = parts.pop()!
            return parts
          },
          end() {
            if (rest) throw new Error(`unfinished: ${rest}`)
          },
        }
      },
      join: (packets) => packets,
      encode: (line) => `${line}\n`,
    }
    const story: string[] = []
    renderNode({
      ...AT_HOME,
      format: lines,
      reconnect: { next: () => 0 },
      onPacket: (line) => story.push(line),
      onReceiveFailed: ({ message }, frame) => story.push(message, frame as string),
      onClosed: () => story.push('closed'),
    })
    const socket = await openNewest(hour)
    socket.delivers('on')
    socket.delivers('e\ntwo\nthr')
    await pass()
    closeNewest()
    const next = await openNewest(hour)
    next.delivers('four\n')
    await pass()
    expect(story).toEqual(['one', 'two', expect.stringMatching(/unfinished: thr/), '', 'closed', 'four'])
  })
})

describe('connections', () => {
  it('connected says whether it is the next one to the same destination, and how long it was away', async () => {
    const heard: ConnectedInfo[] = []
    const options = (route: string): Options => ({
      ...AT_HOME,
      route,
      reconnect: { next: () => 3 },
      onConnected: (_url, connection) => heard.push(connection),
    })
    const subject = renderNode(options('/a'))
    await openNewest(hour)
    closeNewest()
    await pass(3000)
    await openNewest(hour)
    subject.rerender(options('/b'))
    await openNewest(hour)
    expect(heard).toEqual([
      { isReconnect: false, downFor: undefined },
      { isReconnect: true, downFor: expect.closeTo(3, 0) as number },
      { isReconnect: false, downFor: undefined },
    ])
  })

  it('reconnect() leaves what is open and begins anew, and the queue stays', async () => {
    const story: string[] = []
    const subject = renderNode<typeof text>({ ...AT_HOME, onClosed: (code) => story.push(`closed ${code}`) })
    await openNewest(hour)
    expect(subject.node.reconnect()).toBe(true)
    expect(subject.node.send('queued')).toBe(true)
    const socket = await openNewest(hour)
    expect([hour.sockets.length, story, socket.sent]).toEqual([2, ['closed 1000'], ['queued']])
  })

  it('connect() and reconnect() in one task make one handshake', async () => {
    const subject = renderNode({ ...AT_HOME, autoconnectMode: 'none' })
    subject.node.connect()
    subject.node.reconnect()
    await openNewest(hour)
    expect(hour.sockets).toHaveLength(1)
    expect(subject.state.status).toBe('open')
  })

  it('close() takes back a connect() that waits for the end of a closing', async () => {
    const subject = renderNode(AT_HOME)
    await openNewest(hour)
    expect([subject.node.close(), subject.node.connect(), subject.node.close()]).toEqual([true, true, true])
    closeNewest(1000)
    await pass(100)
    expect([subject.state.status, hour.sockets.length]).toEqual(['closed', 1])
  })

  it('a node that failed connects to a destination that comes, unless the user closed it', async () => {
    const subject = renderNode(AT_HOME)
    await pass()
    closeNewest()
    expect(subject.state.status).toBe('failed')
    subject.rerender({ ...AT_HOME, route: '/elsewhere' })
    await openNewest(hour)
    expect(subject.state.status).toBe('open')
    subject.node.close()
    closeNewest(1000)
    subject.rerender({ ...AT_HOME, route: '/third' })
    await pass(100)
    expect([subject.state.status, hour.sockets.length]).toEqual(['closed', 2])
  })

  it("a mode that changes from 'none' counts while the node is not connected, and 'none' never closes", async () => {
    const subject = renderNode<typeof text>({ ...AT_HOME, autoconnectMode: 'none' })
    await pass()
    subject.rerender(AT_HOME)
    await openNewest(hour)
    subject.rerender({ ...AT_HOME, autoconnectMode: 'none' })
    await pass()
    expect(subject.state.status).toBe('open')
  })

  it('under a name, a fresh token in the query empties no queue and no log', async () => {
    const Log = ({ token }: { token: number }) => {
      const [, node] = useWebSocketNode({
        url: `ws://home.test/?token=${token}`,
        destination: 'chat',
        autoconnectMode: 'self-ready',
        format: text,
      })
      return <i>{useReceivedLog(node).join()}</i>
    }
    const { rerender, container } = render(<Log token={1} />)
    const socket = await openNewest(hour)
    act(() => socket.delivers('kept'))
    await pass()
    rerender(<Log token={2} />)
    await openNewest(hour)
    expect(hour.sockets).toHaveLength(2)
    expect(container.textContent).toBe('kept')
  })

  it('a room that only the url function knows is another destination under another name', async () => {
    const lost: unknown[] = []
    const options = (room: string): Options => ({
      autoconnectMode: 'self-ready',
      format: text,
      url: () => 'ws://home.test/',
      destination: room,
      onSendFailed: (messages) => lost.push(...messages),
    })
    const subject = renderNode(options('a'))
    const socket = await openNewest(hour)
    act(() => socket.delivers('of a'))
    await pass()
    subject.rerender(options('b'))
    subject.node.send('to b')
    expect(subject.node.lastReceived).toBeUndefined()
    const next = await openNewest(hour)
    expect([next.sent, lost]).toEqual([['to b'], []])
  })

  it('what is said after a logout does not open the next user’s connection', async () => {
    const options = (token: string | null): Options => ({
      autoconnectMode: 'self-ready',
      format: text,
      url: token && `ws://home.test/?token=${token}`,
    })
    const subject = renderNode(options(null))
    expect(subject.node.send('before the first login')).toBe(true)
    subject.rerender(options('ann'))
    const socket = await openNewest(hour)
    expect(socket.sent).toEqual(['before the first login'])
    subject.rerender(options(null))
    await pass()
    expect(subject.node.send('after the logout')).toBe(false)
    subject.rerender(options('bob'))
    expect((await openNewest(hour)).sent).toEqual([])
  })

  it('a close() is forgotten when a url comes after null; one during null stands', async () => {
    const options = (url: string | null): Options => ({ autoconnectMode: 'self-ready', format: text, url })
    const subject = renderNode(options('ws://home.test/a'))
    await openNewest(hour)
    subject.node.close()
    closeNewest(1000)
    subject.rerender(options(null))
    subject.rerender(options('ws://home.test/b'))
    await openNewest(hour)
    expect(subject.state.status).toBe('open')
    subject.rerender(options(null))
    await pass()
    expect(subject.node.close()).toBe(true)
    subject.rerender(options('ws://home.test/c'))
    await pass(100)
    expect([subject.state.status, hour.sockets.length]).toEqual(['idle', 2])
  })

  it('a url function that answers null is told what to pass instead', async () => {
    const messages: string[] = []
    renderNode({
      autoconnectMode: 'self-ready',
      url: () => null as never,
      onConnectFailed: ({ code, message }) => messages.push(code, message),
    })
    await pass()
    expect(messages).toEqual(['invalid-url', expect.stringMatching(/url: null/)])
  })

  it('a wss: address on this machine that refuses says how to do without', async () => {
    const messages: string[] = []
    renderNode({
      host: 'localhost:8080',
      autoconnectMode: 'self-ready',
      onConnectFailed: ({ message }) => messages.push(message),
    })
    await pass()
    closeNewest()
    expect(messages).toEqual([expect.stringMatching(/useWSS: false/)])
  })

  it('protocols may come from a function, asked after the url, which fails as the url function does', async () => {
    const codes: string[] = []
    let fails = false
    const subject = renderNode<typeof text>({
      ...AT_HOME,
      protocols: (attempt) =>
        fails ? Promise.reject(new Error('no token')) : Promise.resolve(['v1', `token-${attempt}`]),
      onConnectFailed: ({ code }) => codes.push(code),
    })
    const socket = await openNewest(hour)
    expect(socket.protocols).toEqual(['v1', 'token-0'])
    fails = true
    subject.node.reconnect()
    await pass()
    expect(codes).toEqual(['url-rejected'])
  })

  it('a page that is prerendered connects when it is shown', async () => {
    const page = Object.assign(document, { prerendering: true })
    const subject = renderNode(AT_HOME)
    await pass(100)
    expect(subject.state.status).toBe('waiting')
    page.prerendering = false
    act(() => void document.dispatchEvent(new Event('prerenderingchange')))
    await openNewest(hour)
    expect(subject.state.status).toBe('open')
  })
})

describe('logging in', () => {
  const denied: Options = {
    ...AT_HOME,
    authenticate: async ({ next }) => {
      if ((await next()) !== 'welcome') throw new Error('denied')
    },
  }

  it('a login that is rejected fails the attempt, and is not retried by backoff()', async () => {
    const story: string[] = []
    renderNode<typeof text>({
      ...denied,
      reconnect: backoff(),
      onConnectFailed: ({ code, cause }) => story.push(code, String(cause)),
      onConnected: () => story.push('connected'),
      onGaveUp: () => story.push('gave up'),
    })
    const socket = await openNewest(hour)
    act(() => socket.delivers('who are you?'))
    await pass(60_000)
    expect(story).toEqual(['rejected', 'Error: denied', 'gave up'])
    expect(hour.sockets).toHaveLength(1)
  })

  it('a login that is never answered times out, and its signal aborts', async () => {
    const codes: string[] = []
    let aborted: unknown
    renderNode<typeof text>({
      ...AT_HOME,
      connectionTimeout: 5,
      authenticate: ({ next, signal }) => {
        signal.addEventListener('abort', () => (aborted = (signal.reason as Error).name))
        return next().then(() => {})
      },
      onConnectFailed: ({ code }) => codes.push(code),
    })
    await openNewest(hour)
    await pass(5000)
    expect([codes, aborted]).toEqual([['timeout'], 'AbortError'])
    expect(hour.takeUncaught()).toEqual([])
  })

  it('what the login did not take is emitted after connected', async () => {
    const story: string[] = []
    renderNode<typeof text>({
      ...denied,
      onConnected: () => story.push('connected'),
      onPacket: (packet) => story.push(packet),
    })
    const socket = await openNewest(hour)
    socket.delivers('welcome')
    socket.delivers('news')
    await pass()
    expect(story).toEqual(['connected', 'news'])
  })
})

describe('what components see', () => {
  it('a countdown shows whole seconds until the next retry', async () => {
    const Countdown = () => {
      const [{ status }, node] = useWebSocketNode<typeof text>({ ...AT_HOME, reconnect: { next: () => 2.5 } })
      return (
        <i>
          {status} {useRemaining(node) ?? '-'}
        </i>
      )
    }
    const { container } = render(<Countdown />)
    await openNewest(hour)
    expect(container.textContent).toBe('open -')
    closeNewest()
    const seen = [container.textContent]
    for (let step = 0; step < 3; step++) {
      await pass(1000)
      seen.push(container.textContent)
    }
    expect(seen).toEqual(['reconnecting 3', 'reconnecting 2', 'reconnecting 1', expect.stringMatching(/^connecting/)])
  })

  it('the heartbeat says how long an answer takes', async () => {
    const subject = renderNode({ ...AT_HOME, heartbeat: ping({ message: 'ping', interval: 1 }) })
    const socket = await openNewest(hour)
    await pass(1000)
    await pass(200)
    act(() => socket.delivers('pong'))
    expect(subject.node.roundTrip).toBeCloseTo(0.2, 1)
  })

  it('useNode(name) without a format sends by sendJson and sendString', async () => {
    const Child = () => {
      const node = useNode('chat')
      useEffect(() => void node?.sendJson({ hi: 1 }), [node])
      return null
    }
    render(
      <WebSocketProvider>
        <WebSocketNode {...AT_HOME} format={json()} name="chat">
          <Child />
        </WebSocketNode>
      </WebSocketProvider>,
    )
    expect((await openNewest(hour)).sent).toEqual(['{"hi":1}'])
  })

  it('a reducer starts again with another room, and keeps the others’ packets out', async () => {
    const Count = ({ room }: { room: string }) => {
      const [, node] = useWebSocketNode({ ...AT_HOME, route: `/${room}` })
      return <i>{useReceivedReducer(node, (count: number) => count + 1, 0)}</i>
    }
    const { rerender, container } = render(<Count room="a" />)
    const socket = await openNewest(hour)
    act(() => socket.delivers('1'))
    await pass()
    expect(container.textContent).toBe('1')
    rerender(<Count room="b" />)
    expect(container.textContent).toBe('0')
  })

  it('a node that nobody connects says so after five seconds; an explicit none is silent', async () => {
    renderNode({ host: 'home.test', autoconnectMode: 'none' })
    await pass(6000)
    expect(hour.takeComplaints()).toEqual([])
    renderNode({ host: 'home.test' })
    await pass(6000)
    expect(hour.takeComplaints()).toEqual([expect.stringMatching(/autoconnectMode: 'self-ready'/)])
  })

  it('a message that waits in a node that nobody connects says so', async () => {
    const subject = renderNode<typeof text>({ ...AT_HOME, autoconnectMode: 'none' })
    await pass()
    subject.node.send('hello')
    expect(hour.takeComplaints()).toEqual([expect.stringMatching(/queue.*node\.connect\(\)/)])
  })
})

it('createWebSocketNode alone is silent', () => {
  const node = createWebSocketNode({ host: 'home.test', format: text, sendQueue: 0 })
  expect(node.send('lost')).toBe(false)
  expect(hour.takeComplaints()).toEqual([])
  node.dispose()
})
