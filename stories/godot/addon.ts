/**
 * The addon's script and properties, and how Godot converts what a file gives them: into the property's type where that
 * type has a constructor for the value, else not at all (tried in Godot 4.6.3).
 */
import type { AutoconnectMode } from '../../src/index.js'
import type { SocketOptions } from './types.js'
import { textOf, type Value } from './values.js'

/** The addon's script, whatever folders are above it. */
export const ADDON_SCRIPT = /(^|\/)addons\/websocket\/WebSocket\.gd$/

/** The path by which a scene that has no socket yet names the script. */
export const ADDON_PATH = 'res://addons/websocket/WebSocket.gd'

/** The modes in the order of the addon's enum: `NONE` is 0. */
export const MODES: readonly AutoconnectMode[] = [
  'none',
  'self-ready',
  'parent-ready',
  'owner-ready',
  'root-ready',
  'custom',
]

/** The property of each option. */
export const PROPERTIES = {
  host: 'host',
  route: 'route',
  useWSS: 'use_WSS',
  receiveLimit: 'receive_limit',
  connectionTimeout: 'connection_timeout',
} as const satisfies Record<keyof SocketOptions, string>

export const OPTIONS = Object.keys(PROPERTIES) as (keyof SocketOptions)[]

export const MODE = 'autoconnect_mode'
export const REFERENCE = 'autoconnect_reference'

/** The order in which Godot writes the addon's properties: that of its script. */
export const PROPERTY_ORDER: readonly string[] = [
  'script',
  'receive_limit',
  'connection_timeout',
  'host',
  'route',
  'use_WSS',
  MODE,
  REFERENCE,
]

export const DEFAULTS: SocketOptions = {
  host: '127.0.0.1',
  route: '/',
  useWSS: true,
  receiveLimit: 0,
  connectionTimeout: 10,
}

/** The most that the addon's inspector lets one set; the least is 0. */
export const MOST = { receiveLimit: 128, connectionTimeout: 300 } as const

/** The addon's own methods. */
export const ADDON_METHODS: readonly string[] = [
  'connect_socket',
  'send',
  'send_string',
  'send_dict',
  'receive',
  'check_open',
]

const CONVERTERS: { readonly [T in 'string' | 'boolean' | 'number']: (value: Value) => unknown } = {
  string: textOf,
  boolean: toBool,
  number: toInt,
}

/** What Godot makes of a value; undefined where it drops it. */
export function convert<O extends keyof SocketOptions>(option: O, value: Value): SocketOptions[O] | undefined {
  const type = typeof DEFAULTS[option] as 'string' | 'boolean' | 'number'
  return CONVERTERS[type](value) as SocketOptions[O] | undefined
}

/** Whether a value already is of the option's type. */
export function isExact(option: keyof SocketOptions, { kind }: Value): boolean {
  return kind === { string: 'string', boolean: 'bool', number: 'int' }[typeof DEFAULTS[option] as 'string']
}

/** What Godot makes of a value where it wants an `int`; undefined where it drops the value. */
export function toInt(value: Value): number | undefined {
  if (value.kind === 'int') return value.value
  if (value.kind === 'float') return Number.isFinite(value.value) ? Math.trunc(value.value) : undefined
  if (value.kind === 'bool') return Number(value.value)
  // `String.to_int`: the digits before a point, whatever is between them.
  if (value.kind !== 'string') return undefined
  const [whole] = value.value.split('.', 1) as [string]
  return Number(`${/^[^\d]*-/.test(whole) ? '-' : ''}${whole.replace(/\D/g, '') || 0}`) || 0
}

function toBool(value: Value): boolean | undefined {
  if (value.kind === 'bool') return value.value
  return value.kind === 'int' || value.kind === 'float' ? value.value !== 0 : undefined
}
