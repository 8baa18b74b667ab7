/**
 * A script with a window of jsdom, as in a test file that Node runs by itself: it ends when nothing is left to do, and
 * never calls `process.exit`. It says what happened; and, if it still runs 100 ms after its nodes are done, what keeps it.
 */
import { createRoot } from 'react-dom/client'
import { createWebSocketNode, text } from 'react-websocket-node'
import { JSDOM } from 'jsdom'
import { fakeSockets, Feed, URL_HERE, type FakeSocket } from './app.js'

const say = (word: string) => void process.stdout.write(`${word}\n`)

const task = () => new Promise((resolve) => setTimeout(resolve, 1))

/** A hundred timers that keep nothing alive, so that a busy machine is not taken for a process that lives on. */
function watchEnd(left = 100): void {
  if (left === 0) say(`still alive: ${process.getActiveResourcesInfo().join(', ')}`)
  else setTimeout(() => watchEnd(left - 1), 1).unref()
}

/** Renders a feed, says what it shows when its socket is where it should be, and unmounts it. */
async function mount(shows: string, reach: (socket: FakeSocket) => void, props: Parameters<typeof Feed>[0] = {}) {
  const { made, createSocket } = fakeSockets()
  const root = createRoot(document.body)
  root.render(<Feed createSocket={createSocket} {...props} />)
  while (!made[0] && shows !== 'idle') await task()
  if (made[0]) reach(made[0])
  while (document.body.textContent !== shows) await task()
  say(`unmounted: ${shows}`)
  root.unmount()
}

const retry = (delay: number) => ({ next: () => delay })

/** A node without React, and its socket. */
function create(delay: number) {
  const { made, createSocket } = fakeSockets()
  const node = createWebSocketNode({ url: URL_HERE, format: text, createSocket, reconnect: retry(delay) })
  node.connect()
  return { node, socket: made[0]! }
}

const CASES: Record<string, () => Promise<void> | void> = {
  async 'its nodes are done'() {
    await mount('idle', () => {})
    await mount('connecting', () => {})
    await mount('reconnecting', ({ closes }) => closes(1006), { reconnect: retry(300) })
    await mount('open: hello', ({ opens, delivers }) => {
      opens()
      delivers('hello')
    })
    const waiting = create(300)
    waiting.socket.closes(1006)
    const open = create(300)
    open.socket.opens()
    open.socket.delivers('hello')
    for (const { node } of [waiting, open]) {
      say(`disposed of: ${node.state.status}`)
      node.dispose()
    }
    watchEnd()
  },
  'a task is pending'() {
    const { node, socket } = create(300)
    node.on('received', (packets) => {
      say(packets.join())
      watchEnd()
    })
    socket.opens()
    socket.delivers('hello')
  },
  'a retry is due'() {
    const { node, socket } = create(0.2)
    node.subscribe(() => {
      if (node.state.status !== 'connecting') return
      say(`attempt ${node.state.attempt}`)
      node.dispose()
      watchEnd()
    })
    socket.closes(1006)
  },
  async 'a WebSocket of Node’s own is open'() {
    const root = createRoot(document.body)
    root.render(<Feed url={process.argv[3]} />)
    while (document.body.textContent !== 'open: hello') await task()
    say('open: hello')
    root.unmount()
  },
}

const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: process.argv[4] === 'visible' })
Object.assign(globalThis, { window, document: window.document })
void CASES[process.argv[2]!]!()
