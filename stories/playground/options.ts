/**
 * Settings as the options that they stand for.
 */
import type { ReactWebSocketNodeOptions, ReadySource } from '../../src/index.js'
import { hasPresets, presetOf, type Around } from './presets.js'
import { FIELDS, type Field, type HandlerOption, type Settings } from './settings.js'

/** The address that `host`, `route` and `useWSS` make. */
function addressOf({ host, route, useWSS }: Pick<Settings, 'host' | 'route' | 'useWSS'>): string {
  return `${useWSS ? 'wss' : 'ws'}://${String(host)}${String(route)}`
}

/** What the presets need of the settings. */
export function aroundOf(settings: Settings): Around {
  return { url: addressOf(settings), format: String(settings.format) }
}

/** The settings with the route that is meant: an empty field means the server with the switch. */
export function withRoute(settings: Settings, route: string): Settings {
  return settings.route === '' ? { ...settings, route } : settings
}

/** Whether an option is worth a line: it is not what the hook takes by itself, or it says where the server is. */
export function isSaid(field: Field, settings: Settings): boolean {
  const { name } = field
  if (name === 'host' || name === 'route') return isRouted(settings)
  if (name === 'useWSS') return isRouted(settings) && settings.useWSS !== true
  return settings[name] !== field.initial
}

/** Whether host, route and useWSS count. */
function isRouted({ url }: Settings): boolean {
  return presetOf('url', url).code === undefined
}

/** What the hook is called with. `reference` is what the preset of `autoconnectReference` means. */
export function optionsOf(
  settings: Settings,
  reference: ReadySource | { readonly current: unknown } | undefined,
): ReactWebSocketNodeOptions {
  const said = FIELDS.filter((field) => isSaid(field, settings)).map(({ name }) => [name, valueOf(name, settings)])
  const options = Object.fromEntries(said) as ReactWebSocketNodeOptions
  const isReferred = presetOf('autoconnectReference', settings.autoconnectReference).code !== undefined
  return isReferred ? { ...options, autoconnectReference: reference ?? null } : options
}

function valueOf(name: Field['name'], settings: Settings): unknown {
  const value = settings[name]
  if (hasPresets(name)) return presetOf(name, value).value?.(aroundOf(settings))
  if (name === 'protocols') return protocolsOf(value)
  return name.startsWith('on') ? logs(name as HandlerOption) : value
}

/** The names between the commas. */
export function protocolsOf(value: unknown): readonly string[] {
  return String(value)
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
}

/** The signal of a handler's option. */
export function signalOf(option: HandlerOption): string {
  return option[2]!.toLowerCase() + option.slice(3)
}

function logs(option: HandlerOption): (...args: readonly unknown[]) => void {
  // A copy of what the code says is to be seen where a developer looks.
  return (...args) => console.log(signalOf(option), ...args)
}
