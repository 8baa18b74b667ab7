/**
 * The options that are functions or objects, as named presets: for each the value, and the code that makes it. The two
 * stand side by side, and a test runs the code and compares what both do.
 */
import {
  backoff,
  bytes,
  json,
  ping,
  text,
  type Exchange,
  type Format,
  type Lifecycle,
  type ReactWebSocketNodeOptions,
} from '../../src/index.js'

/** The options that have presets. */
export type PresetOption =
  | 'url'
  | 'format'
  | 'authenticate'
  | 'createSocket'
  | 'transport'
  | 'lifecycle'
  | 'autoconnectReference'
  | 'reconnect'
  | 'heartbeat'

export interface Preset {
  readonly name: string
  /** The option as an expression; undefined where the option is left out. */
  code?(around: Around): string
  /** What the expression imports from the package. */
  readonly imports?: readonly string[]
  /** The option's value. */
  value?(around: Around): unknown
}

/** What a preset may need of the other settings. */
export interface Around {
  /** The address of `host`, `route` and `useWSS`. */
  readonly url: string
  /** The name of the format's preset. */
  readonly format: string
}

type Of<Name extends PresetOption> = Preset & { value?(around: Around): ReactWebSocketNodeOptions[Name] }

const url: readonly Of<'url'>[] = [
  { name: 'from host and route' },
  { name: 'null', code: () => 'null', value: () => null },
  { name: 'a string', code: ({ url }) => quoted(url), value: ({ url }) => url },
  {
    name: 'a function: a fresh token',
    code: ({ url }) => `(attempt) => ${quoted(withQuery(url, 'token='))} + attempt`,
    value:
      ({ url }) =>
      (attempt) =>
        withQuery(url, 'token=') + attempt,
  },
]

const format: readonly Of<'format'>[] = [
  { name: 'bytes', value: () => bytes },
  { name: 'text', code: () => 'text', imports: ['text'], value: () => text },
  { name: 'json()', code: () => 'json()', imports: ['json'], value: () => JSON_FORMAT },
]

const authenticate: readonly Of<'authenticate'>[] = [
  { name: 'nothing' },
  {
    name: 'a word, and its echo',
    code: ({ format }) => `async ({ send, next }) => {
  send(${format === 'bytes' ? "new TextEncoder().encode('hello')" : "'hello'"})
  await next()
}`,
    value:
      ({ format }) =>
      async ({ send, next }: Exchange<Format<unknown, unknown, string | Uint8Array>>) => {
        send(format === 'bytes' ? new TextEncoder().encode('hello') : 'hello')
        await next()
      },
  },
  {
    name: 'denied',
    code: () => "() => {\n  throw new Error('denied')\n}",
    value: () => () => {
      throw new Error('denied')
    },
  },
]

const createSocket: readonly Of<'createSocket'>[] = [
  { name: 'the platform' },
  {
    name: 'a WebSocket, made by hand',
    code: () => '(url, protocols) => new WebSocket(url, protocols)',
    value: () => (url, protocols) => new WebSocket(url, protocols),
  },
]

const lifecycle: readonly Of<'lifecycle'>[] = [
  { name: 'the page’s events' },
  {
    name: 'always awake',
    code: () => '{ watch: () => () => {} }',
    value: () => ALWAYS_AWAKE,
  },
]

const autoconnectReference: readonly Preset[] = [
  { name: 'none' },
  { name: 'an element’s ref', code: () => 'reference', imports: ['useReadyRef'] },
  { name: 'opened(another node)', code: () => 'opened(auth)', imports: ['opened', 'useNode', 'WebSocketNode'] },
]

const reconnect: readonly Of<'reconnect'>[] = [
  { name: 'never' },
  { name: 'backoff()', code: () => 'backoff()', imports: ['backoff'], value: () => BACKOFF },
  {
    name: 'backoff, three attempts',
    code: () => 'backoff({ attempts: 3, minDelay: 0.2, maxDelay: 1 })',
    imports: ['backoff'],
    value: () => THREE_ATTEMPTS,
  },
]

const heartbeat: readonly Of<'heartbeat'>[] = [
  { name: 'none' },
  {
    name: 'ping',
    code: () => "ping({ message: 'ping', interval: 5, timeout: 2, isReply: (wire) => wire === 'pong' })",
    imports: ['ping'],
    value: () => PING,
  },
]

const JSON_FORMAT = json()
const ALWAYS_AWAKE: Lifecycle = { watch: () => () => {} }
const BACKOFF = backoff()
const THREE_ATTEMPTS = backoff({ attempts: 3, minDelay: 0.2, maxDelay: 1 })
const PING = ping({ message: 'ping', interval: 5, timeout: 2, isReply: (wire) => wire === 'pong' })

/** The first of each leaves the option out. */
const PRESETS: Readonly<Record<PresetOption, readonly Preset[]>> = {
  url,
  format,
  authenticate,
  createSocket,
  transport: [{ name: 'this thread' }],
  lifecycle,
  autoconnectReference,
  reconnect,
  heartbeat,
}

/** The names of an option's presets. */
export function presetNames(option: PresetOption): readonly string[] {
  return PRESETS[option].map(({ name }) => name)
}

/** @throws Error where the option has no preset of that name */
export function presetOf(option: PresetOption, name: unknown): Preset {
  const preset = PRESETS[option].find((one) => one.name === name)
  if (!preset) throw new Error(`${option} has no preset ${String(name)}; there are ${presetNames(option).join(', ')}`)
  return preset
}

/** Whether an option has presets. */
export function hasPresets(option: string): option is PresetOption {
  return option in PRESETS
}

/** A string literal, as it stands in code. */
export function quoted(words: string): string {
  return `'${words.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`
}

function withQuery(url: string, query: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${query}`
}
