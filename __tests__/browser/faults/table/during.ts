/**
 * Faults during the handshake: every way to answer a request wrongly, in part, too late, or never.
 */
import type { RawPeer } from '../../../support/servers/raw-peer'
import { attend, CONNECTED, failed, gaveUp, OPEN, retried, rows, serve, type Fault } from './fault'

const REFUSED = 'connectFailed refused'

/** An HTTP answer by hand, and FIN. */
function answer(peer: RawPeer, ...lines: string[]): void {
  peer.fin(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`))
}

/** The right answer, changed. */
function changed(peer: RawPeer, change: (head: string) => string): Buffer {
  return Buffer.from(change(peer.acceptance().toString('latin1')), 'latin1')
}

function without(peer: RawPeer, field: string): Buffer {
  return changed(peer, (head) => head.replace(new RegExp(`^${field}:.*\r\n`, 'm'), ''))
}

function withField(peer: RawPeer, field: string): Buffer {
  return changed(peer, (head) => head.replace(/\r\n$/, `${field}\r\n\r\n`))
}

/** The answer has 129 bytes or so: this is in the middle of it. */
const HALF = 60

const rejected = rows(
  { plan: { reconnect: {} }, signals: [...retried(REFUSED), CONNECTED], state: OPEN, handshakes: 2 },
  [
    { name: '200 with a page', server: [(peer) => answer(peer, 'HTTP/1.1 200 OK', 'Content-Length: 2', '', 'ok')] },
    { name: '301 to elsewhere', server: [(peer) => answer(peer, 'HTTP/1.1 301 Moved', 'Location: /there')] },
    {
      name: '401 that asks for a password',
      server: [(peer) => answer(peer, 'HTTP/1.1 401 No', 'WWW-Authenticate: Basic realm="here"', 'Content-Length: 0')],
    },
    { name: '403', server: [(peer) => peer.refuse(403)] },
    { name: '404', server: [(peer) => peer.refuse(404)] },
    {
      name: '426 with another version',
      server: [(peer) => answer(peer, 'HTTP/1.1 426 Upgrade Required', 'Sec-WebSocket-Version: 8')],
    },
    { name: '500', server: [(peer) => peer.refuse(500)] },
    { name: '503', server: [(peer) => peer.refuse(503)] },
    { name: 'a bad accept key', server: [(peer) => peer.write(peer.acceptance({ acceptKey: 'bad' }))] },
    { name: 'no accept key', server: [(peer) => peer.write(without(peer, 'Sec-WebSocket-Accept'))] },
    { name: 'no Upgrade field', server: [(peer) => peer.write(without(peer, 'Upgrade'))] },
    { name: 'no Connection field', server: [(peer) => peer.write(without(peer, 'Connection'))] },
    {
      name: 'another upgrade than the one asked for',
      server: [(peer) => peer.write(changed(peer, (head) => head.replace('Upgrade: websocket', 'Upgrade: h2c')))],
    },
    { name: 'bytes that are not HTTP', server: [(peer) => peer.write(Buffer.from('\0\x01what is this?\r\n\r\n'))] },
    {
      name: 'a WebSocket frame instead of an answer',
      server: [(peer) => peer.write(Buffer.from([0x81, 0x05]), Buffer.from('hello\r\n\r\n'))],
    },
    {
      name: 'a head without an end',
      server: [(peer) => peer.write(Buffer.from(`HTTP/1.1 101 Switching Protocols\r\nX-Long: ${'x'.repeat(400_000)}`))],
    },
    { name: 'FIN instead of an answer', server: [(peer) => peer.fin()] },
    { name: 'RST instead of an answer', server: [(peer) => peer.reset()] },
    {
      name: 'FIN in the middle of the answer',
      proxy: [(link) => link.after('down', HALF, () => link.cut())],
    },
    {
      name: 'RST in the middle of the answer',
      proxy: [(link) => link.after('down', HALF, () => link.reset())],
    },
    {
      name: 'an extension that was not asked for',
      server: [(peer) => peer.write(withField(peer, 'Sec-WebSocket-Extensions: x-magic'))],
    },
    {
      name: 'compression with a parameter that does not exist',
      server: [(peer) => peer.write(withField(peer, 'Sec-WebSocket-Extensions: permessage-deflate; magic=1'))],
    },
    {
      name: 'a subprotocol where none was asked for',
      server: [(peer) => peer.write(peer.acceptance({ protocol: 'chat' }))],
    },
  ],
)

const subprotocols = rows(
  {
    plan: { reconnect: {}, protocols: ['chat', 'superchat'] },
    signals: [...retried(REFUSED), CONNECTED],
    state: { ...OPEN, protocol: 'superchat' },
    handshakes: 2,
  },
  [
    { name: 'no subprotocol of those offered', server: [serve] },
    {
      name: 'a subprotocol that was not offered',
      server: [(peer) => peer.write(peer.acceptance({ protocol: 'other' }))],
    },
    {
      name: 'a subprotocol in other letters',
      server: [(peer) => peer.write(peer.acceptance({ protocol: 'CHAT' }))],
    },
  ],
).map((row): Fault => ({
  ...row,
  server: [
    ...row.server!,
    async (peer) => {
      peer.write(peer.acceptance({ protocol: 'superchat' }))
      await attend(peer)
    },
  ],
}))

const unanswered = rows(
  {
    plan: { connectionTimeout: 1 },
    signals: ['connectFailed timeout @failed'],
    state: failed('timeout'),
    handshakes: 1,
  },
  [
    { name: 'no answer', server: [() => undefined] },
    { name: 'half of the answer, then silence', server: [(peer) => peer.write(peer.acceptance().subarray(0, HALF))] },
    { name: 'all of the answer but its last byte', server: [(peer) => peer.write(peer.acceptance().subarray(0, -1))] },
    {
      name: 'an answer that comes after connectionTimeout',
      proxy: [(link) => link.delay(2, 'down')],
    },
    {
      name: 'no answer, then a good one',
      server: [() => undefined],
      plan: { connectionTimeout: 2, reconnect: {} },
      signals: [...retried('connectFailed timeout'), CONNECTED],
      state: OPEN,
      handshakes: 2,
    },
  ],
)

const urls = rows({ signals: [...retried('connectFailed url-rejected'), CONNECTED], state: OPEN, handshakes: 1 }, [
  { name: 'a url function that throws, then is fine', plan: { urls: ['throws'], reconnect: {} } },
  { name: 'a url function that rejects, then is fine', plan: { urls: ['rejects'], reconnect: {} } },
  {
    name: 'a url function that rejects until the policy gives up',
    plan: { urls: ['rejects', 'throws', 'rejects'], reconnect: { attempts: 2 } },
    signals: [
      ...retried('connectFailed url-rejected', 1),
      ...retried('connectFailed url-rejected', 2),
      'connectFailed url-rejected @failed',
      gaveUp('failed'),
    ],
    state: failed('url-rejected', ''),
    handshakes: 0,
  },
  {
    name: 'a url function that never settles, then is fine',
    plan: { urls: ['never settles'], connectionTimeout: 2, reconnect: {} },
    signals: [...retried('connectFailed timeout'), CONNECTED],
  },
  {
    name: 'a url function that fails after a connection was lost, and then is fine',
    server: [(peer) => peer.fin(peer.acceptance())],
    plan: { urls: ['fine', 'rejects'], reconnect: {} },
    signals: [CONNECTED, ...retried('closed 1006 ""', 1), ...retried('connectFailed url-rejected', 2), CONNECTED],
    handshakes: 2,
  },
  {
    name: 'a url function that answers nonsense: no retry could help',
    plan: { urls: ['nonsense'], reconnect: {} },
    signals: ['connectFailed invalid-url @failed', gaveUp('failed')],
    state: failed('invalid-url', ''),
    handshakes: 0,
  },
])

const slow: Fault = {
  name: 'an answer in single bytes: slow is not wrong',
  server: [
    async (peer) => {
      for (const byte of peer.acceptance()) {
        peer.write(Buffer.from([byte]))
        await new Promise(setImmediate)
      }
      await attend(peer)
    },
  ],
  signals: [CONNECTED],
  state: OPEN,
  handshakes: 1,
}

export const during: Fault[] = [...rejected, ...subprotocols, ...unanswered, ...urls, slow]
