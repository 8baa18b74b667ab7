/**
 * The first hour: what web developers do, and what must not go wrong in silence. One test for each fault that was found;
 * what only a real browser can show stands in __tests__/browser.
 */
import { act, render, screen } from '@testing-library/react'
import { Activity, StrictMode, useEffect, useState } from 'react'
import {
  backoff,
  bytes,
  createWebSocketNode,
  json,
  ping,
  text,
  useLastPacket,
  useLastReceived,
  useNode,
  useReceivedLog,
  useWebSocketNode,
  WebSocketNode,
  WebSocketProvider,
  type ReactWebSocketNodeOptions,
  type WebSocketLike,
  type WebSocketNodeError,
} from '../../src/index.js'
import { openNewest, pass, renderNode, spendHour } from './kit.js'
import { ScriptedSocket } from '../support/react/scripted-socket.js'

const hour = spendHour()

const AT_HOME = { host: 'home.test', useWSS: false, autoconnectMode: 'self-ready', format: text } as const

describe('a connection that ends', () => {
  it('1: a socket that tells only an error, as one that a content security policy forbids, fails at once and says what may be the cause', async () => {
    const failures: WebSocketNodeError[] = []
    renderNode({ ...AT_HOME, connectionTimeout: 0, onConnectFailed: (error) => failures.push(error) })
    await pass()
    const [socket] = hour.sockets
    socket!.readyState = 3
    socket!.onerror?.({} as never)
    await pass()
    expect(failures.map(({ code }) => code)).toEqual(['refused'])
    expect(failures[0]!.message).toMatch(/content security policy/)
  })

  it('2: an open socket that tells an error and no close is noticed', async () => {
    const codes: number[] = []
    const subject = renderNode({ ...AT_HOME, onClosed: (code) => codes.push(code) })
    const socket = await openNewest(hour)
    socket.readyState = 3
    socket.onerror?.({} as never)
    await pass()
    expect(codes).toEqual([1006])
    expect(subject.state.status).toBe('closed')
  })

  it('2, sibling: a socket that is closed without any event is noticed when something is sent', async () => {
    const subject = renderNode(AT_HOME)
    const socket = await openNewest(hour)
    socket.readyState = 3
    expect(subject.node.send('hello?')).toBe(false)
    await pass()
    expect(subject.state.status).toBe('closed')
  })

  it('3: createSocket may give a socket that is open already', async () => {
    const connected: string[] = []
    const createSocket = (url: string): WebSocketLike => Object.assign(new ScriptedSocket(url), { readyState: 1 })
    renderNode({ ...AT_HOME, createSocket, onConnected: (url) => connected.push(url) })
    await pass()
    expect(connected).toEqual(['ws://home.test/'])
  })

  it('3, sibling: createSocket may give a socket that is closed already', async () => {
    const codes: string[] = []
    const createSocket = (url: string): WebSocketLike => Object.assign(new ScriptedSocket(url), { readyState: 3 })
    renderNode({ ...AT_HOME, createSocket, onConnectFailed: ({ code }) => codes.push(code) })
    await pass()
    expect(codes).toEqual(['refused'])
  })

  it('30: a failure says whether it was the last, with which close code, and what the platform says', async () => {
    const story: unknown[] = []
    const cause = new Error('connect ECONNREFUSED')
    renderNode({
      ...AT_HOME,
      reconnect: backoff({ attempts: 0 }),
      onConnectFailed: (error) => story.push(error.close?.code, error.cause),
      onGaveUp: ({ type }) => story.push(type),
    })
    await pass()
    hour.sockets[0]!.onerror?.({ error: cause } as never)
    act(() => hour.sockets[0]!.closes())
    await pass()
    expect(story).toEqual([1006, cause, 'failed'])
  })

  it('44: a server that closes a bad login with 4401 is not asked again', async () => {
    const gaveUp = jest.fn()
    renderNode({
      ...AT_HOME,
      reconnect: backoff(),
      authenticate: async ({ next }) => void (await next()),
      onGaveUp: gaveUp,
    })
    await pass()
    act(() => hour.sockets[0]!.opens())
    act(() => hour.sockets[0]!.closes(4401, 'who are you', true))
    await pass(120_000)
    expect(gaveUp).toHaveBeenCalledTimes(1)
    expect(hour.sockets).toHaveLength(1)
  })
})

