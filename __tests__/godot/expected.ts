/**
 * What the JSX of each scene has: its sockets, in the order of the tree.
 */
import type { AutoconnectMode } from '../../src/index.js'

/** One socket. */
export interface ExpectedSocket {
  /** Where it leads; `''` for nowhere. */
  readonly url: string
  readonly mode?: AutoconnectMode
  /** `socket <url>`, `provider`, or `element <urls of the sockets in it>`. */
  readonly reference?: string
  readonly receiveLimit?: number
  readonly connectionTimeout?: number
  readonly reconnect?: true
  readonly heartbeat?: true
  /** Its handlers. */
  readonly on?: readonly string[]
}

const self = (url: string, more: Partial<ExpectedSocket> = {}): ExpectedSocket => ({ url, mode: 'self-ready', ...more })
const custom = (url: string, reference?: string, more: Partial<ExpectedSocket> = {}): ExpectedSocket => ({
  url,
  mode: 'custom',
  ...(reference !== undefined && { reference }),
  ...more,
})

export const EXPECTED: Readonly<Record<string, readonly ExpectedSocket[]>> = {
  '01-chat': [
    self('wss://chat.example:8443/rooms/lobby?lang=en', {
      receiveLimit: 8,
      connectionTimeout: 5,
      on: ['onConnected', 'onReceived', 'onClosed'],
    }),
  ],
  '02-modes': [
    { url: 'wss://none.example/', mode: 'none' },
    self('wss://self.example/'),
    { url: 'wss://parent.example/', mode: 'parent-ready' },
    { url: 'wss://child.example/', mode: 'parent-ready' },
    { url: 'wss://owner.example/', mode: 'owner-ready' },
    { url: 'wss://root.example/', mode: 'root-ready' },
    custom('wss://custom.example/', 'socket wss://child.example/'),
  ],
  '03-plain-parent': [
    custom('wss://events.example/', 'element events scores whole'),
    custom('wss://scores.example/', 'element events scores whole'),
    custom('wss://whole.example/', 'provider'),
  ],
  '04-socket-root': [
    { url: 'wss://root.example/', mode: 'owner-ready' },
    custom('wss://owned.example/', 'socket wss://root.example/'),
    { url: 'wss://beside.example/', mode: 'parent-ready' },
  ],
  '05-crlf': [self('ws://crlf.example/', { reconnect: true })],
  '06-values': [
    self('ws://floats.example/', { receiveLimit: 2, connectionTimeout: 19 }),
    self('wss://bools.example/', { receiveLimit: 1, connectionTimeout: 30 }),
    self('wss://127.0.0.1/'),
    self('wss://big.example/', { receiveLimit: 128, connectionTimeout: 300 }),
    self('wss://small.example/', { receiveLimit: 0, connectionTimeout: 0 }),
    self('wss://twice.example/'),
  ],
  '07-addresses': [
    self('wss://path.example/game/ws?room=1'),
    self('ws://scheme.example:9080/live'),
    self('wss://credentials.example/'),
    self('wss://fragment.example/a'),
    self('wss://slashes.example//double'),
    self('wss://query.example/?a=1/b'),
    self('ws://[::1]:8080/'),
    { url: '', mode: 'none' },
  ],
  '08-names': [
    custom('wss://class.example/', 'socket wss://kana.example/'),
    custom('wss://kana.example/', 'socket wss://monster.example/'),
    custom('wss://monster.example/', 'element dash under'),
    custom('wss://dash.example/', 'socket wss://under.example/'),
    self('wss://under.example/'),
  ],
  '09-multiline': [self('wss://extended.example/'), self('wss://last.example/')],
  '10-connections': [
    self('wss://a.example/', { on: ['onConnected', 'onConnectFailed', 'onReceived', 'onClosing', 'onClosed'] }),
    { url: 'wss://b.example/', mode: 'none' },
  ],
  '11-reconnect-heartbeat': [
    self('wss://stays.example/', { reconnect: true, heartbeat: true }),
    self('wss://other.example/', { heartbeat: true }),
  ],
  '12-instances': [
    custom('wss://127.0.0.1/', 'element 127 added'),
    { url: 'wss://added.example/', mode: 'owner-ready' },
    self('wss://placed.example/'),
  ],
  '13-inherited': [
    { url: 'wss://inherited.example/', mode: 'owner-ready', connectionTimeout: 10 },
    { url: 'wss://fresh.example/', mode: 'owner-ready' },
  ],
  '14-lookalikes': [self('wss://mine.example/mine'), self('wss://clock.example/')],
  '15-references': [
    self('wss://auth.example/'),
    custom('wss://unique.example/', 'socket wss://auth.example/'),
    custom('wss://itself.example/', 'socket wss://itself.example/'),
    custom('wss://dangling.example/'),
    custom('wss://forgotten.example/'),
    custom('wss://missing.example/'),
    self('wss://unused.example/'),
    custom('wss://absolute.example/'),
    custom('wss://above.example/'),
  ],
  '16-buttons': [{ url: 'wss://menu.example/', mode: 'none' }],
  '17-animation': [{ url: 'wss://animated.example/', mode: 'owner-ready' }],
  '18-missing-instance': [
    custom('wss://below.example/', 'element below inside'),
    custom('wss://inside.example/', 'element below inside'),
  ],
  '19-extra': [custom('wss://extra.example/', 'element ', { on: ['onReceived'] })],
  '20-login': [
    self('wss://auth.example/login', { reconnect: true, on: ['onClosed'] }),
    custom('wss://game.example/', 'socket wss://auth.example/login', { on: ['onReceived'] }),
    { url: 'wss://chat.example/', mode: 'parent-ready', receiveLimit: 1, on: ['onReceived'] },
  ],
}
