/**
 * What a node does, printed line by line: connects, logs in, is sent texts and bytes, is dropped, retries, sleeps and wakes.
 */
import { backoff, createWebSocketNode, json, ping, type LifecycleEvents } from 'react-websocket-node/core'
import { install, later, say } from './setup'

/** `{"b":"é€😀"}` in UTF-8, and what is none. */
const GOOD = [123, 34, 98, 34, 58, 34, 195, 169, 226, 130, 172, 240, 159, 152, 128, 34, 125]
const BAD = [34, 255, 34]

let sockets = 0

/** Drops the second connection, and refuses the third. */
install((socket, url, protocols) => {
  const number = ++sockets
  say(`server got ${url} ${String(protocols)}`)
  later(() => {
    if (number === 3) return socket.end(1006, 'no route to host')
    socket.open()
    socket.deliver('{"hello":"é€😀"}')
    for (const bytes of [GOOD, BAD]) socket.deliver(new Uint8Array(bytes).buffer)
    if (number === 2) later(() => socket.end(1006, 'reset'), 500)
  }, 100)
})

function fails(call: () => void): void {
  try {
    call()
    say('nothing thrown')
  } catch (error) {
    say(String(error))
  }
}

let events: LifecycleEvents | undefined
const node = createWebSocketNode({
  host: 'h',
  route: '/feed?token=abc',
  format: json<object>(),
  protocols: ['v1'],
  reconnect: backoff(),
  heartbeat: ping({ message: 'ping', interval: 30 }),
  authenticate: async ({ send, next, signal }) => {
    send({ token: 'secret' })
    say(`authenticated ${JSON.stringify(await next())} ${String(signal.aborted)}`)
  },
  lifecycle: {
    watch(given) {
      events = given
      say('watched')
      return () => say('stopped')
    },
  },
})
node.subscribe(() => say(`state ${node.state.status}`))
node.on('connected', (url, { isReconnect }) => say(`connected ${url} ${String(isReconnect)}`))
node.on('connectFailed', ({ code, close }) => say(`connectFailed ${code} ${String(close?.reason)}`))
node.on('received', (packets) => say(`received ${JSON.stringify(packets)}`))
node.on('receiveFailed', ({ code }, wire) => say(`receiveFailed ${code} ${String(wire.length)}`))
node.on('reconnecting', (attempt, delay) => say(`reconnecting ${attempt} ${delay}`))
node.on('closing', () => say('closing'))
node.on('closed', (code, reason) => say(`closed ${code} ${reason}`))

fails(() => node.close(4000, '😀'.repeat(31)))
fails(() => createWebSocketNode({ reconnect: true as never }))
for (const options of [{ host: 'h\u0007' }, { route: '/\u009f' }, { url: 'ws://h/a b' }, { url: '/feed' }]) {
  const wrong = createWebSocketNode(options)
  wrong.on('connectFailed', ({ code, message }) => say(`${code} ${message}`))
  wrong.connect()
}

node.send({ queued: 'é' })
node.connect()
later(() => events?.putAway(), 1_000)
later(() => events?.cameBack(), 2_000)
later(() => node.close(4000, 'é'), 60_000)
later(() => node.dispose(), 61_000)