describe('what arrives', () => {
  it('4: a Blob, which some mocks deliver, is refused aloud, and what comes after it goes on', async () => {
    const refusals: string[] = []
    const packets: string[] = []
    renderNode({
      ...AT_HOME,
      onPacket: (packet) => packets.push(packet),
      onReceiveFailed: ({ message }) => refusals.push(message),
    })
    const socket = await openNewest(hour)
    socket.delivers(new Blob(['x']))
    socket.delivers('after')
    await pass()
    expect(refusals).toEqual([expect.stringMatching(/Blob.*createSocket/)])
    expect(packets).toEqual(['after'])
    expect(hour.takeUncaught()).toEqual([])
  })

  it('22: a format whose decode gives a promise is refused in words that say so', async () => {
    const refusals: string[] = []
    const late = {
      ...text,
      name: 'late',
      decode: (wire: string | Uint8Array) => Promise.resolve(wire) as never as string,
    }
    renderNode({ ...AT_HOME, format: late, onReceiveFailed: ({ message }) => refusals.push(message) })
    const socket = await openNewest(hour)
    socket.delivers('x')
    await pass()
    expect(refusals).toEqual([expect.stringMatching(/promise/)])
  })

  it('43: a decoder with state sees what nobody listens to', async () => {
    let seen = 0
    const counting = { ...text, decode: (wire: string | Uint8Array) => `${++seen}: ${String(wire)}` }
    const subject = renderNode({ ...AT_HOME, format: counting })
    const socket = await openNewest(hour)
    socket.delivers('a')
    await pass()
    socket.delivers('b')
    await pass()
    expect(subject.node.lastReceived).toEqual(['2: b'])
  })

  it('two texts of one burst are two packets, and never one text', async () => {
    const batches: (readonly unknown[])[] = []
    renderNode({ ...AT_HOME, onReceived: (packets) => batches.push(packets) })
    const socket = await openNewest(hour)
    socket.delivers('{"a":1}')
    socket.delivers('{"a":2}')
    await pass()
    expect(batches).toEqual([['{"a":1}', '{"a":2}']])
  })
})

