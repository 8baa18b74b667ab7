/**
 * The effective options of a node, as Godot's inspector lists properties: by group, with where each comes from.
 */
import { settingsOf } from '../core/options.js'
import { show } from '../core/show.js'
import type { Found } from './found.js'
import type { Masker } from './mask.js'
import type { Property } from './model.js'
import { sessionOf } from './watched.js'

const GROUPS: Readonly<Record<Property['group'], readonly string[]>> = {
  Routing: ['host', 'route', 'useWSS', 'url', 'protocols', 'destination'],
  Reception: ['format', 'receiveLimit', 'flush'],
  Sending: ['sendQueue', 'sendBufferLimit'],
  Connection: ['connectionTimeout', 'closeTimeout', 'linger', 'createSocket', 'transport', 'lifecycle'],
  Autoconnect: ['name', 'autoconnectMode', 'autoconnectReference', 'ready'],
  Policies: ['reconnect', 'heartbeat', 'authenticate'],
  Signals: [
    'onConnected',
    'onConnectFailed',
    'onPacket',
    'onReceived',
    'onClosing',
    'onClosed',
    'onReceiveFailed',
    'onReconnecting',
    'onGaveUp',
    'onSendFailed',
  ],
}

/** What the addon has, where nothing is said. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  ...{ host: '127.0.0.1', route: '/', useWSS: true, linger: 0, ready: true, autoconnectMode: 'none' },
}

const SECRET = ['host', 'route', 'url']

export function propertiesOf(node: object, found: Found, masker: Masker): readonly Property[] {
  const session = sessionOf(node)
  if (!session) return []
  const mounted = found.mountedNode(node)
  const effective = session.options() as unknown as Readonly<Record<string, unknown>>
  const defaults: Readonly<Record<string, unknown>> = { ...DEFAULTS, ...settingsOf({}) }
  const own = (mounted?.ownOptions ?? effective) as Readonly<Record<string, unknown>>
  const inherited = (mounted?.inherited ?? effective) as Readonly<Record<string, unknown>>

  const textOf = (name: string, value: unknown): string => {
    if (name === 'protocols' && (typeof value === 'string' || Array.isArray(value)))
      return JSON.stringify(([value].flat() as string[]).map(masker.protocol))
    if (typeof value === 'string') return JSON.stringify(SECRET.includes(name) ? masker.address(value) : value)
    if (name === 'format') return String((value as { readonly name: string }).name)
    if (Object(value) instanceof URL) return JSON.stringify(masker.address(String(value)))
    return value === undefined ? '–' : show(value)
  }

  return Object.entries(GROUPS).flatMap(([group, names]) =>
    names.map((name): Property => {
      const value = inherited[name] ?? effective[name] ?? (inherited[name] === null ? null : defaults[name])
      const isDefault = inherited[name] === undefined || (!mounted && own[name] === defaults[name])
      const from = isDefault ? 'default' : own[name] !== undefined ? 'own' : 'provider'
      return { name, group: group as Property['group'], text: textOf(name, value), from }
    }),
  )
}
