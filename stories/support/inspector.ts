/**
 * The controls of the stories: the node's options as an inspector shows them, with the ranges that the node checks.
 */
import type { InputType } from 'storybook/internal/csf'
import { AUTOCONNECT_MODE, type ReactWebSocketNodeOptions } from '../../src/index.js'
import { HOST, USE_WSS } from './server.js'

/** The options that stories can expose. */
export type InspectorArgs = Required<
  Pick<
    ReactWebSocketNodeOptions,
    'host' | 'route' | 'useWSS' | 'receiveLimit' | 'flush' | 'connectionTimeout' | 'closeTimeout' | 'autoconnectMode'
  >
>

/** The page's own server, and elsewhere what the node itself takes by default. */
const DEFAULT_ARGS: InspectorArgs = {
  host: HOST,
  route: '/ws/echo',
  useWSS: USE_WSS,
  receiveLimit: 0,
  flush: 'burst',
  connectionTimeout: 10,
  closeTimeout: 2,
  autoconnectMode: AUTOCONNECT_MODE.NONE,
}

const INSPECTOR: { [Name in keyof InspectorArgs]: InputType } = {
  host: {
    control: 'text',
    description: 'Name or address, with a port where needed.',
    table: { category: 'Routing', defaultValue: { summary: "'127.0.0.1'" } },
  },
  route: {
    control: 'text',
    description: 'Path, with a query where needed.',
    table: { category: 'Routing', defaultValue: { summary: "'/'" } },
  },
  useWSS: {
    control: 'boolean',
    description: '`wss://` instead of `ws://`.',
    table: { category: 'Routing', defaultValue: { summary: 'true' } },
  },
  receiveLimit: {
    control: { type: 'range', min: 0, max: 128, step: 1 },
    description: 'Packets that make a batch at once, 0 to 128. 0 sets no limit.',
    table: { category: 'Reception', defaultValue: { summary: '0' } },
  },
  flush: {
    control: 'inline-radio',
    options: ['burst', 'frame', 'sync'],
    description: 'When a smaller batch is done: as the socket pauses, with the next frame, or each packet at once.',
    table: { category: 'Reception', defaultValue: { summary: "'burst'" } },
  },
  connectionTimeout: {
    control: { type: 'range', min: 0, max: 300, step: 1 },
    description: 'Seconds that an attempt may take, 0 to 300. 0 waits for ever.',
    table: { category: 'Connection', defaultValue: { summary: '10' } },
  },
  closeTimeout: {
    control: { type: 'range', min: 0, max: 300, step: 1 },
    description: 'Seconds to wait for the peer’s close frame, 0 to 300. 0 waits for ever.',
    table: { category: 'Connection', defaultValue: { summary: '2' } },
  },
  autoconnectMode: {
    control: 'select',
    options: Object.values(AUTOCONNECT_MODE),
    description: 'When the node connects by itself.',
    table: { category: 'Connection', defaultValue: { summary: "'none'" } },
  },
}

/** The controls of the named options, and their default values. */
export function inspector<Name extends keyof InspectorArgs>(
  ...names: readonly Name[]
): { argTypes: Pick<typeof INSPECTOR, Name>; args: Pick<InspectorArgs, Name> } {
  return { argTypes: pick(INSPECTOR, names), args: pick(DEFAULT_ARGS, names) }
}

function pick<T extends object, Name extends keyof T>(from: T, names: readonly Name[]): Pick<T, Name> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, Name>
}