describe('what is sent', () => {
  it('10: a goodbye in the clean-up of an effect is delivered', async () => {
    const Goodbye = () => {
      const [, node] = useWebSocketNode(AT_HOME)
      useEffect(() => () => void node.send('bye'), [node])
      return null
    }
    const { unmount } = render(<Goodbye />)
    const socket = await openNewest(hour)
    unmount()
    await pass()
    expect(socket.sent).toEqual(['bye'])
    expect(socket.closeCalls).toHaveLength(1)
  })

  it.each([
    ['12: to a node that it gets as a prop', false],
    ['41: to it under StrictMode', true],
  ])('what a child sends in its first effect is delivered, %s', async (_name, isStrict) => {
    const Child = ({ node }: { node: { send(message: string): boolean } }) => {
      useEffect(() => void node.send('from the first effect'), [node])
      return null
    }
    const tree = <WebSocketNode {...AT_HOME}>{(_state, node) => <Child node={node} />}</WebSocketNode>
    render(isStrict ? <StrictMode>{tree}</StrictMode> : tree)
    const socket = await openNewest(hour)
    expect(socket.sent).toEqual(Array(isStrict ? 2 : 1).fill('from the first effect'))
  })

  it('41, sibling: what a child sends in the effect of an <Activity> that is shown again is delivered', async () => {
    const Child = ({ node }: { node: { send(message: string): boolean } }) => {
      useEffect(() => void node.send('here again'), [node])
      return null
    }
    const App = ({ mode }: { mode: 'visible' | 'hidden' }) => (
      <Activity mode={mode}>
        <WebSocketNode {...AT_HOME}>{(_state, node) => <Child node={node} />}</WebSocketNode>
      </Activity>
    )
    const { rerender } = render(<App mode="visible" />)
    await openNewest(hour)
    rerender(<App mode="hidden" />)
    await pass()
    rerender(<App mode="visible" />)
    const socket = await openNewest(hour)
    expect(hour.sockets).toHaveLength(2)
    expect(socket.sent).toEqual(['here again'])
  })

  it('46: useNode() is there in the first render, so that a first effect may send', async () => {
    const Child = () => {
      const node = useNode(undefined, text)
      useEffect(() => void node?.send('hi'), [node])
      return null
    }
    render(
      <WebSocketNode {...AT_HOME}>
        <Child />
      </WebSocketNode>,
    )
    expect((await openNewest(hour)).sent).toEqual(['hi'])
  })

  it('15: a Blob goes out in its place, queued and open', async () => {
    const subject = renderNode({ ...AT_HOME, format: bytes })
    const first = new Blob(['a'])
    const second = new Blob(['b'])
    expect(subject.node.sendString('before')).toBe(true)
    expect(subject.node.send(first)).toBe(true)
    const socket = await openNewest(hour)
    subject.node.sendString('between')
    subject.node.send(second)
    expect(socket.sent).toEqual(['before', first, 'between', second])
  })

  it('16: a server that wants a login first gets it before everything else', async () => {
    const subject = renderNode({
      ...AT_HOME,
      authenticate: async ({ send, next }) => {
        send('auth secret')
        if ((await next()) !== 'welcome') throw new Error('denied')
      },
    })
    subject.node.send('queued')
    await pass()
    const [socket] = hour.sockets
    act(() => socket!.opens())
    await pass()
    expect(socket!.sent).toEqual(['auth secret'])
    expect(subject.state.status).toBe('connecting')
    act(() => socket!.delivers('welcome'))
    await pass()
    expect(socket!.sent).toEqual(['auth secret', 'queued'])
    expect(subject.state.status).toBe('open')
  })

  it('a refused message says so on the console, once a node and reason', async () => {
    const subject = renderNode({ ...AT_HOME, sendQueue: 1 })
    subject.node.send('waits')
    subject.node.send('too much')
    subject.node.send('too much')
    expect(hour.takeComplaints()).toEqual([expect.stringMatching(/not sent.*queue is full/)])
    await pass()
  })
})

