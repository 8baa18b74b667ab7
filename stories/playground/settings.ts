/**
 * What can be set in the playground: every option of the hook, as the addon's inspector groups and types it, and what the
 * scene around the node does. All values are plain, so that the URL can hold them; functions and objects are presets.
 */
import { AUTOCONNECT_MODE, type ReactWebSocketNodeOptions, type Signal } from '../../src/index.js'
import { HOST, USE_WSS } from '../support/server.js'
import { presetNames, type PresetOption } from './presets.js'

interface NumberEditor {
  readonly type: 'number'
  readonly min: number
  readonly max: number
  readonly unit: string
  /** What is counted: only seconds have fractions. */
  readonly isWhole: boolean
}

/** How a field is edited. */
export type Editor =
  | { readonly type: 'text'; readonly placeholder?: string }
  | NumberEditor
  | { readonly type: 'switch' }
  | { readonly type: 'choice'; readonly choices: readonly string[] }

/** The options that are signals' handlers. */
export type HandlerOption = `on${Capitalize<Signal>}`

/** The options that have a field. */
export type OptionName = Exclude<keyof ReactWebSocketNodeOptions, HandlerOption>

export interface Field {
  readonly name: OptionName | HandlerOption
  readonly editor: Editor
  /** The value that is not worth a line of code: the option's own default, or for the routing that of this page. */
  readonly initial: Value
  readonly help: string
}

export type Value = string | number | boolean

/** What stands around the node, each ready or not. */
export const SURROUNDINGS = ['root', 'owner', 'parent', 'reference'] as const
export type Surrounding = (typeof SURROUNDINGS)[number]

/** A value for each field, by its name, and for each surrounding whether it is ready. */
export type Settings = Readonly<Record<Field['name'] | Surrounding, Value>>

const choice = (...choices: readonly string[]): Editor => ({ type: 'choice', choices })
const preset = (name: PresetOption, help: string): Field => {
  const names = presetNames(name)
  return { name, editor: choice(...names), initial: names[0]!, help }
}
const number = (min: number, max: number, unit: string): Editor => ({
  type: 'number',
  min,
  max,
  unit,
  isWhole: unit !== 's',
})

/** The nearest number that the field's option takes: any other throws a RangeError where the node is made. */
export function nearestNumber({ min, max, isWhole }: NumberEditor, value: number): number {
  const near = Math.min(max, Math.max(min, Number.isNaN(value) ? min : value))
  return isWhole ? Math.round(near) : near
}

/** The groups of the form, in the addon's order. */
export const GROUPS: readonly { readonly title: string; readonly fields: readonly Field[] }[] = [
  {
    title: 'Routing',
    fields: [
      { name: 'host', editor: { type: 'text' }, initial: HOST, help: 'Name or address, with a port where needed.' },
      {
        name: 'route',
        editor: { type: 'text', placeholder: 'the server with the switch' },
        initial: '',
        help: 'Path, with a query.',
      },
      { name: 'useWSS', editor: { type: 'switch' }, initial: USE_WSS, help: 'wss:// instead of ws://.' },
      preset('url', 'Instead of the three above; null means: not known now.'),
      {
        name: 'protocols',
        editor: { type: 'text', placeholder: 'none' },
        initial: '',
        help: 'Subprotocols, with commas between them.',
      },
      {
        name: 'destination',
        editor: { type: 'text', placeholder: 'the URL' },
        initial: '',
        help: 'Names what the queue and the values belong to.',
      },
    ],
  },
  {
    title: 'Reception',
    fields: [
      preset('format', 'What packets and messages are.'),
      {
        name: 'receiveLimit',
        editor: number(0, 128, 'packets'),
        initial: 0,
        help: 'That make a batch at once; 0: any.',
      },
      {
        name: 'flush',
        editor: choice('burst', 'frame', 'sync'),
        initial: 'burst',
        help: 'When a smaller batch is done.',
      },
      {
        name: 'sendQueue',
        editor: number(0, 10_000, 'messages'),
        initial: 100,
        help: 'That may wait while it is not open.',
      },
      {
        name: 'sendBufferLimit',
        editor: number(0, 1e9, 'bytes'),
        initial: 0,
        help: 'On their way above which send() refuses; 0: no limit.',
      },
    ],
  },
  {
    title: 'Connection',
    fields: [
      { name: 'connectionTimeout', editor: number(0, 300, 's'), initial: 10, help: 'For an attempt; 0: for ever.' },
      {
        name: 'closeTimeout',
        editor: number(0, 300, 's'),
        initial: 2,
        help: 'For the peer’s close frame; 0: for ever.',
      },
      preset('authenticate', 'What the server wants first, before everything else.'),
      preset('createSocket', 'Makes the socket.'),
      preset('transport', 'Where the socket lives.'),
      preset('lifecycle', 'Who knows that the app sleeps, wakes, is offline.'),
    ],
  },
  {
    title: 'Autoconnect',
    fields: [
      {
        name: 'autoconnectMode',
        editor: choice(...Object.values(AUTOCONNECT_MODE)),
        initial: AUTOCONNECT_MODE.NONE,
        help: 'When it connects by itself.',
      },
      preset('autoconnectReference', 'What the mode custom waits for.'),
      { name: 'ready', editor: { type: 'switch' }, initial: true, help: 'Off holds it back, never closes it.' },
      { name: 'linger', editor: number(0, 300, 's'), initial: 0, help: 'That the connection outlives an unmount.' },
      { name: 'name', editor: { type: 'text', placeholder: 'none' }, initial: '', help: 'How useNode(name) finds it.' },
    ],
  },
  {
    title: 'Policies',
    fields: [
      preset('reconnect', 'When to try again after a loss or a failure.'),
      preset('heartbeat', 'Whether the server is still there.'),
    ],
  },
  {
    title: 'Signals',
    fields: (
      [
        ...['onConnected', 'onConnectFailed', 'onPacket', 'onReceived', 'onReceiveFailed'],
        ...['onClosing', 'onClosed', 'onSendFailed', 'onReconnecting', 'onGaveUp'],
      ] as HandlerOption[]
    ).map((name): Field => ({ name, editor: { type: 'switch' }, initial: false, help: 'Logs to the console.' })),
  },
]

export const FIELDS: readonly Field[] = GROUPS.flatMap(({ fields }) => fields)

/** The settings that a fresh playground has: it connects by itself, and comes back. */
export const INITIAL: Settings = {
  ...(Object.fromEntries(FIELDS.map(({ name, initial }) => [name, initial])) as Record<Field['name'], Value>),
  root: true,
  owner: true,
  parent: true,
  reference: true,
  autoconnectMode: 'self-ready',
  format: 'text',
  reconnect: 'backoff()',
}
