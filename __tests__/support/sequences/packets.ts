/**
 * What comes through a connection, and how near to its ends.
 */
import * as frames from '../servers/frames'
import { closed, CONNECTED, LOST, lost, URL, type Row } from './row'

export const packets: Row[] = [
  {
    name: 'open, messages and close in one TCP write',
    server: (peer) =>
      peer.acceptAndClose(frames.textFrame('a'), frames.binaryFrame([0, 255]), frames.closeFrame(4000, 'done')),
    signals: [CONNECTED, 'received "a" <00 ff>', 'closing @closed', 'closed 4000 "done" @closed'],
    state: closed(4000, 'done'),
  },
  {
    name: 'open, messages and FIN in one TCP write',
    server: (peer) => peer.fin(peer.acceptance(), frames.textFrame('a'), frames.textFrame('b')),
    signals: [CONNECTED, 'received "a" "b"', ...LOST],
    state: lost,
  },
  {
    name: 'messages and a protocol error in one TCP write',
    server: (peer) => peer.accept(frames.textFrame('a'), frames.invalidTextFrame()),
    signals: [CONNECTED, 'received "a"', ...LOST],
    state: lost,
  },
  {
    name: 'empty text, empty binary and a message in fragments',
    server: (peer) =>
      peer.acceptAndClose(
        frames.textFrame(''),
        frames.binaryFrame([]),
        frames.fragmentedText('in ', '', 'parts'),
        frames.closeFrame(1000),
      ),
    signals: [CONNECTED, 'received "" <> "in parts"', 'closing @closed', 'closed 1000 "" @closed'],
    state: closed(1000),
  },
  {
    name: 'a peer that opens and goes silent',
    server: (peer) => peer.accept(),
    signals: [CONNECTED],
    state: { status: 'open', url: URL, protocol: '' },
    left: 1,
  },
  {
    name: 'the subprotocol that the server chose',
    server: (peer) => peer.write(peer.acceptance({ protocol: 'superchat' })),
    options: { protocols: ['chat', 'superchat'] },
    signals: [CONNECTED],
    state: { status: 'open', url: URL, protocol: 'superchat' },
    left: 1,
  },
]