describe('connecting', () => {
  it('5: a handler that connects again at once leaves the page usable', async () => {
    let attempts = 0
    const node = createWebSocketNode({
      host: 'not a host',
      onConnectFailed() {
        attempts++
        node.connect()
      },
    })
    node.connect()
    expect(attempts).toBeLessThanOrEqual(1)
    await pass(100)
    node.dispose()
    expect(attempts).toBeLessThan(200)
  })

  it('5, sibling: a subscriber that connects again at once does, too', async () => {
    let failures = 0
    const node = createWebSocketNode({ url: 'ftp://nowhere.test/' })
    node.subscribe(() => {
      if (node.state.status === 'failed' && ++failures < 1000) node.connect()
    })
    node.connect()
    expect(failures).toBeLessThanOrEqual(1)
    await pass(100)
    node.dispose()
  })

  it('9: a handshake that hangs without a time limit does not keep others from their turn', async () => {
    renderNode({ ...AT_HOME, connectionTimeout: 0 })
    const second = renderNode(AT_HOME)
    await pass()
    const [hung] = hour.sockets
    await pass(10_000)
    expect(hung!.closeCalls).toHaveLength(1)
    act(() => hour.sockets[1]!.opens())
    expect(second.state.status).toBe('open')
  })

  it.each([
    [
      'close() and connect() in one handler',
      (node: { close(): boolean; connect(): boolean }) => [node.close(), node.connect()],
    ],
  ])('11: %s connect again', async (_name, restart) => {
    const subject = renderNode(AT_HOME)
    const socket = await openNewest(hour)
    expect(restart(subject.node)).toEqual([true, true])
    act(() => socket.closes(1000, '', true))
    await openNewest(hour)
    expect(subject.state.status).toBe('open')
    expect(hour.sockets).toHaveLength(2)
  })

  it('11: close() in the clean-up of an effect and connect() in the effect connect again', async () => {
    const Restarting = ({ count }: { count: number }) => {
      const [{ status }, node] = useWebSocketNode({ ...AT_HOME, autoconnectMode: 'none' })
      useEffect(() => {
        node.connect()
        return () => void node.close()
      }, [node, count])
      return <i>{status}</i>
    }
    const { rerender, container } = render(<Restarting count={1} />)
    const socket = await openNewest(hour)
    rerender(<Restarting count={2} />)
    act(() => socket.closes(1000, '', true))
    await openNewest(hour)
    expect(container.textContent).toBe('open')
  })

  it('14: a url that is null until there is a token connects when it comes, and closes when it goes', async () => {
    const story: string[] = []
    const options = {
      ...AT_HOME,
      host: undefined,
      useWSS: undefined,
      onClosed: (code: number) => story.push(`closed ${code}`),
    }
    const subject = renderNode({ ...options, url: null })
    await pass()
    expect([subject.state.status, hour.sockets.length]).toEqual(['waiting', 0])
    subject.rerender({ ...options, url: 'ws://home.test/?token=1' })
    const socket = await openNewest(hour)
    subject.rerender({ ...options, url: null })
    await pass()
    expect([subject.state.status, story, socket.closeCalls]).toEqual(['waiting', ['closed 1000'], [[1000]]])
    subject.rerender({ ...options, url: 'ws://home.test/?token=2' })
    await openNewest(hour)
    expect(subject.state.status).toBe('open')
  })

  it('14: an empty url is invalid, and not the address of the page', async () => {
    const codes: string[] = []
    renderNode({ ...AT_HOME, url: '', onConnectFailed: ({ code }) => codes.push(code) })
    await pass()
    expect(codes).toEqual(['invalid-url'])
  })

  it('14: a url that is undefined says on the console that null is the word for not known', async () => {
    renderNode({ url: undefined, autoconnectMode: 'self-ready' })
    await pass()
    expect(hour.takeComplaints()).toEqual([expect.stringMatching(/127\.0\.0\.1.*url: null/)])
  })

  it('17: offline may be wrong: an attempt is made within 30 s', async () => {
    jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const subject = renderNode({ ...AT_HOME, reconnect: backoff() })
    const socket = await openNewest(hour)
    act(() => socket.closes())
    await pass(30_000)
    expect(hour.sockets).toHaveLength(2)
    act(() => hour.sockets[1]!.opens())
    expect(subject.state.status).toBe('open')
  })

  it('19: a reconnect policy that is taken away while it waits ends the wait; null turns an inherited one off', async () => {
    const gaveUp = jest.fn()
    const subject = renderNode({ ...AT_HOME, reconnect: backoff(), onGaveUp: gaveUp })
    const socket = await openNewest(hour)
    act(() => socket.closes())
    expect(subject.state.status).toBe('reconnecting')
    subject.rerender({ ...AT_HOME, reconnect: null, onGaveUp: gaveUp })
    await pass(60_000)
    expect([subject.state.status, hour.sockets.length, gaveUp.mock.calls.length]).toEqual(['closed', 1, 1])
  })

  it('28: a url function that causes new protocols connects', async () => {
    let asked = 0
    const Subject = () => {
      const [token, setToken] = useState('none')
      const [{ status }] = useWebSocketNode({
        autoconnectMode: 'self-ready',
        protocols: ['v1', token],
        url: async () => {
          await Promise.resolve()
          setToken(`token ${++asked}`)
          return 'ws://home.test/'
        },
      })
      return <i>{status}</i>
    }
    const { container } = render(<Subject />)
    await pass(500)
    expect(asked).toBe(1)
    act(() => hour.sockets.at(-1)!.opens())
    expect(container.textContent).toBe('open')
    expect(hour.sockets.at(-1)!.protocols).toEqual(['v1', 'token 1'])
  })

  it('28, sibling: a protocols function that causes a new token in the url connects', async () => {
    let asked = 0
    const Subject = () => {
      const [token, setToken] = useState(0)
      const [{ status }] = useWebSocketNode({
        autoconnectMode: 'self-ready',
        url: `ws://home.test/?token=${token}`,
        protocols: async () => {
          await Promise.resolve()
          setToken(++asked)
          return ['v1']
        },
      })
      return <i>{status}</i>
    }
    const { container } = render(<Subject />)
    await pass(500)
    await pass()
    expect(asked).toBe(1)
    act(() => hour.sockets.at(-1)!.opens())
    expect(container.textContent).toBe('open')
    expect(hour.sockets.at(-1)!.url).toBe('ws://home.test/?token=1')
  })

  it('32: a connectionTimeout that is shortened while an attempt runs counts from its beginning', async () => {
    const codes: string[] = []
    const options = { ...AT_HOME, onConnectFailed: ({ code }: WebSocketNodeError) => codes.push(code) }
    const subject = renderNode({ ...options, connectionTimeout: 60 })
    await pass(3000)
    subject.rerender({ ...options, connectionTimeout: 4 })
    await pass(1100)
    expect(codes).toEqual(['timeout'])
  })

  it('34: nodes that unmount in the task after their mount make no handshake', async () => {
    for (let count = 0; count < 20; count++) {
      const { unmount } = renderNode({ ...AT_HOME, host: `home-${count}.test` })
      setTimeout(unmount, 0)
      await pass(10)
    }
    expect(hour.sockets).toEqual([])
  })

  it('35: connect(undefined, route) on a node with a url is refused, and says why', async () => {
    const subject = renderNode({ url: 'ws://home.test/', autoconnectMode: 'none' })
    expect(subject.node.connect(undefined, '/b')).toBe(false)
    expect(hour.takeComplaints()).toEqual([expect.stringMatching(/route/)])
    await pass()
    expect(hour.sockets).toEqual([])
  })

  it('36: below a provider with url: null, a node with a route waits', async () => {
    render(
      <WebSocketProvider defaults={{ url: null }}>
        <WebSocketNode route="/chat" autoconnectMode="self-ready">
          {({ status }) => <i>{status}</i>}
        </WebSocketNode>
      </WebSocketProvider>,
    )
    await pass()
    expect(screen.getByText('waiting').textContent).toBe('waiting')
    expect(hour.sockets).toEqual([])
  })

  it('39: a token that is refreshed after each failure is no new start', async () => {
    const attempts: number[] = []
    const Subject = () => {
      const [token, setToken] = useState(0)
      useWebSocketNode({
        url: `ws://home.test/?token=${token}`,
        autoconnectMode: 'self-ready',
        reconnect: backoff({ minDelay: 1, maxDelay: 1 }),
        onConnectFailed: () => setToken((before) => before + 1),
        onReconnecting: (attempt) => attempts.push(attempt),
      })
      return null
    }
    render(<Subject />)
    for (let second = 0; second < 3; second++) {
      await pass(1000)
      act(() => hour.sockets.at(-1)!.closes())
    }
    expect(attempts).toEqual([1, 2, 3])
    expect(hour.sockets).toHaveLength(3)
    expect(hour.sockets[2]!.url).toBe('ws://home.test/?token=2')
  })
})

