/**
 * Attempts that do not become a connection. Every failed handshake looks the same to a page: `error`, then `close 1006`.
 */
import * as frames from '../servers/frames'
import { closed, CONNECTED, failed, REFUSED, rows, type Row } from './row'

export const handshakeFailed = rows({ signals: REFUSED, state: failed('refused') }, [
  { name: '401', server: (peer) => peer.refuse(401) },
  { name: '403', server: (peer) => peer.refuse(403) },
  { name: '503', server: (peer) => peer.refuse(503) },
  { name: 'a redirection', server: (peer) => peer.refuse(302) },
  { name: 'a bad accept header', server: (peer) => peer.write(peer.acceptance({ acceptKey: 'bad' })) },
  { name: 'FIN instead of an answer', server: (peer) => peer.fin() },
  { name: 'RST instead of an answer', server: (peer) => peer.reset() },
  { name: 'an answer that is not HTTP', server: (peer) => peer.fin(Buffer.from('\0\0 what? \r\n\r\n')) },
  { name: 'FIN in the middle of the answer', server: (peer) => peer.fin(peer.acceptance().subarray(0, 40)) },
  {
    name: 'no subprotocol chosen of those offered',
    server: (peer) => peer.accept(),
    options: { protocols: ['chat', 'superchat'] },
  },
  {
    name: 'a subprotocol chosen that was not offered',
    server: (peer) => peer.write(peer.acceptance({ protocol: 'other' })),
    options: { protocols: 'chat' },
  },
])

export const connecting: Row[] = [
  {
    name: 'a handshake that is never answered, with connectionTimeout',
    server: () => undefined,
    options: { connectionTimeout: 0.3 },
    handshakes: { atMost: 1 },
    signals: ['connectFailed timeout @failed'],
    state: failed('timeout'),
  },
  {
    name: 'close() with a code while connecting',
    server: () => undefined,
    user: ({ node }) => void node.close(3000, 'bye'),
    signals: ['closing @closing', 'closed 3000 "bye" @closed'],
    state: closed(3000, 'bye', false),
    handshakes: { atMost: 1 },
  },
  {
    name: 'send() while connecting: queued, and delivered before what onConnected sends',
    server: async (peer) => {
      peer.accept()
      const heard = [await peer.nextText(), await peer.nextText()]
      peer.fin(frames.closeFrame(4000, heard.join()))
    },
    user: ({ node }) => {
      const accepted = node.send('early')
      node.on('connected', () => node.send(`accepted: ${accepted}`))
    },
    signals: [CONNECTED, 'closing @closed', 'closed 4000 "early,accepted: true" @closed'],
    state: closed(4000, 'early,accepted: true', expect.any(Boolean)),
  },
  {
    name: 'send() while connecting, without a queue: refused, no exception',
    server: async (peer) => {
      peer.accept()
      peer.fin(frames.closeFrame(4000, await peer.nextText()))
    },
    options: { sendQueue: 0 },
    user: ({ node }) => {
      const accepted = node.send('too early')
      node.on('connected', () => node.send(`accepted: ${accepted}`))
    },
    signals: [CONNECTED, 'closing @closed', 'closed 4000 "accepted: false" @closed'],
    state: closed(4000, 'accepted: false', expect.any(Boolean)),
  },
]

/** The constructor throws for these, or would. */
export const constructorErrors = rows(
  {
    server: (peer) => peer.accept(),
    signals: ['connectFailed invalid-url @failed'],
    handshakes: 0,
  },
  [
    { name: 'ftp:', options: { url: 'ftp://127.0.0.1/' }, state: failed('invalid-url', '') },
    { name: 'a fragment', options: { url: 'ws://127.0.0.1/#there' }, state: failed('invalid-url', '') },
    { name: 'an empty fragment', options: { url: 'ws://127.0.0.1/#' }, state: failed('invalid-url', '') },
    { name: 'a bad host', options: { url: 'ws://[::1/' }, state: failed('invalid-url', '') },
    { name: 'a bad port', options: { url: 'ws://127.0.0.1:99999/' }, state: failed('invalid-url', '') },
    { name: 'duplicate protocols', options: { protocols: ['chat', 'chat'] }, state: failed('invalid-url') },
    { name: 'an empty protocol', options: { protocols: '' }, state: failed('invalid-url') },
    { name: 'a protocol with a space', options: { protocols: ['a b'] }, state: failed('invalid-url') },
  ],
)
