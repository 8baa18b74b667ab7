/**
 * A user's own tests, the same under every runner: a component that uses the hook, on real and on fake time.
 */
import { deepEqual, equal } from 'node:assert/strict'
import { Server, WebSocket as MockWebSocket } from 'mock-socket'
import { backoff, bytes, json, ping } from 'react-websocket-node'
import type { SceneName, Times } from '../sceneNames.js'
import { fakeSockets, Feed, URL_HERE } from './app.js'
import type { Fakes, Runner } from './tools.js'

/** Taken before anything is faked. */
const realSetTimeout = setTimeout

/** Lets everything happen that needs no fake time. */
async function realTasks(): Promise<void> {
  for (let task = 0; task < 5; task++) await new Promise((resolve) => realSetTimeout(resolve, 1))
}

/** Lets `milliseconds` pass, and React render what comes of it. */
type Pass = (milliseconds: number) => Promise<void>

type Scene = (runner: Runner, pass: Pass, fakes: Fakes) => Promise<void>

/** Real time passes by itself: whatever a scene waits for comes within moments. */
async function until(runner: Runner, isSo: () => boolean): Promise<void> {
  for (let round = 0; !isSo(); round++) {
    if (round === 400) throw new Error(`waited in vain until ${String(isSo)}`)
    await runner.act(realTasks)
  }
}

/** The platform's own, or the test's: `global` where there is no window. */
async function withMockSocket(body: (server: Server) => Promise<void>): Promise<void> {
  const original = globalThis.WebSocket
  globalThis.WebSocket = MockWebSocket as unknown as typeof original
  const server = new Server(URL_HERE, { mock: false })
  try {
    await body(server)
  } finally {
    server.stop()
    globalThis.WebSocket = original
  }
}

/** Mounts a feed whose connection is open. */
async function openFeed(runner: Runner, props: Partial<Parameters<typeof Feed>[0]>, pass?: Pass) {
  const { made, createSocket } = fakeSockets()
  const view = runner.mount(<Feed createSocket={createSocket} {...props} />)
  if (pass) await pass(1)
  else await until(runner, () => made.length > 0)
  const socket = made[0]!
  await runner.act(() => socket.opens())
  equal(view.text(), 'open')
  return { view, socket, made }
}

const real: Record<SceneName<'real'>, Scene> = {
  async 'a component connects, shows a packet, and says goodbye'(runner) {
    const { view, socket } = await openFeed(runner, {})
    socket.delivers('hello')
    await until(runner, () => view.text() !== 'open')
    equal(view.text(), 'open: hello')
    await runner.act(() => socket.closes(4001))
    equal(view.text(), 'closed: hello')
    view.unmount()
  },
  async 'a component speaks with mock-socket in place of the global WebSocket'(runner) {
    await withMockSocket(async (server) => {
      server.on('connection', (socket) => socket.send('welcome'))
      const view = runner.mount(<Feed />)
      await until(runner, () => view.text() === 'open: welcome')
      view.unmount()
      await until(runner, () => server.clients().length === 0)
    })
  },
  async 'bytes reads a text frame'(runner) {
    const refused: string[] = []
    const { view, socket } = await openFeed(runner, {
      format: bytes,
      show: (value) => Array.from(value as Uint8Array).join(),
      onRefused: (message) => refused.push(message),
    })
    socket.delivers('né€😀\ud800')
    await until(runner, () => view.text() !== 'open')
    deepEqual(refused, [])
    equal(view.text(), 'open: 110,195,169,226,130,172,240,159,152,128,239,191,189')
    view.unmount()
  },
  async 'json() reads a binary frame'(runner) {
    const refused: string[] = []
    const { view, socket } = await openFeed(runner, {
      format: json<{ word: string }>(),
      show: (packets) => (packets as readonly { word: string }[])[0]!.word,
      onRefused: (message) => refused.push(message),
    })
    // {"word":"€"}
    socket.delivers(new Uint8Array([123, 34, 119, 111, 114, 100, 34, 58, 34, 226, 130, 172, 34, 125]).buffer)
    await until(runner, () => view.text() !== 'open')
    deepEqual(refused, [])
    equal(view.text(), 'open: €')
    view.unmount()
  },
  async 'what is no UTF-8 is refused'(runner) {
    const refused: string[] = []
    const { view, socket } = await openFeed(runner, {
      format: json(),
      onRefused: (message) => refused.push(message),
    })
    // A surrogate, as UTF-8 must not have it.
    socket.delivers(new Uint8Array([34, 0xed, 0xa0, 0x80, 34]).buffer)
    await until(runner, () => refused.length > 0)
    equal(view.text(), 'open')
    view.unmount()
  },
}