describe('another room, another user', () => {
  const room = (name: string, more: Partial<ReactWebSocketNodeOptions<typeof text>> = {}) => ({
    ...AT_HOME,
    route: `/${name}`,
    ...more,
  })

  it('13: nothing of room A is shown in room B', async () => {
    const shown: string[] = []
    const Room = ({ name }: { name: string }) => {
      const [, node] = useWebSocketNode(room(name))
      const packets = [useLastPacket(node), useLastReceived(node)?.[0], ...useReceivedLog(node)]
      useEffect(() => void shown.push(`${name}: ${packets.filter(Boolean).join(' ')}`))
      return <i>{packets}</i>
    }
    const { rerender, container } = render(<Room name="a" />)
    const socket = await openNewest(hour)
    act(() => socket.delivers('secret of A'))
    await pass()
    expect(container.textContent).toBe('secret of A'.repeat(3))
    rerender(<Room name="b" />)
    expect(container.textContent).toBe('')
    await openNewest(hour)
    expect(container.textContent).toBe('')
    expect(shown.at(-1)).toBe('b: ')
  })

  it('40: a packet of room A that waits in its batch is for the handlers of A, with the state of A', async () => {
    const heard: string[] = []
    const options = (name: string) =>
      room(name, { onPacket: (packet) => heard.push(`${name} ${packet} ${JSON.stringify(subject.state)}`) })
    const subject = renderNode(options('a'))
    const socket = await openNewest(hour)
    socket.delivers('of A')
    subject.rerender(options('b'))
    await pass()
    expect(heard).toEqual([`a of A {"status":"open","url":"ws://home.test/a","protocol":""}`])
  })

  it('42: a value that the present accept refuses is not shown', async () => {
    const Price = ({ symbol }: { symbol: string }) => {
      const [, node] = useWebSocketNode({ ...AT_HOME, format: json<{ symbol: string; price: number }>() })
      return <i>{useLastPacket(node, (packet) => packet.symbol === symbol)?.price}</i>
    }
    const { rerender, container } = render(<Price symbol="BTC" />)
    const socket = await openNewest(hour)
    act(() => socket.delivers('{"symbol":"BTC","price":7}'))
    await pass()
    expect(container.textContent).toBe('7')
    rerender(<Price symbol="ETH" />)
    expect(container.textContent).toBe('')
  })

  it('37: a connection that lingers is not handed to the next user', async () => {
    const Session = ({ token }: { token: string }) => {
      useWebSocketNode({
        ...AT_HOME,
        host: undefined,
        name: 'session',
        linger: 5,
        url: () => `ws://home.test/?token=${token}`,
      })
      return null
    }
    const App = ({ user }: { user: string }) => (
      <WebSocketProvider>
        <Session key={user} token={user} />
      </WebSocketProvider>
    )
    const { rerender } = render(<App user="ann" />)
    await openNewest(hour)
    rerender(<App user="bob" />)
    await pass()
    expect(hour.sockets.map(({ url }) => url)).toEqual(['ws://home.test/?token=ann', 'ws://home.test/?token=bob'])
  })

  it('38: a destination that changes while an <Activity> is hidden ends the lingering, and tells nothing of it', async () => {
    const heard: string[] = []
    const Room = ({ name }: { name: string }) => {
      useWebSocketNode(room(name, { linger: 60, onPacket: (packet) => heard.push(packet) }))
      return null
    }
    const App = ({ name, mode }: { name: string; mode: 'visible' | 'hidden' }) => (
      <Activity mode={mode}>
        <Room name={name} />
      </Activity>
    )
    const { rerender } = render(<App name="a" mode="visible" />)
    const socket = await openNewest(hour)
    rerender(<App name="a" mode="hidden" />)
    await pass()
    socket.delivers('of A')
    rerender(<App name="b" mode="hidden" />)
    await pass()
    expect(socket.closeCalls).toHaveLength(1)
    rerender(<App name="b" mode="visible" />)
    await openNewest(hour)
    expect(heard).toEqual([])
  })
})

describe('what is said', () => {
  it('18: no message holds a token', async () => {
    const token = 'S3CR3T'
    const messages: string[] = []
    const fail = (options: ReactWebSocketNodeOptions) =>
      renderNode({
        autoconnectMode: 'self-ready',
        ...options,
        onConnectFailed: ({ message }) => messages.push(message),
      })
    const url = `ws://user:${token}@home.test/x?token=${token}`
    fail({ url, connectionTimeout: 1 })
    fail({ url: `ftp://home.test/?token=${token}` })
    fail({ url: `ws://home.test/?token=${token}#${token}` })
    fail({ url: `ws://[?token=${token}` })
    fail({ host: `user:${token}@home.test` })
    fail({ route: `/?token=${token}#x` })
    fail({ url: () => Promise.reject(new Error(`GET https://home.test/token?of=${token} failed`)) })
    fail({
      url,
      createSocket: () => {
        throw Object.assign(new Error(`The URL '${url}' is invalid`), { name: 'SyntaxError' })
      },
    })
    fail({
      url,
      createSocket: () => {
        throw new Error(`not allowed: '${url}'`)
      },
    })
    fail({ url, protocols: [token, 5] as never })
    await pass(2000)
    expect(messages).toHaveLength(10)
    expect(messages.filter((message) => message.includes(token))).toEqual([])
  })

  it('20: milliseconds in a backoff are caught', () => {
    expect(() => backoff({ minDelay: 1000, maxDelay: 30_000 })).toThrow(
      new RangeError('maxDelay is in seconds, 0 to 3600; got 30000'),
    )
  })

  it.each([
    [{ reconnect: true }, /^reconnect takes .*backoff\(\); got true$/],
    [{ heartbeat: { interval: 5 } }, /^heartbeat takes .*ping\(/],
    [{ format: 'json' }, /^format takes .*json\(\); got "json"$/],
    [{ format: json }, /^format takes .*json\(\)/],
    [{ onReceived: 'draw' }, /^onReceived takes a function/],
    [{ useWSS: 'false' }, /^useWSS takes true or false/],
    [{ url: { $$typeof: Symbol.for('react.lazy') } }, /^url takes/],
  ])('21: %p is a TypeError at creation that names the fix', (options, words) => {
    expect(() => createWebSocketNode(options as never)).toThrow(TypeError)
    expect(() => createWebSocketNode(options as never)).toThrow(words)
  })

  it.each([
    ['onMessage', 'onPacket'],
    ['onOpen', 'onConnected'],
    ['shouldReconnect', 'reconnect: backoff()'],
    ['reconnectInterval', 'reconnect: backoff('],
    ['share', 'useNode()'],
    ['autoConnectMode', 'autoconnectMode'],
  ])('45: %s, as another library has it, is answered with %s', async (name, here) => {
    renderNode({ ...AT_HOME, [name]: () => true })
    await pass()
    const complaints = hour.takeComplaints()
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toContain(`there is no option ${name}`)
    expect(complaints[0]).toContain(here)
  })

  it('29: a subscriber is called once for what it can see', () => {
    const seen: string[] = []
    const node = createWebSocketNode({ host: 'not a host' })
    node.subscribe(() => seen.push(node.state.status))
    node.connect()
    expect(seen).toEqual(['failed'])
    node.dispose()
  })
})

describe('around it', () => {
  it('8: the handle works behind a proxy', async () => {
    const node = new Proxy(createWebSocketNode({ host: 'home.test', useWSS: false, format: text }), {})
    node.connect()
    await openNewest(hour)
    expect([node.state.status, node.ready, node.queued, node.lastReceived, node.send('x')]).toEqual([
      'open',
      true,
      0,
      undefined,
      true,
    ])
    node.dispose()
  })

  it('31: ping({ always: true }) pings a server that talks all the time', async () => {
    renderNode({ ...AT_HOME, heartbeat: ping({ message: 'alive', interval: 30, always: true }) })
    const socket = await openNewest(hour)
    for (let second = 0; second < 95; second++) {
      act(() => socket.delivers('tick'))
      await pass(1000)
    }
    expect(socket.sent).toEqual(['alive', 'alive', 'alive'])
  })

  it('7: a heartbeat leaves an upload alone while bytes go out', async () => {
    const subject = renderNode({ ...AT_HOME, heartbeat: ping({ message: 'alive', interval: 1, timeout: 3 }) })
    const socket = await openNewest(hour)
    for (let left = 14; left > 0; left--) {
      socket.bufferedAmount = left * 1e6
      await pass(1000)
      expect(subject.state.status).toBe('open')
    }
    socket.bufferedAmount = 0
    await pass(8000)
    expect(subject.state.status).toBe('closed')
  })
})