/** Those that hold without a clock. */
const timed: Record<SceneName<'legacy'>, Scene> = {
  async 'nothing connects before time passes'(runner, pass) {
    const { made, createSocket } = fakeSockets()
    const view = runner.mount(<Feed createSocket={createSocket} />)
    await runner.act(realTasks)
    equal(made.length, 0)
    await pass(1)
    equal(made.length, 1)
    view.unmount()
  },
  async 'a packet is shown when time passes, and not before'(runner, pass) {
    const { view, socket } = await openFeed(runner, {}, pass)
    await runner.act(() => socket.delivers('one'))
    await runner.act(realTasks)
    equal(view.text(), 'open')
    await pass(1)
    equal(view.text(), 'open: one')
    await runner.act(() => {
      socket.delivers('two')
      socket.delivers('three')
    })
    // Node's fake time jumps: what a timer sets in the jump waits for the next one.
    for (let time = 0; time < 4; time++) await pass(50)
    equal(view.text(), 'open: two,three')
    view.unmount()
  },
  async 'a connection times out after 10 s, and is retried after the wait'(runner, pass) {
    const { made, createSocket } = fakeSockets()
    const view = runner.mount(<Feed createSocket={createSocket} reconnect={backoff()} />)
    await pass(1)
    await pass(9_900)
    equal(view.text(), 'connecting')
    await pass(200)
    equal(view.text(), 'reconnecting')
    await runner.act(realTasks)
    equal(made.length, 1)
    // The first wait is between half a second and one.
    await pass(300)
    equal(made.length, 1)
    await pass(800)
    equal(made.length, 2)
    await runner.act(() => made[1]!.opens())
    equal(view.text(), 'open')
    view.unmount()
  },
  async 'an unmount leaves no timer'(runner, pass, fakes) {
    const { view, socket } = await openFeed(
      runner,
      { reconnect: backoff(), heartbeat: ping({ message: 'ping' }) },
      pass,
    )
    await runner.act(() => socket.delivers('one'))
    await pass(1)
    await runner.act(() => socket.delivers('two'))
    await runner.act(() => view.unmount())
    // What the unmount leaves to a microtask.
    await runner.act(() => Promise.resolve())
    equal(fakes.count(), 0)
  },
}

const clocked: Record<Exclude<SceneName<'modern'>, SceneName<'legacy'>>, Scene> = {
  async 'flush: frame waits for the frame'(runner, pass) {
    const { view, socket } = await openFeed(runner, { flush: 'frame' }, pass)
    await pass(20)
    await runner.act(() => socket.delivers('one'))
    await runner.act(realTasks)
    await pass(1)
    equal(view.text(), 'open')
    await pass(20)
    equal(view.text(), 'open: one')
    view.unmount()
  },
  async 'a ping goes out after 25 s of silence, and 10 s later the connection is given up on'(runner, pass) {
    const { view, socket } = await openFeed(runner, { heartbeat: ping({ message: 'ping' }) }, pass)
    await pass(24_900)
    deepEqual(socket.sent, [])
    await pass(200)
    deepEqual(socket.sent, ['ping'])
    await runner.act(realTasks)
    await pass(9_700)
    equal(view.text(), 'open')
    await pass(400)
    equal(view.text(), 'closed')
    view.unmount()
  },
  async 'a component speaks with mock-socket in place of the global WebSocket'(runner, pass) {
    await withMockSocket(async (server) => {
      server.on('connection', (socket) => socket.send('welcome'))
      const view = runner.mount(<Feed />)
      await runner.act(realTasks)
      equal(server.clients().length, 0)
      await pass(50)
      equal(view.text(), 'open: welcome')
      view.unmount()
      await runner.act(realTasks)
      await pass(50)
      equal(server.clients().length, 0)
    })
  },
}

const SCENES: { readonly [T in Times]: Record<SceneName<T>, Scene> } = {
  real,
  modern: { ...timed, ...clocked },
  legacy: timed,
}

/** Names each test by its time, and how that is advanced. */
export function defineScenes(runner: Runner): void {
  for (const [name, scene] of Object.entries(real)) {
    runner.test(`real: ${name}`, () => scene(runner, undefined as never, undefined as never))
  }
  for (const kind of ['modern', 'legacy'] as const) {
    const fakes = runner.fakes[kind]
    if (!fakes) continue
    const { advance, advanceAsync } = fakes
    const ways: Record<string, Pass> = {
      sync(milliseconds) {
        runner.actNow(() => advance(milliseconds))
        return Promise.resolve()
      },
    }
    if (advanceAsync) ways['async'] = (milliseconds) => runner.act(async () => void (await advanceAsync(milliseconds)))
    for (const [way, pass] of Object.entries(ways)) {
      for (const [name, scene] of Object.entries(SCENES[kind])) {
        runner.test(`${kind}, ${way}: ${name}`, async () => {
          fakes.install()
          try {
            await scene(runner, pass, fakes)
          } finally {
            fakes.restore()
          }
        })
      }
    }
  }
}
